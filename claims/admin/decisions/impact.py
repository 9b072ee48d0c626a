"""What a decision does to others: what disappears, what stays, what comes back to the desk."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from django.urls import reverse

from claims.actions.dependents import relying_on
from claims.actions.retract import links_to
from claims.domain.vocabulary import EntryKind, SubjectKind
from claims.models.desk.base import DeskModel, Publishable
from claims.models.record.entry import Entry
from claims.presenters.change import HEADLINES
from claims.presenters.moments import When, minute
from claims.publishing.passages import Passage, passages_about
from claims.publishing.registry import KINDS

MOST = 200


@dataclass(frozen=True)
class Lost:
    """An entry whose words go; its number, time and digest stay."""

    seq: int
    when: When
    headline: str


@dataclass(frozen=True)
class Naming:
    """Something else on record that names it, or repeats its words, in these passages."""

    kind: str
    name: str
    url: str
    suppress_url: str = ""
    passages: tuple[Passage, ...] = ()


@dataclass(frozen=True)
class Impact:
    """``links`` go with it; what is ``naming`` it stays."""

    lost: tuple[Lost, ...]
    links: tuple[Naming, ...]
    naming: tuple[Naming, ...]
    more: int


def impact_of(subject: Publishable, *, zone: str) -> Impact:
    own = Entry.objects.about(subject.uid).filter(words__isnull=False)
    lost = tuple(
        Lost(e.seq, minute(e.recorded_at, zone), HEADLINES[EntryKind(e.kind)]) for e in own
    )
    told, going = passages_about(subject.uid), links_to(subject)
    others = _kinds(told.keys() - {link.uid for link in going})
    # Those that have something of it to be read first.
    others.sort(key=lambda other: not told[other[1]])
    return Impact(
        lost,
        tuple(_other(SubjectKind.LINK, link, told.get(link.uid, ())) for link in going),
        tuple(_naming(*other, told) for other in others[:MOST]),
        max(0, len(others) - MOST),
    )


def _kinds(uids: Collection[str]) -> list[tuple[str, str]]:
    """Some subjects with their kinds, in order."""
    found = Entry.objects.filter(subject__in=uids)
    return sorted(set(found.values_list("subject_kind", "subject")))


def _naming(kind: str, uid: str, told: Mapping[str, Sequence[Passage]]) -> Naming:
    model = next(model for model, its_kind in KINDS.items() if its_kind == kind)
    return _other(SubjectKind(kind), model._base_manager.get(uid=uid), told[uid])


def _other(kind: SubjectKind, subject: DeskModel, passages: Sequence[Passage]) -> Naming:
    change, suppress = (
        reverse(f"admin:claims_{kind}_{page}", args=[subject.pk]) for page in ("change", "suppress")
    )
    return Naming(kind.label, str(subject), change, suppress, tuple(passages))


@dataclass(frozen=True)
class Relying:
    """A claim or position that must be looked at again, with how it rests on the thing."""

    name: str
    url: str
    why: tuple[str, ...]


def relying(subject: Publishable) -> list[Relying]:
    """What the decision would put on the work list."""
    found = relying_on(subject)
    return [
        Relying(
            str(reliance.subject),
            reverse(
                f"admin:claims_{KINDS[type(reliance.subject)]}_change", args=[reliance.subject.pk]
            ),
            reliance.why,
        )
        for reliance in found[:MOST]
    ]
