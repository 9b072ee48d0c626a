"""What stands beside a claim: its links, what was said in one breath with it, what it answers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import F, Q, QuerySet, Value

from claims.domain.messages import capitalised
from claims.domain.relations import INVERSE_LABELS, LABELS, SYMMETRIC, Relation
from claims.domain.vocabulary import Publication, SubjectKind
from claims.lookup.as_of import Shown
from claims.models.record import reads
from claims.models.record.moment import AsOf
from claims.models.record.prepared import prepared
from claims.models.record.rows import (
    PublishedClaim,
    PublishedLink,
    PublishedQuestion,
    PublishedReference,
)
from claims.presenters.addresses import page
from claims.states.body import read
from claims.states.link import LinkState

LINK, CLAIM, QUESTION = SubjectKind.LINK, SubjectKind.CLAIM, SubjectKind.QUESTION
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
    """``together`` are uids of claims; ``questions`` texts, each with its address."""

    links: Sequence[LinkEnd]
    together: Sequence[str]
    questions: Sequence[tuple[str, str]]


def beside_of(row: PublishedClaim, shown: Shown) -> Beside:
    """All in one statement: each of the three is nearly always empty."""
    links, together, questions = [], [], []
    found = _lines(row.uid, row.claimant, row.utterance, shown.rows)
    for kind, uid, _since, *texts in sorted(found, key=lambda line: line[2]):
        if kind == CLAIM:
            together.append(uid)
            continue
        reads.note(uid)
        if kind == LINK:
            links.append(_link_end(row.uid, *texts))
        else:
            text, slug, *_none = texts
            questions.append((slug, text))
    return Beside(
        links,
        together,
        [(text, page("question", slug, shown.query)) for slug, text in sorted(questions)],
    )


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
    return _columns(touching, LINK, "relation", "from_claim", "to_claim", "body").union(
        _columns(together, CLAIM), _columns(answered, QUESTION, "text", "slug"), all=True
    )


def _columns(rows: QuerySet[Any], kind: SubjectKind, *texts: str) -> QuerySet[Any, Line]:
    empty = [Value("")] * (4 - len(texts))
    return rows.values_list(Value(kind.value), "uid", "since", *map(F, texts), *empty)
