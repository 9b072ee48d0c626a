"""All claims, newest first, narrowed as the address says."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse

from claims.domain.vocabulary import Publication
from claims.filters import PARAMETERS
from claims.lookup.as_of import Shown, common_zone, shown_at, with_later
from claims.lookup.cache import PageRequest, record_page
from claims.lookup.paging import Page, address, page_of, page_of_parts
from claims.models.record.rows import PublishedClaim
from claims.pages import rendering, sharing
from claims.pages.facets import conditions, facets, statuses
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
        return _answer(request, {"problems": asked.problems}, asked, shown, status=400)
    listed = _listed(asked, request)
    context = {
        "page": listed,
        "lines": lines(listed.rows, asked.filter.asked, shown),
        "ranked": bool(asked.filter.asked),
        "statuses_offered": statuses(asked),
        "facets": facets(asked),
        "everything": address(request.path, request.GET, status="", before=""),
        "total": asked.total,
        "use": sharing.of_list(_in_words(asked), request, shown),
    }
    shown = with_later(shown, [row.since for row in listed.rows])
    return _answer(request, context, asked, shown)


def _answer(
    request: PageRequest,
    context: dict[str, Any],
    asked: Narrowing,
    shown: Shown,
    *,
    status: int = 200,
) -> HttpResponse:
    """With what the form and the heading repeat of the question."""
    repeated = {
        "asked": asked.asked,
        "opened": asked.opened,
        "choices": choices(asked),
        "conditions": list(conditions(asked)),
        "statuses": asked.statuses,
        "source": asked.named_source,
        "event": asked.named_event,
        "all_claims": request.path + shown.query,
    }
    return rendering.answer(
        "claims/claim_list.html",
        {**context, **repeated},
        shown=shown,
        path=request.path,
        section="claims",
        status=status,
    )


def _listed(asked: Narrowing, request: PageRequest) -> Page[PublishedClaim]:
    """The closest first where words are searched for, else the latest change."""
    key = {"time": "effective_from", "number": "since", "path": request.path}
    if asked.filter.asked:
        return page_of_parts(asked.filter.by_closeness, request.GET, **key)
    return page_of(asked.filter.qs, request.GET, **key)


def _in_words(asked: Narrowing) -> str:
    """What is listed, as a citation names it."""
    told = ", ".join(f"{c.words} {c.name}".strip() for c in conditions(asked))
    return f"Claims {told}".strip()
