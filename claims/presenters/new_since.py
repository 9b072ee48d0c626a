"""What is newer than a decision, and so was not weighed in it."""

from __future__ import annotations

from collections.abc import Container, Iterator
from dataclasses import dataclass
from datetime import datetime

from claims.domain.moments import Moment, order
from claims.domain.vocabulary import COUNTS, Precision
from claims.presenters.claim_parts import EvidenceLine, evidence_line
from claims.presenters.moments import When, stated
from claims.presenters.names import Names, ReportName
from claims.presenters.report_marks import ReportMark
from claims.states.claim import ClaimState, EvidenceState


@dataclass(frozen=True)
class LastLook:
    """When editors last decided on a claim, or found that the decision stands.

    ``on_file`` are the keys of the evidence that was on record then; ``recorded_at`` is set where
    the decision was carried over: when its history was put together.
    """

    on_file: Container[str] = ()
    recorded_at: datetime | None = None


@dataclass(frozen=True)
class NewEvidence:
    piece: EvidenceLine
    when: When | None


@dataclass(frozen=True)
class FallenReport:
    """A report that was corrected, withdrawn or retracted since."""

    report: ReportName
    mark: ReportMark


@dataclass(frozen=True)
class NewSince:
    """``when`` is the day of the newest of it, where that is known."""

    evidence: tuple[NewEvidence, ...] = ()
    reports: tuple[FallenReport, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.evidence or self.reports)


def new_since(state: ClaimState, names: Names, look: LastLook | None, *, zone: str) -> NewSince:
    """Nothing where nobody has examined it yet: then nothing was weighed at all.

    What only repeats another counts for nothing, and is not there to be weighed.
    """
    looked = looked_at(state)
    if looked is None or look is None:
        return NewSince()
    found = [
        NewEvidence(evidence_line(piece, names, ()), stated(_dated(piece, names), zone))
        for piece in state.evidence
        if piece.kind in COUNTS and piece.has_originator
        if piece.key not in state.named_evidence
        and (piece.key not in look.on_file or _after(looked, _dated(piece, names), zone))
    ]
    return NewSince(tuple(found), tuple(_fallen(state, names, looked, zone)))


def looked_at(state: ClaimState) -> Moment | None:
    """When it was last decided after a look or checked, whichever came later."""
    if not state.examined:
        return None
    if state.decided is None or state.checked_at is None:
        return state.decided
    checked = Moment(state.checked_at, Precision.SECOND)
    return max(state.decided, checked, key=lambda moment: moment.at)


def _dated(piece: EvidenceState, names: Names) -> Moment | None:
    if piece.report:
        return names.report(piece.report).moment
    return names.claim(piece.claim).said if piece.claim else None


def _after(looked: Moment, dated: Moment | None, zone: str) -> bool:
    return dated is not None and order(looked, dated, zone) == "before"


def _fallen(state: ClaimState, names: Names, looked: Moment, zone: str) -> Iterator[FallenReport]:
    cited = [*(c.report for c in state.citations), *(e.report for e in state.evidence)]
    for uid in dict.fromkeys(filter(None, cited)):
        report = names.report(uid)
        for mark in report.marks:
            if _after(looked, mark.moment, zone):
                yield FallenReport(report, mark)
