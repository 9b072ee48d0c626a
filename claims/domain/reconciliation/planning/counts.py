"""The counts that one cell holds, who carries each, and who agrees with it."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence

from claims.domain.reconciliation.planning.card import Count
from claims.domain.reconciliation.values import Figure, natural


def counts(figures: Iterable[Figure]) -> tuple[Count, ...]:
    """Each number or range that is said; a mere floor or ceiling only where some count denies it.

    Figures that say the same are one count, and whoever leaves room for it agrees with it.
    """
    listed = sorted(figures, key=lambda f: natural(f.id))
    said: dict[tuple[int, int | None, int | None], list[Figure]] = {}
    for figure in listed:
        said.setdefault((figure.low, figure.high, number_of(figure)), []).append(figure)
    full = [key for key, same in said.items() if not _bounds_only(same[0])]
    denied = [
        (low, high, number)
        for (low, high, number), same in said.items()
        if _bounds_only(same[0]) and any(_apart((low, high), key[:2]) for key in said)
    ]
    return tuple(
        _count(key, said[key], listed) for key in sorted([*full, *denied], key=_from_low_to_high)
    )


def number_of(figure: Figure) -> int | None:
    """The one number said, where the bounds that bind still hold it."""
    number = figure.number
    if number is None or _bounds_only(figure):
        return None
    inside = figure.low <= number and (figure.high is None or number <= figure.high)
    return number if inside else None


def clashing_pairs(figures: Sequence[Figure]) -> int:
    """How many pairs of figures of one cell cannot both be true."""
    lows = sorted(figure.low for figure in figures)
    return sum(
        len(lows) - bisect_left(lows, figure.high + 1)
        for figure in figures
        if figure.high is not None
    )


def _bounds_only(figure: Figure) -> bool:
    """Whether it says only "at least" or "at most"."""
    return figure.high is None or (figure.low == 0 and figure.high > 0)


def _apart(one: tuple[int, int | None], other: tuple[int, int | None]) -> bool:
    (low, high), (least, most) = one, other
    return (most is not None and most < low) or (high is not None and high < least)


def _count(
    key: tuple[int, int | None, int | None], same: Sequence[Figure], figures: Sequence[Figure]
) -> Count:
    carriers = tuple(figure.id for figure in same)
    alone = Count(*key, carriers, ())
    agree = [f.id for f in figures if f.id not in carriers and alone.held_by(f.low, f.high)]
    return Count(*key, carriers, tuple(agree))


def _from_low_to_high(key: tuple[int, int | None, int | None]) -> tuple[int, bool, int, int]:
    low, high, number = key
    return low, high is None, high or 0, -1 if number is None else number
