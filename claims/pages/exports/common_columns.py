"""What rows of downloads say of themselves: as of when, on which terms, and what we took back."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from django.conf import settings

from claims.domain.canonical import moment_text
from claims.lookup.as_of import Shown
from claims.lookup.licence import licence
from claims.lookup.states import withheld_states
from claims.models.record.rows import PublishedClaim
from claims.presenters.addresses import page
from claims.states.claim import ClaimState

COLUMNS = ("permalink", "as_of", "licence")
TAKEN_BACK = ("taken_back_at", "taken_back_why")
Told = Callable[[PublishedClaim], dict[str, str]]


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


def taken_back(rows: Iterable[PublishedClaim], known: Mapping[int, ClaimState]) -> Told:
    """When and why, of each of these claims; empty where we stand by it.

    A claim that we retracted keeps its words, for they stay readable on its page; of one that was
    withheld no more is left than its address.
    """
    gone = withheld_states(row.uid for row in rows if row.withheld)

    def told(row: PublishedClaim) -> dict[str, str]:
        if row.uid in gone:
            about = gone[row.uid].withheld
            return _columns(moment_text(about.at), str(about.grounds.label))
        state = known.get(row.since)
        back = state.retracted if state else None
        return _columns(moment_text(back.at), back.reason) if back else _columns("", "")

    return told


def _columns(at: str, why: str) -> dict[str, str]:
    return dict(zip(TAKEN_BACK, (at, why), strict=True))
