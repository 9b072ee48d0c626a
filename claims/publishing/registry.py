"""The seven kinds of subject: how each is told and shaped for the record."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from django.db.models import Max

from claims.domain.vocabulary import Publication, SubjectKind
from claims.models.desk.base import Publishable
from claims.models.desk.claim import Claim
from claims.models.desk.event import Event
from claims.models.desk.link import Link
from claims.models.desk.position import Position
from claims.models.desk.question import Question
from claims.models.desk.source import Report, Source
from claims.models.record.entry import Entry, EntryBody
from claims.publishing import claim, event, position, question, source
from claims.publishing.cutoff import WHOLE, Cut
from claims.states.subject import SubjectState, WithheldState

KINDS: dict[type[Publishable], SubjectKind] = {
    Event: SubjectKind.EVENT,
    Source: SubjectKind.SOURCE,
    Report: SubjectKind.REPORT,
    Claim: SubjectKind.CLAIM,
    Link: SubjectKind.LINK,
    Position: SubjectKind.POSITION,
    Question: SubjectKind.QUESTION,
}
_STATES: dict[SubjectKind, Callable[..., SubjectState]] = {
    SubjectKind.EVENT: event.state,
    SubjectKind.SOURCE: source.state,
    SubjectKind.REPORT: source.report_state,
    SubjectKind.CLAIM: claim.state,
    SubjectKind.LINK: claim.link_state,
    SubjectKind.POSITION: position.state,
    SubjectKind.QUESTION: question.state,
}


def kind_of(subject: Publishable) -> SubjectKind:
    return KINDS[type(subject)]


def state(subject: Publishable, cut: Cut = WHOLE) -> SubjectState:
    """What readers would see of a subject if it were published as it stands."""
    return _STATES[kind_of(subject)](subject, cut)


def last_state(subject: Publishable) -> SubjectState | WithheldState | None:
    """What its last entry put on record; None where it has none."""
    words = EntryBody.objects.filter(entry__subject=subject.uid).order_by("-entry").first()
    return words.read.state if words else None


def published_state(subject: Publishable) -> SubjectState | None:
    """What readers see of it now; None where they never did or its words were withheld."""
    shown = last_state(subject)
    return shown if isinstance(shown, SubjectState) else None


def published_states(subjects: Iterable[Publishable]) -> Mapping[str, SubjectState]:
    """The same of several at once, by their uids; those of which readers see nothing are absent."""
    uids = [subject.uid for subject in subjects]
    last = Entry.objects.filter(subject__in=uids).order_by().values("subject")
    newest = last.annotate(newest=Max("seq")).values("newest")
    words = EntryBody.objects.filter(entry__in=newest)
    shown = {one.entry.subject: one.read.state for one in words}
    return {uid: state for uid, state in shown.items() if isinstance(state, SubjectState)}


def differs(subject: Publishable, now: SubjectState | None = None) -> bool:
    """Whether the desk has moved on from what readers see; ``now`` where that was read before."""
    if subject.publication != Publication.PUBLISHED:
        return False
    shown = published_state(subject)
    return shown is not None and shown != (now or state(subject))
