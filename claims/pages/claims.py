"""One claim: where it stands, who said it, on what it rests, and how it came to stand there."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import Q
from django.http import HttpResponse

from claims.domain.relations import INVERSE_LABELS, LABELS, SYMMETRIC, Relation
from claims.domain.vocabulary import Lifecycle, Publication
from claims.lookup import history
from claims.lookup.as_of import Shown
from claims.lookup.cache import PageRequest, record_page
from claims.lookup.names import named_in
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
from claims.presenters.claim import claim_page
from claims.presenters.names import ClaimName, Names
from claims.states.claim import ClaimState
from claims.states.link import LinkState

TAKES_ITS_PLACE = (Relation.UPDATES, Relation.CORRECTS, Relation.RETRACTS)
LONGEST_LINE = 20


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
            return LABELS[self.relation].capitalize()
        return INVERSE_LABELS[self.relation].capitalize()


@record_page("as_of")
def claim(request: PageRequest, slug: str) -> HttpResponse:
    return page_about_event(
        request,
        slug,
        model=PublishedClaim,
        kind="claim",
        state_type=ClaimState,
        section="claims",
        context=_context,
    )


def _context(row: PublishedClaim, state: ClaimState, shown: Shown) -> dict[str, Any]:
    links = _links_of(row.uid, shown)
    together = _uttered_together(row, shown)
    replaced = row.lifecycle in (Lifecycle.SUPERSEDED, Lifecycle.WITHDRAWN)
    newest = _newest_successor(row.uid, links, shown) if replaced else ""
    names = named_in(state, shown, beside={newest, *together, *(k.other for k in links)})
    page = claim_page(state, names, zone=shown.zone, newest=names.claim(newest) if newest else None)
    changes = history.changes(history.entries_of(row.uid, shown), names, shown.zone)
    merged = state.merged_into
    return {
        **rendering.leads_to(names.claim(merged) if merged else None),
        "about": about_claim(page, changes, row.slug),
        "claim": page,
        "use": sharing.of_claim(row, page, names, shown),
        "together": [names.claim(uid) for uid in together],
        "related": _grouped(links, names),
        "questions": _questions(row.uid, shown),
        "history": changes,
    }


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


def _successor(links: Iterable[LinkEnd]) -> str:
    """The claim that took this one's place, by uid; empty where none is linked."""
    after = [k.other for k in links if k.relation in TAKES_ITS_PLACE and not k.outward]
    return after[-1] if after else ""


def _newest_successor(uid: str, links: Iterable[LinkEnd], shown: Shown) -> str:
    """The end of the line of claims that took one another's place."""
    seen, last = {uid}, _successor(links)
    while last and last not in seen and len(seen) < LONGEST_LINE:
        seen.add(last)
        following = _successor(_links_of(last, shown))
        if not following or following in seen:
            break
        last = following
    return last


def _uttered_together(row: PublishedClaim, shown: Shown) -> list[str]:
    """Uids of the other claims of the same utterance."""
    if not row.utterance:
        return []
    rows = PublishedClaim.objects.as_of(shown.rows).exclude(publication=Publication.WITHHELD)
    same = rows.filter(claimant=row.claimant, utterance=row.utterance).exclude(uid=row.uid)
    return list(same.order_by("since").values_list("uid", flat=True))
