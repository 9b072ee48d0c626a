"""Addresses for what an editor left without one."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from claims.domain.moments import Moment
from claims.domain.slugs import claim_slug, free_slug, plain_subject, slugify
from claims.models.desk.base import Publishable
from claims.models.desk.claim import Claim
from claims.models.desk.event import Event
from claims.models.desk.source import Source
from claims.models.record.rows import PublishedClaim
from claims.publishing.projection import MODELS
from claims.publishing.registry import kind_of


def free_address(subject: Publishable, *words: object) -> str:
    """A slug from these words that nothing of its kind has or ever had."""
    desk: Any = type(subject)
    published = MODELS[kind_of(subject)][0]._default_manager
    base = slugify(" ".join(str(word) for word in words if word)) or kind_of(subject).value

    def taken(slug: str) -> bool:
        others = desk.objects.filter(slug=slug).exclude(pk=subject.pk)
        return others.exists() or published.filter(slug=slug).exclude(uid=subject.uid).exists()

    return free_slug(base, taken)


def claim_address(claimant: Source, day: date | None, statement: str, event: Event | None) -> str:
    """An address that no claim has or ever had, and that names nobody but claimant and place."""

    def taken(slug: str) -> bool:
        return (
            Claim.history.filter(slug=slug).exists()
            or PublishedClaim.objects.filter(slug=slug).exists()
        )

    places = [f"{e.title} {e.place}" for e in event.root().tree()] if event else []
    known = " ".join([claimant.name, claimant.short_name, *places])
    subject = plain_subject(statement, known)
    return claim_slug(claimant.short_name or claimant.name, day, subject, taken)


def said_on(at: datetime | None, precision: str, zone: str) -> date | None:
    """The day something was said where it happened: the one an address is made of."""
    return Moment(at, precision).day(zone) if at else None
