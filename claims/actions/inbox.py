"""Take in what readers report, and close it once it is answered."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from claims.actions.desk import Editor, keep
from claims.domain.error_reports import Outcome, check_answer, check_report, page_of
from claims.domain.errors import RuleBroken
from claims.domain.messages import gettext as _
from claims.domain.text import clean
from claims.domain.vocabulary import ChangeType
from claims.models.desk.inbox import ErrorReport
from claims.models.record.entry import Entry
from claims.models.record.public_time import public_time


def receive_report(
    *, about: str, words: str, grounds: str = "", contact: str = "", at: datetime
) -> None:
    """Keep a reader's report for the desk; raises ``RuleBroken`` where it is not one."""
    words, grounds, contact = clean(words), clean(grounds), clean(contact)
    check_report(words=words, grounds=grounds, contact=contact)
    ErrorReport(
        about=page_of(about), words=words, grounds=grounds, contact=contact, received_at=at
    ).save(by=None)


def answer_report(
    report: ErrorReport,
    *,
    outcome: Outcome,
    correction: int | None = None,
    note: str = "",
    by: Editor,
    at: datetime,
) -> None:
    """Close a report. A correction is one that readers can see, made since it came in."""
    note = clean(note)
    check_answer(outcome, correction=correction, note=note)
    with transaction.atomic():
        report.compare_version()
        if correction is not None:
            _check_correction(correction, report)
        keep(
            report,
            by=by,
            outcome=outcome,
            correction=correction,
            note=note,
            answered_at=at,
            answered_by=by,
        )


def _check_correction(seq: int, report: ErrorReport) -> None:
    entry = Entry.objects.filter(seq=seq).first()
    if entry is None:
        raise RuleBroken(_("There is no entry %(seq)s.", seq=seq))
    if entry.change != ChangeType.CORRECTION:
        raise RuleBroken(_("Entry %(seq)s is not a correction.", seq=seq))
    if entry.recorded_at < public_time(report.received_at):
        raise RuleBroken(_("Entry %(seq)s was recorded before this report came in.", seq=seq))
