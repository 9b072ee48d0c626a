"""What every row of every download says of itself: as of when, and under which terms."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings

from claims.domain.canonical import moment_text
from claims.lookup.as_of import Shown
from claims.lookup.licence import licence
from claims.presenters.addresses import page

COLUMNS = ("permalink", "as_of", "licence")


@dataclass(frozen=True)
class Stamp:
    as_of: str
    entry: str
    """The newest entry there was; empty where a time was asked for."""
    licence: str

    def __call__(self, permalink: str) -> dict[str, str]:
        values = (permalink, self.as_of, self.licence)
        return dict(zip(COLUMNS, values, strict=True))

    @property
    def day(self) -> str:
        return self.as_of[:10] or "empty"


def stamp(shown: Shown) -> Stamp:
    at = shown.at or (shown.head.recorded_at if shown.head else None)
    terms = licence()
    return Stamp(
        moment_text(at) if at else "",
        "" if shown.by_time else str(shown.rows.entry),
        f"{terms.name} {terms.url} (quotations excepted)",
    )


def permalink(kind: str, slug: str, entry: int) -> str:
    """The page exactly as this entry left it."""
    address = page(kind, slug)
    return f"{settings.SITE_URL}{address}?as_of={entry}" if address else ""
