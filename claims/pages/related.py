"""Claims beside a claim: those linked to it from either end, and those said together with it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from django.db.models import Q

from claims.domain.relations import INVERSE_LABELS, LABELS, SYMMETRIC, Relation
from claims.domain.vocabulary import Publication
from claims.lookup.as_of import Shown
from claims.models.record.entry import EntryBody
from claims.models.record.rows import PublishedClaim, PublishedLink
from claims.presenters.names import ClaimName, Names

TAKES_ITS_PLACE = (Relation.UPDATES, Relation.CORRECTS, Relation.RETRACTS)
LONGEST_LINE = 20


@dataclass(frozen=True)
class RelatedGroup:
    label: str
    claims: tuple[ClaimName, ...]


@dataclass(frozen=True)
class Linked:
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


def links_of(uid: str, shown: Shown) -> list[Linked]:
    rows = PublishedLink.objects.as_of(shown.rows).filter(publication=Publication.PUBLISHED)
    touching = rows.filter(Q(from_claim=uid) | Q(to_claim=uid)).order_by("since")
    return [
        Linked(
            Relation(row.relation),
            row.from_claim == uid,
            row.to_claim if row.from_claim == uid else row.from_claim,
            row.since,
        )
        for row in touching
    ]


def grouped(links: Sequence[Linked], names: Names) -> list[RelatedGroup]:
    """By relation as read from this claim, in the order of the vocabulary."""
    notes = _notes(links)
    groups: dict[str, list[ClaimName]] = {}
    for link in sorted(links, key=lambda k: (list(Relation).index(k.relation), not k.outward)):
        claim = names.claim(link.other)
        said = replace(claim, note=notes.get(link.since, ""))
        groups.setdefault(link.label, []).append(said)
    return [RelatedGroup(label, tuple(claims)) for label, claims in groups.items()]


def _notes(links: Iterable[Linked]) -> dict[int, str]:
    bodies = EntryBody.objects.filter(entry__in=[link.since for link in links])
    return {body.entry_id: body.read.state["note"] for body in bodies}


def successor(links: Iterable[Linked]) -> str:
    """The claim that took this one's place, by uid; empty where none is linked."""
    after = [k.other for k in links if k.relation in TAKES_ITS_PLACE and not k.outward]
    return after[-1] if after else ""


def newest_successor(uid: str, links: Iterable[Linked], shown: Shown) -> str:
    """The end of the line of claims that took one another's place."""
    seen, last = {uid}, successor(links)
    while last and last not in seen and len(seen) < LONGEST_LINE:
        seen.add(last)
        following = successor(links_of(last, shown))
        if not following or following in seen:
            break
        last = following
    return last


def said_together(row: PublishedClaim, shown: Shown) -> list[str]:
    """Uids of the other claims of the same utterance."""
    if not row.utterance:
        return []
    rows = PublishedClaim.objects.as_of(shown.rows).exclude(publication=Publication.WITHHELD)
    same = rows.filter(claimant=row.claimant, utterance=row.utterance).exclude(uid=row.uid)
    return list(same.order_by("since").values_list("uid", flat=True))
