"""Addresses of what was published: they are kept, and never given to anything else."""

from __future__ import annotations

from collections.abc import Iterable

from claims.domain.messages import gettext as _
from claims.domain.vocabulary import Publication
from claims.models.desk.base import Publishable
from claims.publishing.prefetch import in_chunks
from claims.publishing.projection import MODELS
from claims.publishing.registry import kind_of


def check_addresses(subjects: Iterable[Publishable]) -> list[str]:
    """What is wrong with the addresses that subjects would have."""
    of_kind: dict[str, list[Publishable]] = {}
    for subject in subjects:
        if hasattr(subject, "slug"):
            of_kind.setdefault(kind_of(subject), []).append(subject)
    return [sentence for alike in of_kind.values() for sentence in _of_kind(alike)]


def _of_kind(subjects: list[Publishable]) -> list[str]:
    found: list[str] = []
    owners = _owners(subjects)
    for subject in subjects:
        slug = subject.slug  # type: ignore[attr-defined]
        if not slug:
            found.append(_("“%(subject)s” has no address: fill in its slug.", subject=subject))
        elif owners.get(slug, set()) - {subject.uid}:
            found.append(
                _(
                    "The address “%(slug)s” once belonged to something else; choose another.",
                    slug=slug,
                )
            )
    return found


def _owners(subjects: list[Publishable]) -> dict[str, set[str]]:
    """Whose each of these addresses is or ever was."""
    rows = MODELS[kind_of(subjects[0])][0]._default_manager
    # Suppressed rows no longer tell their addresses; the desk's own history does.
    kept = type(subjects[0]).history.exclude(publication=Publication.DRAFT)
    found: dict[str, set[str]] = {}
    for slugs in in_chunks([s.slug for s in subjects]):  # type: ignore[attr-defined]
        for where in (rows, kept):
            for slug, uid in where.filter(slug__in=slugs).values_list("slug", "uid").distinct():
                found.setdefault(slug, set()).add(uid)
    return found
