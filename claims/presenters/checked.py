"""When we last looked at something again, and when we said that we would."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from claims.domain.dates_in_words import day_text
from claims.domain.iso import zone_named
from claims.presenters.moments import When, minute
from claims.states.subject import CheckedState


@dataclass(frozen=True)
class Checked:
    """``last`` is set where we looked again and found nothing to change since we decided.

    ``again``: by which day we said that we would look again; ``overdue`` where it has passed.
    """

    last: When | None = None
    again: When | None = None
    overdue: bool = False


NEVER = Checked()


def checked(
    state: CheckedState, *, decided: datetime | None, today: date | None, zone: str
) -> Checked:
    """In the newsroom's zone. ``today`` is None for a page of the past: nothing is overdue there.

    ``decided``: when the decision was made that was found to stand.
    """
    at = state.checked_at
    last = minute(at, zone) if at and (decided is None or decided < at) else None
    again = state.look_again_on
    if again is None or (decided and decided.astimezone(zone_named(zone)).date() >= again):
        return Checked(last)
    day = When(again.isoformat(), day_text(again), day_text(again), again.isoformat())
    return Checked(last, day, overdue=today is not None and again < today)
