"""One claim: where it stands, who said it, on what it rests, and how it came to stand there."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from typing import Any

from django.conf import settings
from django.db.models import F, Q, QuerySet, Value
from django.http import HttpResponse

from claims.domain.messages import capitalised
from claims.domain.relations import AGAINST, INVERSE_LABELS, LABELS, SYMMETRIC, Relation
from claims.domain.vocabulary import Bearing, Publication, SubjectKind
from claims.lookup import history
from claims.lookup.as_of import Shown
from claims.lookup.cache import PageRequest, record_page
from claims.lookup.history import last_look
from claims.lookup.names import named_in
from claims.lookup.successors import successors
from claims.models.record import read_tracking
from claims.models.record.moment import AsOf
from claims.models.record.prepared_queries import prepared
from claims.models.record.rows import (
    PublishedClaim,
    PublishedLink,
    PublishedQuestion,
    PublishedReference,
)
from claims.pages import rendering, sharing
from claims.pages.contradiction import strongest
from claims.pages.page_meta import about_claim
from claims.pages.subject_page import Subject, page_about_event
from claims.presenters import addresses
from claims.presenters.claim import claim_page
from claims.presenters.names import ClaimName, Names
from claims.states.claim import ClaimState
from claims.states.kept_bodies import read
from claims.states.link import LinkState


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


def _context(subject: Subject[PublishedClaim, ClaimState], *, today: date) -> dict[str, object]:
    row, state, shown = subject.row, subject.state, subject.shown
    beside = beside_of(row, shown)
    line = successors(row, shown)
    against = _against(state, beside.links)
    named = {*line, *beside.together, *beside.newer, *(link.other for link in beside.links)}
    # Its own name stands beside that of the claim which contradicts it.
    named |= {row.uid} if against else set()
    names, rows = named_in(state, shown, beside=named, newest=subject.event)
    page = claim_page(
        state,
        names,
        zone=shown.zone,
        own_zone=settings.TIME_ZONE,
        since=[names.claim(uid) for uid in line],
        newer=[(names.claim(uid), keys) for uid, keys in beside.newer.items()],
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


LINK, CLAIM, QUESTION = SubjectKind.LINK, SubjectKind.CLAIM, SubjectKind.QUESTION
FIGURES = "figures"
"""Of a claim whose figures name one of this claim's."""
Line = tuple[str, str, int, str, str, str, str]
"""Its kind, its uid, its entry, and four texts that differ with the kind."""


@dataclass(frozen=True)
class LinkEnd:
    """One link as seen from one of its ends."""

    relation: Relation
    outward: bool
    other: str
    note: str

    @property
    def label(self) -> str:
        if self.outward or self.relation in SYMMETRIC:
            return capitalised(LABELS[self.relation])
        return capitalised(INVERSE_LABELS[self.relation])


@dataclass(frozen=True)
class Beside:
    """``together`` are uids of claims; ``questions`` texts, each with its address.

    ``newer`` are claims whose figures replaced some of this one's, each with the keys of these.
    """

    links: Sequence[LinkEnd]
    together: Sequence[str]
    questions: Sequence[tuple[str, str]]
    newer: Mapping[str, Collection[str]]


def beside_of(row: PublishedClaim, shown: Shown) -> Beside:
    """All in one statement: each of the four is nearly always empty."""
    links, together, questions = [], [], []
    newer: dict[str, Collection[str]] = {}
    found = _lines(row.uid, row.claimant, row.utterance, shown.rows)
    for kind, uid, _since, *texts in sorted(found, key=lambda line: line[2]):
        if kind == CLAIM:
            together.append(uid)
            continue
        read_tracking.note(uid)
        if kind == LINK:
            links.append(_link_end(row.uid, *texts))
        elif kind == FIGURES:
            if keys := _replaced(row.uid, body=texts[0]):
                newer[uid] = keys
        else:
            text, slug, *_none = texts
            questions.append((slug, text))
    return Beside(
        links,
        together,
        [(text, addresses.page("question", slug, shown.query)) for slug, text in sorted(questions)],
        newer,
    )


def _replaced(uid: str, *, body: str) -> Collection[str]:
    """Which figures of this claim another one's replace, by their keys."""
    state = read(CLAIM, body).state if body else None
    if not isinstance(state, ClaimState):
        return ()
    older = (name for figure in state.figures for name in figure.supersedes)
    return {name.key for name in older if name.claim == uid}


def _link_end(uid: str, relation: str, from_claim: str, to_claim: str, body: str) -> LinkEnd:
    state = read(LINK, body).state if body else None
    return LinkEnd(
        Relation(relation),
        from_claim == uid,
        to_claim if from_claim == uid else from_claim,
        state.note if isinstance(state, LinkState) else "",
    )


@prepared
def _lines(uid: str, claimant: str, utterance: str, moment: AsOf) -> QuerySet[Any, Line]:
    links = PublishedLink.objects.as_of(moment).filter(publication=Publication.PUBLISHED)
    touching = links.filter(Q(from_claim=uid) | Q(to_claim=uid)).with_body()
    claims = PublishedClaim.objects.as_of(moment).exclude(publication=Publication.WITHHELD)
    same = claims.filter(claimant=claimant, utterance=utterance)
    together = same.exclude(Q(uid=uid) | Q(utterance=""))
    answers = PublishedReference.objects.filter(named=uid, field="answers")
    questions = PublishedQuestion.objects.as_of(moment).filter(publication=Publication.PUBLISHED)
    answered = questions.filter(since__in=answers.values("since"))
    naming = PublishedReference.objects.filter(named=uid, field=FIGURES)
    counted = claims.filter(publication=Publication.PUBLISHED, since__in=naming.values("since"))
    newer = counted.exclude(uid=uid).with_body()
    return _columns(touching, LINK, "relation", "from_claim", "to_claim", "body").union(
        _columns(together, CLAIM),
        _columns(answered, QUESTION, "text", "slug"),
        _columns(newer, FIGURES, "body"),
        all=True,
    )


def _columns(rows: QuerySet[Any], kind: str, *texts: str) -> QuerySet[Any, Line]:
    empty = [Value("")] * (4 - len(texts))
    return rows.values_list(Value(str(kind)), "uid", "since", *map(F, texts), *empty)
