"""Which way a count went when it was updated: a range that narrows neither rises nor falls."""

from collections.abc import Sequence

from claims.domain.messages import gettext as _
from claims.domain.reconciliation.values import Figure

Steps = Sequence[tuple[Figure, Figure]]
"""Pairs of a count and the one that replaced it."""


def direction(steps: Steps) -> str | None:
    ways = {_way(older, newer) for older, newer in _alike(steps)} - {""}
    if not ways:
        return None
    (only,) = ways if len(ways) == 1 else ("mixed",)
    return only if only in ("up", "down") else "mixed"


def fell(steps: Steps) -> bool:
    return any(_way(older, newer) == "down" for older, newer in _alike(steps))


def told(steps: Steps) -> str:
    ways = {_way(older, newer) for older, newer in _alike(steps)} - {""}
    if not ways:
        return _("The number stayed the same")
    if {"up", "down"} <= ways:
        return _("The count went up and down")
    if ways == {"up"}:
        return _("The count went up")
    if ways == {"down"}:
        return _("The count went down")
    if ways == {"narrowed"}:
        return _("The range narrowed")
    return _("The range widened") if ways == {"widened"} else _("The range changed")


def _alike(steps: Steps) -> Steps:
    """Those that count the same; where none does, nothing can be said of a way."""
    return [(older, newer) for older, newer in steps if older.cell == newer.cell]


def _way(older: Figure, newer: Figure) -> str:
    if _is_range(older) and _inside(newer, older) and not _inside(older, newer):
        return "narrowed"
    if _is_range(newer) and _inside(older, newer) and not _inside(newer, older):
        return "widened"
    before, after = _size(older), _size(newer)
    return "up" if before < after else "down" if before > after else ""


def _is_range(figure: Figure) -> bool:
    return figure.number is None and figure.high is not None


def _inside(figure: Figure, other: Figure) -> bool:
    if figure.high is None or other.high is None:
        return False
    return other.low <= figure.low and figure.high <= other.high


def _size(figure: Figure) -> int:
    """Twice the number that was said, or the sum of its bounds: only compared."""
    if figure.value is not None:
        return 2 * figure.value
    return figure.low + (figure.low if figure.high is None else figure.high)
