"""What a decision does to others: what disappears, what stays, what comes back to the desk."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse

from claims.actions.dependents import relying_on
from claims.domain.vocabulary import EntryKind, SubjectKind
from claims.models.desk.base import Publishable
from claims.models.record.entry import Entry
from claims.presenters.change import HEADLINES
from claims.presenters.moments import When, minute
from claims.publishing.naming import naming
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
    """Something else on record that names it: it stays, and will say that this is withheld."""

    kind: str
    name: str
    url: str


@dataclass(frozen=True)
class Impact:
    lost: tuple[Lost, ...]
    naming: tuple[Naming, ...]
    more: int


def impact_of(subject: Publishable, *, zone: str) -> Impact:
    own = Entry.objects.about(subject.uid).filter(words__isnull=False)
    lost = tuple(
        Lost(e.seq, minute(e.recorded_at, zone), HEADLINES[EntryKind(e.kind)]) for e in own
    )
    others = _naming(subject.uid)
    return Impact(lost, tuple(map(_naming_other, others[:MOST])), max(0, len(others) - MOST))


def _naming(uid: str) -> list[tuple[str, str]]:
    """Kind and uid of every other subject in whose words, old or new, this one is named."""
    found = Entry.objects.filter(subject__in=naming(uid))
    return sorted(set(found.values_list("subject_kind", "subject")))


def _naming_other(other: tuple[str, str]) -> Naming:
    kind = SubjectKind(other[0])
    model = next(model for model, its_kind in KINDS.items() if its_kind is kind)
    subject = model._base_manager.get(uid=other[1])
    return Naming(
        kind.label, str(subject), reverse(f"admin:claims_{kind}_change", args=[subject.pk])
    )


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
