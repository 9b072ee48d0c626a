"""What became of a claim: withdrawn by who made it, never said by them, replaced; or current."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from claims.actions.desk import Editor, keep
from claims.actions.housekeeping.republish_one_field import retell
from claims.actions.second_look import lifecycle_moved
from claims.domain.housekeeping import check_lifecycle
from claims.domain.text import clean
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
class Withdrawal:
    """Where the claimant took it back, in which words, and when."""

    report: Report
    quote: str = ""
    at: datetime | None = None
    precision: str = ""


def settle_lifecycle(
    claim: Claim,
    *,
    to: Lifecycle,
    note: str = "",
    withdrawal: Withdrawal | None = None,
    change: ChangeType = ChangeType.UPDATE,
    by: Editor,
    at: datetime,
) -> list[Publishable]:
    """Decide what became of a claim. On a published one readers see it at once, with the note.

    A withdrawal is kept as the claimant's own stance. Raises ``RuleBroken``, ``Stale``.
    """
    note = clean(note)
    with log.writing():
        now = claim.held()
        was = Lifecycle(now.lifecycle)
        check_lifecycle(
            was,
            to,
            publication=now.publication,
            has_report=withdrawal is not None,
            note=note,
        )
        stance = _stance(now, withdrawal, by=by) if to is Lifecycle.WITHDRAWN else None
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


def _stance(claim: Claim, withdrawal: Withdrawal | None, *, by: Editor) -> Stance | None:
    if withdrawal is None:
        return None
    stance = Stance(
        claim=claim,
        source=claim.claimant,
        stance=StanceKind.WITHDRAWS,
        report=withdrawal.report,
        quote=clean(withdrawal.quote),
        stated_at=withdrawal.at,
        stated_precision=withdrawal.precision,
    )
    stance.save(by=by)
    return stance
