"""Addresses for what an editor left without one."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import Any

from django.db.models import Model

from claims.domain.moments import Moment
from claims.domain.slugs import claim_slug, free_slug, plain_subject, slugify
from claims.models.desk.base import Publishable
from claims.models.desk.claim import Claim
from claims.models.desk.event import Event
from claims.models.desk.figure import Figure
from claims.models.desk.source import Source
from claims.models.record.rows import PublishedClaim
from claims.publishing.projection import MODELS
from claims.publishing.registry import KINDS, kind_of

Taken = Callable[[str], bool]
# As much of an address as no number behind it ever takes the place of.
SHARED = 60


def free_address(subject: Publishable, *words: object) -> str:
    """A slug from these words that nothing of its kind has or ever had."""
    desk: Any = type(subject)
    published = MODELS[kind_of(subject)][0]._default_manager

    def taken(slug: str) -> bool:
        others = desk.objects.filter(slug=slug).exclude(pk=subject.pk)
        return others.exists() or published.filter(slug=slug).exclude(uid=subject.uid).exists()

    return free_slug(_base(subject, words), taken)


def _base(subject: Publishable, words: Sequence[object]) -> str:
    return slugify(" ".join(str(word) for word in words if word)) or kind_of(subject).value


def claim_address(claimant: Source, day: date | None, statement: str, event: Event | None) -> str:
    """An address that no claim has or ever had, and that names nobody but claimant and place."""

    def taken(slug: str) -> bool:
        return (
            Claim.history.filter(slug=slug).exists()
            or PublishedClaim.objects.filter(slug=slug).exists()
        )

    return _claim_address(claimant, day, statement, event.root().tree() if event else [], taken)


def _claim_address(
    claimant: Source, day: date | None, statement: str, tree: Sequence[Event], taken: Taken
) -> str:
    places = [f"{e.title} {e.place}" for e in tree]
    known = " ".join([claimant.name, claimant.short_name, *places])
    subject = plain_subject(statement, known)
    return claim_slug(claimant.short_name or claimant.name, day, subject, taken)


class NewAddresses:
    """The same for many new things at once: none is given twice, and few questions are asked."""

    def __init__(self) -> None:
        self._had: dict[tuple[type[Model], str], set[str]] = {}
        self._given: dict[type[Model], set[str]] = {}

    def free(self, subject: Publishable, *words: object) -> str:
        return self.give(type(subject), free_slug(_base(subject, words), self.taken(type(subject))))

    def claim(
        self, claimant: Source, day: date | None, statement: str, tree: Sequence[Event]
    ) -> str:
        return self.give(Claim, _claim_address(claimant, day, statement, tree, self.taken(Claim)))

    def give(self, model: type[Model], slug: str) -> str:
        self._given.setdefault(model, set()).add(slug)
        return slug

    def taken(self, model: type[Model]) -> Taken:
        given = self._given.setdefault(model, set())

        def is_taken(slug: str) -> bool:
            start = re.sub(r"-[0-9]+$", "", slug)[:SHARED]
            if (model, start) not in self._had:
                self._had[model, start] = _ever_had(model, start)
            return slug in given or slug in self._had[model, start]

        return is_taken


def _ever_had(model: Any, start: str) -> set[str]:
    """All addresses of things of a kind, or names of figures, that begin so."""
    if model is Figure:
        return set(Figure.objects.filter(key__startswith=start).values_list("key", flat=True))
    desk = Claim.history if model is Claim else model.objects
    managers = (desk, MODELS[KINDS[model]][0]._default_manager)
    found = [m.filter(slug__startswith=start).values_list("slug", flat=True) for m in managers]
    return {slug for slugs in found for slug in slugs}


def said_on(at: datetime | None, precision: str, zone: str) -> date | None:
    """The day something was said where it happened: the one an address is made of."""
    return Moment(at, precision).day(zone) if at else None
