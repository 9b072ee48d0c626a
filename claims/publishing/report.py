"""What readers see of a report."""

from __future__ import annotations

from claims.models.desk.source import Report
from claims.publishing.from_desk import from_desk
from claims.publishing.history_cut import WHOLE, Cut
from claims.states.report import ReportState


def state(report: Report, cut: Cut = WHOLE) -> ReportState:
    original = report.reprints
    known = cut.whole or original is None or cut.names(original)
    return from_desk(ReportState, report, **({} if known else {"reprints": ""}))
