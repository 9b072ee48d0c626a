"""One question: the rival answers with who gives them, our own, and how it came to stand there."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.http import HttpResponse

from claims.domain.vocabulary import EntryKind
from claims.lookup import history
from claims.lookup.as_of import Shown, common_zone, shown_at, with_later
from claims.lookup.cache import PageRequest, record_page
from claims.lookup.get_or_404 import at_moment, by_slug, moved, state_of, withheld_about
from claims.lookup.names import look_up, zone_of
from claims.models.record.rows import PublishedQuestion
from claims.pages import rendering, sharing
from claims.pages.page_meta import about_question
from claims.presenters.change import HEADLINES, Change
from claims.presenters.names import Names
from claims.presenters.notice import withheld
from claims.presenters.question import claims_in, question_page
from claims.states.question import QuestionState

TEMPLATE = "claims/question_detail.html"


@record_page("as_of")
def question(request: PageRequest, slug: str) -> HttpResponse:
    current = by_slug(PublishedQuestion, slug, request.head)
    if elsewhere := moved("question", current, slug, request.GET):
        return elsewhere
    zone = zone_of(current.event) or common_zone(request.head)
    shown = shown_at(request.as_of, head=request.head, zone=zone)
    row = at_moment(PublishedQuestion, current, shown, kind="question")
    shown = with_later(shown, [row.since])
    state = None if row.withheld else state_of(row, QuestionState)
    context = _withheld(row, shown) if state is None else _context(row, state, shown)
    return rendering.answer(TEMPLATE, context, shown=shown, path=request.path, section="events")


def _withheld(row: PublishedQuestion, shown: Shown) -> dict[str, Any]:
    notice = withheld(withheld_about(row.uid), shown.zone)
    entries = history.entries_of(row.uid, shown)
    return {"withheld": notice, "history": history.changes(entries, Names(), shown.zone)}


def _context(row: PublishedQuestion, state: QuestionState, shown: Shown) -> dict[str, Any]:
    names = look_up(shown, events={state.event}, claims=claims_in([state]))
    page = question_page(state, names, zone=shown.zone, href=row.get_absolute_url() + shown.query)
    changes = _begun(history.changes(history.entries_of(row.uid, shown), names, shown.zone))
    return {
        "question": page,
        "about": about_question(page, changes),
        "use": sharing.of_question(row, page, shown),
        "history": changes,
    }


def _begun(changes: list[Change]) -> list[Change]:
    """The first entry puts it on record, also where an import gives it no date."""
    *later, first = changes
    imported = first.kind == EntryKind.IMPORTED
    return [*later, replace(first, headline=HEADLINES[EntryKind.IMPORTED]) if imported else first]
