"""What a position of our own must be before it can be stated."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from claims.domain.errors import RuleBroken
from claims.domain.figures import HIGHEST, describe_range
from claims.domain.messages import gettext as _
from claims.domain.moments import Moment

ESTABLISHED_NEEDS = _("Give a number, or say that it is not established.")


class BeyondFigures(RuleBroken):
    """A position that its figures do not bear, and no ``override_reason`` says why it holds."""


@dataclass(frozen=True)
class Draft:
    """A position as an editor fills it in; the numbers are empty where they are open."""

    established: bool
    low: int | None = None
    best: int | None = None
    high: int | None = None
    method: str = ""
    rationale: str = ""
    dissent: str = ""
    override_reason: str = ""


@dataclass(frozen=True)
class Room:
    """What the figures it uses allow; `none` where they contradict one another."""

    low: int | None
    high: int | None
    none: bool = False


def check_position(draft: Draft, *, uses: int, room: Room) -> None:
    """Raise ``RuleBroken`` with all that keeps a position from being stated."""
    wrong = [*_of_numbers(draft), *_of_words(draft)]
    if draft.established and not uses:
        wrong.append(_("Say which figures it uses: no number of ours stands on nothing."))
    if wrong:
        raise RuleBroken(*wrong)
    is_bound = draft.established and uses and not draft.override_reason
    if is_bound and (beyond := outside(draft, room)):
        raise BeyondFigures(*beyond)


def outside(draft: Draft, room: Room) -> list[str]:
    """Why a position must say on what it goes beyond its figures; empty where it does not."""
    if room.none:
        return [_("The figures it uses contradict each other: say why the position holds even so.")]
    if not _beyond(draft, room):
        return []
    allow = describe_range(room.low, room.high)
    return [
        _(
            "The figures it uses allow %(allow)s: say why the position goes beyond that.",
            allow=allow,
        )
    ]


def accounts_until(
    counted: Moment | None, checked_at: datetime | None, zone: str
) -> datetime | None:
    """After which moment a figure of the same people is newer than a number of ours.

    ``counted`` is when ours is of, ``checked_at`` when somebody last found it to stand. None where
    it is of no moment: then nothing is known to be newer.
    """
    if counted is None:
        return None
    return max(filter(None, (counted.latest(zone), checked_at)))


def _beyond(draft: Draft, room: Room) -> bool:
    least = draft.low if draft.low is not None else draft.best
    most = draft.high
    if most is None and draft.low is None:
        most = draft.best
    too_low = (room.low or 0) > (least or 0)
    too_high = room.high is not None and (most is None or most > room.high)
    best_out = draft.best is not None and (
        draft.best < (room.low or 0) or (room.high is not None and draft.best > room.high)
    )
    return too_low or too_high or best_out


def _of_numbers(draft: Draft) -> Iterator[str]:
    given = [n for n in (draft.low, draft.best, draft.high) if n is not None]
    if not draft.established:
        if given:
            yield _("Where we cannot say, give no number.")
        return
    if not given:
        yield ESTABLISHED_NEEDS
    if given != sorted(given):
        yield _("The numbers must rise from low through best to high.")
    if any(not 0 <= n <= HIGHEST for n in given):
        yield _("A count lies between 0 and %(highest)s.", highest=f"{HIGHEST:,}")


def _of_words(draft: Draft) -> Iterator[str]:
    if not draft.rationale:
        yield _("Give the rationale: readers see it.")
