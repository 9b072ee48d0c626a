"""What became of a claim: withdrawn by who made it, never said by them, replaced; or current."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from claims.actions.desk import Editor, keep
from claims.actions.housekeeping.republish_one_field import retell
from claims.actions.second_look import lifecycle_moved
from claims.domain.errors import RuleBroken
from claims.domain.housekeeping import check_lifecycle, is_return
from claims.domain.messages import gettext as _
from claims.domain.moments import Moment, order
from claims.domain.text import clean, kept_as_typed
from claims.domain.vocabulary import ChangeType, Lifecycle, StanceKind
from claims.models.desk.base import Publishable
from claims.models.desk.claim import Claim
from claims.models.desk.evidence import Stance
from claims.models.desk.source import Report
from claims.publishing import log
from claims.publishing.claim import stance_state
from claims.publishing.registry import published_state
from claims.states.claim import ClaimState


@dataclass(frozen=True)
class Said:
    """Where the claimant said so, in which words, and when."""

    report: Report
    quote: str = ""
    at: datetime | None = None
    precision: str = ""


class Withdrawal(Said):
    """How the claimant took it back."""


class Return(Said):
    """How the claimant said again what it had taken back."""


def settle_lifecycle(
    claim: Claim,
    *,
    to: Lifecycle,
    note: str = "",
    withdrawal: Withdrawal | None = None,
    again: Return | None = None,
    change: ChangeType = ChangeType.UPDATE,
    by: Editor,
    at: datetime,
) -> list[Publishable]:
    """Decide what became of a claim. On a published one readers see it at once, with the note.

    A withdrawal, and a return after one, are kept as the claimant's own stances. Raises
    ``RuleBroken``, ``Stale``.
    """
    note = clean(note)
    with log.writing():
        now = claim.held()
        was = Lifecycle(now.lifecycle)
        check_lifecycle(
            was,
            to,
            publication=now.publication,
            has_report=(again if is_return(was, to) else withdrawal) is not None,
            note=note,
        )
        stance = None
        if to is Lifecycle.WITHDRAWN and withdrawal:
            stance = _stance(now, StanceKind.WITHDRAWS, withdrawal, by=by)
        elif is_return(was, to) and again:
            _check_order(now, again)
            stance = _stance(now, StanceKind.ASSERTS, again, by=by)
        keep(now, by=by, lifecycle=to)
        moved: dict[str, object] = {"lifecycle": to}
        if stance is not None:
            shown = published_state(now)
            told = shown.stances if isinstance(shown, ClaimState) else ()
            moved["stances"] = (*told, stance_state(stance))
        rests_on = [stance.source, stance.report] if stance is not None else []
        along = retell(now, moved, rests_on=rests_on, note=note, change=change, by=by, at=at)
        claim.refresh_from_db()
        lifecycle_moved(claim, was=was, by=by, at=at)
        return [now, *along]


def _check_order(claim: Claim, again: Return) -> None:
    """What was said again was said after it was withdrawn."""
    gone = claim.stances.filter(stance=StanceKind.WITHDRAWS).order_by("pk").last()
    if gone is None or gone.stated_at is None or again.at is None:
        return
    before = Moment(again.at, again.precision), Moment(gone.stated_at, gone.stated_precision)
    if order(*before, claim.event.time_zone) == "before":
        raise RuleBroken(_("It was said again before it was withdrawn: look at the two days."))


def _stance(claim: Claim, kind: StanceKind, said: Said, *, by: Editor) -> Stance:
    stance = Stance(
        claim=claim,
        source=claim.claimant,
        stance=kind,
        report=said.report,
        quote=kept_as_typed(said.quote),
        stated_at=said.at,
        stated_precision=said.precision,
    )
    stance.save(by=by)
    return stance
