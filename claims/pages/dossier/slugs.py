"""From the uids that states hold to the slugs that files hold; nothing that was withheld."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from claims.lookup.as_of import Shown
from claims.models.record.rows import (
    PublishedClaim,
    PublishedEvent,
    PublishedReport,
    PublishedSource,
)

State = Mapping[str, Any]
CONFIDENTIAL = "A confidential source, known to us"


@dataclass(frozen=True)
class Slugs:
    """Slugs by uid, each kind apart; empty for what readers cannot reach.

    ``figures`` are those that may be named; where it is not given, all of the claims that may be.
    """

    sources: Mapping[str, str] = field(default_factory=dict)
    events: Mapping[str, str] = field(default_factory=dict)
    reports: Mapping[str, str] = field(default_factory=dict)
    claims: Mapping[str, str] = field(default_factory=dict)
    figures: frozenset[tuple[str, str]] | None = None

    def has(self, figure: State) -> bool:
        ref = (figure["claim"], figure["key"])
        return ref[0] in self.claims and (self.figures is None or ref in self.figures)


def slugs_for(states: Iterable[State], shown: Shown) -> Slugs:
    """All that some claims name, in a query for each kind."""
    sources, events, reports, claims = set(), set(), set(), set()
    for state in states:
        pieces = (*state["citations"], *state["stances"], *state["evidence"])
        sources |= {state["claimant"], *(s["source"] for s in state["stances"])}
        sources |= {e["originator"] for e in state["evidence"]}
        events |= {state["event"], *(f["event"] for f in state["figures"])}
        events |= {r["event"] for f in state["figures"] for r in f["readings"]}
        reports |= {piece["report"] for piece in pieces}
        claims |= {state["merged_into"], *(e["claim"] for e in state["evidence"])}
        claims |= {one["claim"] for f in state["figures"] for one in named_figures(f)}
    return Slugs(
        slugs_of(PublishedSource, sources, shown),
        slugs_of(PublishedEvent, events, shown),
        slugs_of(PublishedReport, reports, shown),
        slugs_of(PublishedClaim, claims, shown),
    )


def slugs_of(model: Any, uids: Iterable[str], shown: Shown) -> dict[str, str]:
    rows = model.objects.named(filter(None, uids), shown.rows)
    return {uid: row.slug for uid, row in rows.items() if not row.withheld}


REFERENCES = ("supersedes", "repeats", "same_people_as", "built_on", "derived_from")


def named_figures(figure: State) -> Iterable[State]:
    for reference in REFERENCES:
        yield from figure[reference]


def stand_in(claim: str, key: str) -> str:
    """The slug of somebody who counts and is not named: one for each piece of evidence."""
    return "confidential-" + hashlib.sha256(f"{claim}/{key}".encode()).hexdigest()[:12]
