"""One claim: where it stands, who said it, on what it rests, and how it came to stand there."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from typing import Any

from django.conf import settings
from django.db.models import Q
from django.http import HttpResponse

from claims.domain.messages import capitalised
from claims.domain.relations import AGAINST, INVERSE_LABELS, LABELS, SYMMETRIC, Relation
from claims.domain.vocabulary import Bearing, Publication
from claims.lookup import history
from claims.lookup.as_of import Shown
from claims.lookup.cache import PageRequest, record_page
from claims.lookup.last_look import last_look
from claims.lookup.names import named_in
from claims.lookup.successors import successors
from claims.models.record.entry import EntryBody
from claims.models.record.rows import (
    PublishedClaim,
    PublishedLink,
    PublishedQuestion,
    PublishedReference,
)
from claims.pages import rendering, sharing
from claims.pages.about_event import page_about_event
from claims.pages.page_meta import about_claim
from claims.pages.strongest import strongest
from claims.presenters.claim import claim_page
from claims.presenters.names import ClaimName, Names
from claims.states.claim import ClaimState
from claims.states.link import LinkState


@dataclass(frozen=True)
class RelatedGroup:
    label: str
    claims: tuple[ClaimName, ...]


@dataclass(frozen=True)
class LinkEnd:
    """One link as seen from one of its ends."""

    relation: Relation
    outward: bool
    other: str
    since: int

    @property
    def label(self) -> str:
        if self.outward or self.relation in SYMMETRIC:
            return capitalised(LABELS[self.relation])
        return capitalised(INVERSE_LABELS[self.relation])


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


def _context(
    row: PublishedClaim, state: ClaimState, shown: Shown, *, today: date
) -> dict[str, Any]:
    links = _links_of(row.uid, shown)
    together = _uttered_together(row, shown)
    line = successors(row, shown)
    beside = {row.uid, *line, *together, *(k.other for k in links)}
    names = named_in(state, shown, beside=beside)
    entries = history.entries_of(row.uid, shown)
    page = claim_page(
        state,
        names,
        zone=shown.zone,
        own_zone=settings.TIME_ZONE,
        since=[names.claim(uid) for uid in line],
        look=last_look(entries, state),
        today=None if shown.past else today,
    )
    changes = history.changes(entries, names, shown.zone)
    merged = state.merged_into
    return {
        **rendering.leads_to(names.claim(merged) if merged else None),
        "about": about_claim(page, changes, row.slug),
        "claim": page,
        "opposed": strongest(row, _against(state, links), names, shown),
        "use": sharing.of_claim(row, page, names, shown),
        "together": [names.claim(uid) for uid in together],
        "related": _grouped(links, names),
        "questions": _questions(row.uid, shown),
        "history": changes,
    }


def _against(state: ClaimState, links: Iterable[LinkEnd]) -> set[str]:
    """The claims that contradict or deny this one, and those that are evidence against it."""
    linked = {k.other for k in links if k.relation in AGAINST}
    return linked | {e.claim for e in state.evidence if e.claim and e.bearing is Bearing.AGAINST}


def _links_of(uid: str, shown: Shown) -> list[LinkEnd]:
    rows = PublishedLink.objects.as_of(shown.rows).filter(publication=Publication.PUBLISHED)
    touching = rows.filter(Q(from_claim=uid) | Q(to_claim=uid)).order_by("since")
    return [
        LinkEnd(
            Relation(row.relation),
            row.from_claim == uid,
            row.to_claim if row.from_claim == uid else row.from_claim,
            row.since,
        )
        for row in touching
    ]


def _questions(uid: str, shown: Shown) -> list[tuple[str, str]]:
    """What it answers: each question with its address."""
    named = PublishedReference.objects.filter(named=uid, field="answers")
    rows = PublishedQuestion.objects.as_of(shown.rows).filter(publication=Publication.PUBLISHED)
    found = rows.filter(since__in=named.values("since")).order_by("slug")
    return [(row.text, row.get_absolute_url() + shown.query) for row in found]


def _grouped(links: Sequence[LinkEnd], names: Names) -> list[RelatedGroup]:
    """By relation as read from this claim, in the order of the vocabulary."""
    bodies = EntryBody.objects.filter(entry__in=[link.since for link in links])
    states = {body.entry_id: body.read.state for body in bodies}
    notes = {n: state.note for n, state in states.items() if isinstance(state, LinkState)}
    groups: dict[str, list[ClaimName]] = {}
    for link in sorted(links, key=lambda k: (list(Relation).index(k.relation), not k.outward)):
        other = replace(names.claim(link.other), note=notes.get(link.since, ""))
        groups.setdefault(link.label, []).append(other)
    return [RelatedGroup(label, tuple(claims)) for label, claims in groups.items()]


def _uttered_together(row: PublishedClaim, shown: Shown) -> list[str]:
    """Uids of the other claims of the same utterance."""
    if not row.utterance:
        return []
    rows = PublishedClaim.objects.as_of(shown.rows).exclude(publication=Publication.WITHHELD)
    same = rows.filter(claimant=row.claimant, utterance=row.utterance).exclude(uid=row.uid)
    return list(same.order_by("since").values_list("uid", flat=True))
