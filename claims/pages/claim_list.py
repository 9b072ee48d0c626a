"""All claims, newest first, narrowed as the address says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpResponse

from claims.domain.highlight import marked, snippet
from claims.domain.messages import gettext as _
from claims.domain.search import Term
from claims.domain.vocabulary import Publication, SubjectKind
from claims.filters import PARAMETERS
from claims.lookup.as_of import Shown, common_zone, shown_at, with_later
from claims.lookup.cache import PageRequest, record_page
from claims.lookup.names import look_up
from claims.lookup.paging import address
from claims.lookup.states import states
from claims.lookup.taken_back import taken_back
from claims.models.record.merged import COUNTED_ELSEWHERE, counted_once, without_background
from claims.models.record.rows import PublishedClaim
from claims.models.record.withheld import newest_withheld
from claims.pages import rendering, sharing
from claims.pages.filter_form import choices, conditions, facets, status_facets
from claims.pages.filter_state import FilterState
from claims.pages.search_notes import answers, notes, questions_found
from claims.presenters.highlight import Marked
from claims.presenters.moments import When, minute
from claims.presenters.names import ClaimName, Names
from claims.presenters.taken_back import TakenBack
from claims.states.claim import ClaimState


@dataclass(frozen=True)
class Passage:
    """Words from beside the statement that answer; ``label`` says what they are.

    ``ours``: they are nobody's quotation.
    """

    label: str
    words: Marked
    language: str = ""
    ours: bool = False


@dataclass(frozen=True)
class SearchResult:
    claim: ClaimName
    statement: Marked
    claimant: Marked
    event: Marked
    changed: When
    passage: Passage | None
    gone: TakenBack | None = None
    """Set where we retracted it: then no word of it stands in a list."""


MOST_WITHHELD = 50
# Of no figure of ours, but where words are asked for: then we may answer by one.
DEPENDS_ON = (SubjectKind.CLAIM, SubjectKind.EVENT, SubjectKind.SOURCE, SubjectKind.REPORT)


@record_page("as_of", "before", *PARAMETERS)
def claim_list(request: PageRequest) -> HttpResponse:
    zone = common_zone(request.head)
    shown = shown_at(request.as_of, head=request.head, zone=zone)
    rows = PublishedClaim.objects.as_of(shown.rows).exclude(publication=Publication.WITHHELD)
    # Under a source stands what is its own: not what was merged, nor what it never said.
    listed = counted_once(rows) if request.GET.get("source") else without_background(rows)
    filters = FilterState(request.GET, listed, shown)
    if filters.problems:
        return _answer(request, {"problems": filters.problems}, filters, shown, status=400)
    found = filters.page(request.path)
    narrowed = ", ".join(f"{c.words} {c.name}".strip() for c in conditions(filters))
    terms = filters.filter.found.terms
    context = {
        **(_beside(filters, request, shown) if filters.filter.asked else {}),
        "page": found,
        "results": _results(found.rows, terms, shown),
        "ranked": bool(filters.filter.asked),
        "statuses_offered": status_facets(filters),
        "facets": facets(filters),
        "everything": address(request.path, request.GET, status="", examined="", before=""),
        "total": filters.total,
        "uncounted": sum(row.retracted or row.lifecycle in COUNTED_ELSEWHERE for row in found.rows),
        "taken_back": _withheld(filters, request),
        "use": sharing.of_list(
            _("Claims %(narrowed)s", narrowed=narrowed) if narrowed else _("Claims"),
            request,
            shown,
            () if filters.filter.asked else DEPENDS_ON,
        ),
    }
    shown = with_later(shown, [row.since for row in found.rows])
    return _answer(request, context, filters, shown)


def _beside(filters: FilterState, request: PageRequest, shown: Shown) -> dict[str, object]:
    """What stands above the claims found, on their first page."""
    found = filters.filter.found
    context: dict[str, object] = {"notes": notes(found, request.GET, request.path)}
    if not request.GET.get("before"):
        context["answers"] = answers(request.GET.get("q", ""), found.every_term, shown)
        context["questions"] = questions_found(found, shown)
    return context


def _answer(
    request: PageRequest,
    context: dict[str, object],
    filters: FilterState,
    shown: Shown,
    *,
    status: int = 200,
) -> HttpResponse:
    """With what the form and the heading repeat of the question."""
    narrowed = list(conditions(filters))
    repeated = {
        "asked": filters.asked,
        "choices": choices(filters),
        "conditions": narrowed,
        # Those stand in the field already.
        "words_alone": bool(filters.filter.asked) and len(narrowed) == 1,
        "statuses": filters.statuses,
        "source": filters.named_source,
        "event": filters.named_event,
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


def _withheld(filters: FilterState, request: PageRequest) -> list[TakenBack]:
    """What was withheld from such a list, told at its newest end."""
    if request.GET.get("before"):
        return []
    return taken_back(newest_withheld(filters.filter.withheld, MOST_WITHHELD), filters.shown)


def _results(
    rows: Sequence[PublishedClaim], terms: Sequence[Term], shown: Shown
) -> list[SearchResult]:
    """Claims with what answers marked; what no name or statement answers is looked for inside."""
    names = look_up(shown, rows=rows)
    gone = {one.href: one for one in taken_back(rows, shown)}
    claims = [names.claims[row.uid] for row in rows]
    marks = [
        (
            marked(claim.text, terms),
            marked(claim.claimant, terms, names=True),
            marked(names.event(row.event).text, terms, names=True),
        )
        for row, claim in zip(rows, claims, strict=True)
    ]
    missing = [[t for t in terms if all(t in one.left for one in answered)] for answered in marks]
    read = states(
        (row.since for row, left in zip(rows, missing, strict=True) if left), kind=ClaimState
    )
    cited = {c.report for state in read.values() for c in state.citations}
    heard = {s.source for state in read.values() for s in state.stances if s.quote}
    beside = look_up(shown, reports=cited, sources=heard) if cited else names
    return [
        SearchResult(
            claim,
            statement=Marked(statement.pieces),
            claimant=Marked(claimant.pieces),
            event=Marked(event.pieces),
            changed=minute(row.effective_from, names.event(row.event).zone or shown.zone),
            passage=_passage(state, left, beside)
            if isinstance(state := read.get(row.since), ClaimState)
            else None,
            gone=gone.get(claim.href),
        )
        for row, claim, (statement, claimant, event), left in zip(
            rows, claims, marks, missing, strict=True
        )
    ]


def _passage(claim: ClaimState, terms: Sequence[Term], names: Names) -> Passage | None:
    """The first words of the claim, beside its statement, that answer; else who carried it."""
    texts = []
    for citation in claim.citations:
        texts.append((_("Quote"), citation.quote, citation.language))
        texts.append((_("Translation"), citation.translation, ""))
    texts.append((_("Occasion"), claim.occasion, ""))
    texts += [(_("Figure"), figure.words, "") for figure in claim.figures]
    for stance in claim.stances:
        who = names.source(stance.source).in_sentence
        texts.append((_("What %(who)s says of it", who=who), stance.quote, ""))
    texts.append((_("Our reason"), claim.reason, ""))
    texts += [(_("What evidence shows"), piece.note, "") for piece in claim.evidence]
    for label, text, language in texts:
        if pieces := snippet(text, terms):
            return Passage(label, Marked(pieces), language, ours=text == claim.reason)
    for citation in claim.citations:
        report = names.report(citation.report)
        carried = marked(f"{report.publisher}: {report.text}", terms, names=True)
        if len(carried.left) < len(terms):
            return Passage(_("Carried by"), Marked(carried.pieces), ours=True)
    return None
