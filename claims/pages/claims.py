"""One claim: where it stands, who said it, on what it rests, and how it came to stand there."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial

from django.conf import settings
from django.http import HttpResponse

from claims.domain.relations import AGAINST, Relation
from claims.domain.vocabulary import Bearing
from claims.lookup import history
from claims.lookup.cache import PageRequest, record_page
from claims.lookup.last_look import last_look
from claims.lookup.names import named_in
from claims.lookup.successors import successors
from claims.models.record.rows import PublishedClaim
from claims.pages import rendering, sharing
from claims.pages.about_event import Subject, page_about_event
from claims.pages.beside import LinkEnd, beside_of
from claims.pages.page_meta import about_claim
from claims.pages.strongest import strongest
from claims.presenters.claim import claim_page
from claims.presenters.names import ClaimName, Names
from claims.states.claim import ClaimState


@dataclass(frozen=True)
class RelatedGroup:
    label: str
    claims: tuple[ClaimName, ...]


@record_page("as_of")
def claim(request: PageRequest, slug: str) -> HttpResponse:
    return page_about_event(
        request,
        slug,
        model=PublishedClaim,
        kind="claim",
        state_type=ClaimState,
        section="claims",
        context=partial(_context, today=request.today),
    )


def _context(subject: Subject[ClaimState], *, today: date) -> dict[str, object]:
    row, state, shown = subject.row, subject.state, subject.shown
    beside = beside_of(row, shown)
    line = successors(row, shown)
    against = _against(state, beside.links)
    named = {*line, *beside.together, *(link.other for link in beside.links)}
    # Its own name stands beside that of the claim which contradicts it.
    named |= {row.uid} if against else set()
    names, rows = named_in(state, shown, beside=named, newest=subject.event)
    page = claim_page(
        state,
        names,
        zone=shown.zone,
        own_zone=settings.TIME_ZONE,
        since=[names.claim(uid) for uid in line],
        look=last_look(subject.entries, state),
        today=None if shown.past else today,
    )
    changes = history.changes(subject.entries, names, shown.zone)
    merged = state.merged_into
    return {
        **rendering.leads_to(names.claim(merged) if merged else None),
        "about": about_claim(page, changes, row.slug),
        "claim": page,
        "opposed": strongest(row, [rows[uid] for uid in against & rows.keys()], names, shown),
        "use": sharing.of_claim(row, page, names, shown),
        "together": [names.claim(uid) for uid in beside.together],
        "related": _grouped(beside.links, names),
        "questions": beside.questions,
        "history": changes,
    }


def _against(state: ClaimState, links: Iterable[LinkEnd]) -> set[str]:
    """The claims that contradict or deny this one, and those that are evidence against it."""
    linked = {k.other for k in links if k.relation in AGAINST}
    return linked | {e.claim for e in state.evidence if e.claim and e.bearing is Bearing.AGAINST}


def _grouped(links: Sequence[LinkEnd], names: Names) -> list[RelatedGroup]:
    """By relation as read from this claim, in the order of the vocabulary."""
    groups: dict[str, list[ClaimName]] = {}
    for link in sorted(links, key=lambda k: (list(Relation).index(k.relation), not k.outward)):
        other = replace(names.claim(link.other), note=link.note)
        groups.setdefault(link.label, []).append(other)
    return [RelatedGroup(label, tuple(claims)) for label, claims in groups.items()]
