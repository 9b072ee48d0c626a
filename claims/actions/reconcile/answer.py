"""Answer what the engine noticed; the answer holds while the figures behind it stay the same."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from claims.actions.desk import Editor, note_differences
from claims.actions.reconcile.sheet import Sheet, sheet_of
from claims.domain import messages, reconciliation
from claims.domain.errors import RuleBroken, Stale
from claims.domain.messages import gettext as _
from claims.domain.reconciliation import Finding
from claims.domain.text import clean
from claims.domain.vocabulary import Answer, Publication
from claims.models.desk.event import Event
from claims.models.desk.position import FindingAnswer, Position
from claims.models.record.public_time import public_precision, public_time
from claims.publishing import log
from claims.publishing.position import states

LONGEST = 2000
GONE = _(
    "This finding is no longer there as you saw it: the figures behind it have changed, or"
    " others were saved meanwhile. Look again."
)


Answers = Mapping[tuple[str, frozenset[str]], FindingAnswer]
"""The answers of an event by what they answer."""


def answer_finding(
    event: Event,
    *,
    fingerprint: str,
    answer: Answer,
    reason: str,
    seen: int = 0,
    by: Editor,
    at: datetime,
) -> FindingAnswer:
    """Answer one finding; ``seen`` is the version of the answer that stood when it was opened.

    Raises ``Stale`` where somebody answered meanwhile, or where the finding is no longer there.
    """
    reason = clean(reason)
    if not reason:
        raise RuleBroken(_("Give the reason for the answer."))
    if len(reason) > LONGEST:
        raise RuleBroken(_("The reason is longer than %(most)s characters.", most=LONGEST))
    with log.writing():
        root = event.root().locked()
        sheet = sheet_of(root)
        found = reconciliation.check(sheet.case()).findings
        finding = next((f for f in found if f.fingerprint == fingerprint), None)
        if finding is None:
            raise Stale(GONE)
        row = _row(root, finding, seen)
        tell(row, finding, sheet)
        row.answer, row.reason, row.by = answer, reason, by
        row.answered_at, row.answered_precision = public_time(at), public_precision()
        row.save(by=by)
        note_positions(sheet.events, by=by)
        return row


def reopen(row: FindingAnswer, *, by: Editor) -> None:
    """Take an answer back: the finding waits again."""
    with log.writing():
        events = row.event.root().tree()
        held = row.held()
        held.delete(by=by)
        note_positions(events, by=by)


def tell(row: FindingAnswer, finding: Finding, sheet: Sheet) -> None:
    """Keep what the finding said, and the figures behind it as they stood."""
    row.kind, row.figures = str(finding.kind), list(finding.figures)
    row.fingerprint, row.severity, row.opposed = (
        finding.fingerprint,
        finding.severity,
        finding.opposed,
    )
    row.sentence, row.arithmetic, row.settles = (
        finding.sentence,
        finding.arithmetic,
        finding.settles,
    )
    told = {"sentence": finding.sentence, "arithmetic": finding.arithmetic}
    row.as_messages = messages.written(told)
    behind = [sheet.by_key[key] for key in finding.figures]
    row.as_answered = {str(figure.pk): figure.as_it_stands() for figure in behind}


def tell_all(sheet: Sheet, rows: Sequence[FindingAnswer], *, by: Editor) -> None:
    """The same for answers that came without the words; what is not found stays without."""
    if not rows:
        return
    checked = reconciliation.check(sheet.case(), behind=())
    found = {_same(f.kind, f.figures): f for f in checked.findings}
    for row in rows:
        finding = found.get(_same(row.kind, row.figures))
        if finding is not None:
            figures = row.figures
            tell(row, finding, sheet)
            row.figures = figures
            row.save(by=by)


def note_positions(events: Iterable[Event], *, by: Editor) -> frozenset[int]:
    """Findings are shown with positions: those of the event may now differ from what is seen.

    The keys of those of which that is news: their version is another since.
    """
    parts = {event.pk: event for event in events}
    rows = Position.objects.filter(event__in=parts, publication=Publication.PUBLISHED)
    published = list(rows.select_related("category").order_by("pk"))
    for position in published:
        # These know what they are parts of, and so what is kept with the whole.
        position.event = parts[position.event_id]
    return note_differences(published, now=states(published), by=by)


def standing(event: Event) -> dict[tuple[str, frozenset[str]], FindingAnswer]:
    """The answers of an event by what they answer; of several the last."""
    rows = FindingAnswer.objects.filter(event=event.root()).order_by("pk")
    return {_same(row.kind, row.figures): row for row in rows}


def answer_to(
    finding: Finding, answers: Mapping[tuple[str, frozenset[str]], FindingAnswer]
) -> FindingAnswer | None:
    return answers.get(_same(finding.kind, finding.figures))


def _same(kind: str, figures: Iterable[str]) -> tuple[str, frozenset[str]]:
    """What an answer answers, whatever the order and the address of its figures."""
    return str(kind), frozenset(name.rpartition("/")[2] for name in figures)


def _row(root: Event, finding: Finding, seen: int) -> FindingAnswer:
    row = answer_to(finding, standing(root))
    if row is None:
        if seen:
            raise Stale(_("Somebody has taken back this answer since you opened it."))
        return FindingAnswer(event=root)
    if row.version != seen:
        raise Stale(
            _("Somebody else has answered this since you opened it: %(reason)s", reason=row.reason)
        )
    return row.held()
