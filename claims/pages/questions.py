"""One question: the rival answers with who gives them, our own, and how it came to stand there."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import partial

from django.conf import settings
from django.http import HttpResponse

from claims.domain.vocabulary import EntryKind
from claims.lookup import history
from claims.lookup.cache import PageRequest, record_page
from claims.lookup.names import look_up
from claims.models.record.rows import PublishedQuestion
from claims.pages import sharing
from claims.pages.page_meta import about_question
from claims.pages.subject_page import Subject, page_about_event
from claims.presenters.change import HEADLINES, Change
from claims.presenters.question import claims_in, question_page
from claims.states.question import QuestionState


@record_page("as_of")
def question(request: PageRequest, slug: str) -> HttpResponse:
    return page_about_event(
        request,
        slug,
        model=PublishedQuestion,
        kind="question",
        state_type=QuestionState,
        section="questions",
        context=partial(_context, today=request.today),
    )


def _context(
    subject: Subject[PublishedQuestion, QuestionState], *, today: date
) -> dict[str, object]:
    row, state, shown = subject.row, subject.state, subject.shown
    names = look_up(shown, events={state.event}, claims=claims_in([state]))
    page = question_page(
        state,
        names,
        zone=shown.zone,
        href=row.get_absolute_url() + shown.query,
        own_zone=settings.TIME_ZONE,
        today=None if shown.past else today,
    )
    changes = _begun(history.changes(subject.entries, names, shown.zone))
    return {
        "question": page,
        "about": about_question(page, changes),
        "use": sharing.of_question(row, page, names, shown),
        "history": changes,
    }


def _begun(changes: list[Change]) -> list[Change]:
    """The first entry puts it on record, also where an import gives it no date."""
    *later, first = changes
    imported = first.kind == EntryKind.IMPORTED
    return [*later, replace(first, headline=HEADLINES[EntryKind.IMPORTED]) if imported else first]
