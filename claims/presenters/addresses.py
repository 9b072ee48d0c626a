"""Addresses on the site, by the names they have in the URLconf; and the site itself."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from django.urls import reverse


@lru_cache(maxsize=10_000)
def path_of(name: str, *parts: str) -> str:
    """Kept, for a list leads to hundreds of things and ``reverse`` costs more than their lines."""
    return reverse(name, args=parts)


def page(kind: str, slug: str, then: str = "") -> str:
    """The page of one thing; ``then`` is the query of the moment shown. Empty without a slug."""
    return path_of(f"pages:{kind}", slug) + then if slug else ""


@dataclass(frozen=True)
class Site:
    name: str
    url: str

    def at(self, path: str) -> str:
        return self.url + path
