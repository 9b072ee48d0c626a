"""All claims, newest first, narrowed as the address says."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse, QueryDict

from claims.domain.vocabulary import Publication
from claims.filters import PARAMETERS
from claims.lookup.as_of import Shown, common_zone, shown_at, with_later
from claims.lookup.cache import PageRequest, record_page
from claims.lookup.paging import Page, address, page_of, page_of_parts
from claims.models.record.rows import PublishedClaim
from claims.pages import rendering, sharing
from claims.pages.facets import PATH, conditions, facets, statuses
from claims.pages.filter_form import choices
from claims.pages.filter_state import Narrowing
from claims.pages.search_results import lines


@record_page("as_of", "before", *PARAMETERS)
def claim_list(request: PageRequest) -> HttpResponse:
    zone = common_zone(request.head)
    shown = shown_at(request.as_of, head=request.head, zone=zone)
    rows = PublishedClaim.objects.as_of(shown.rows).exclude(publication=Publication.WITHHELD)
    asked = Narrowing(request.GET, rows, shown)
    if asked.problems:
        return _answer({"problems": asked.problems, **_form(asked)}, shown, status=400)
    listed = _listed(asked, request.GET)
    context = {
        "page": listed,
        "lines": lines(listed.rows, asked.filter.asked, shown),
        "ranked": bool(asked.filter.asked),
        "statuses_offered": statuses(asked),
        "facets": facets(asked),
        "everything": address(PATH, request.GET, status="", before=""),
        "total": asked.total,
        "use": sharing.of_list(_in_words(asked), request, shown),
        **_form(asked),
    }
    return _answer(context, with_later(shown, [row.since for row in listed.rows]))


def _answer(context: dict[str, Any], shown: Shown, status: int = 200) -> HttpResponse:
    template = "claims/claim_list.html"
    return rendering.answer(
        template, context, shown=shown, path=PATH, section="claims", status=status
    )


def _listed(asked: Narrowing, query: QueryDict) -> Page[PublishedClaim]:
    """The closest first where words are searched for, else the latest change."""
    key = {"time": "effective_from", "number": "since", "path": PATH}
    if asked.filter.asked:
        return page_of_parts(asked.filter.by_closeness, query, **key)
    return page_of(asked.filter.qs, query, **key)


def _in_words(asked: Narrowing) -> str:
    """What is listed, as a citation names it."""
    told = ", ".join(f"{c.words} {c.name}".strip() for c in conditions(asked))
    return f"Claims {told}".strip()


def _form(asked: Narrowing) -> dict[str, Any]:
    """What the form and the heading repeat of the question."""
    return {
        "asked": asked.asked,
        "opened": asked.opened,
        "choices": choices(asked),
        "conditions": list(conditions(asked)),
        "statuses": asked.statuses,
        "source": asked.named_source,
        "event": asked.named_event,
        "all_claims": PATH + asked.shown.query,
    }
