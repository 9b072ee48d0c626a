"""From the uids that states hold to the slugs that files hold; nothing that was withheld."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from claims.domain.messages import gettext as _
from claims.lookup.as_of import Shown
from claims.models.record.row import Row, rows_of
from claims.models.record.rows import (
    PublishedClaim,
    PublishedEvent,
    PublishedReport,
    PublishedSource,
)
from claims.states.claim import ClaimState
from claims.states.figure import FigureName, FigureState

CONFIDENTIAL = _("A confidential source, known to us")


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

    def has(self, figure: FigureName) -> bool:
        named = (figure.claim, figure.key)
        return figure.claim in self.claims and (self.figures is None or named in self.figures)


def slugs_for(states: Iterable[ClaimState], shown: Shown) -> Slugs:
    """All that some claims name, in a query for each kind."""
    sources: set[str] = set()
    events: set[str] = set()
    reports: set[str] = set()
    claims: set[str] = set()
    for state in states:
        sources |= {state.claimant, *(one.source for one in state.stances)}
        sources |= {one.originator for one in state.evidence}
        events |= {state.event, *(figure.event for figure in state.figures)}
        events |= {one.event for figure in state.figures for one in figure.readings}
        reports |= {one.report for one in state.citations}
        reports |= {one.report for one in state.stances}
        reports |= {one.report for one in state.evidence}
        claims |= {state.merged_into, *(one.claim for one in state.evidence)}
        claims |= {one.claim for figure in state.figures for one in named_figures(figure)}
    return Slugs(
        slugs_of(PublishedSource, sources, shown),
        slugs_of(PublishedEvent, events, shown),
        slugs_of(PublishedReport, reports, shown),
        slugs_of(PublishedClaim, claims, shown),
    )


def slugs_of(model: type[Row], uids: Iterable[str], shown: Shown) -> dict[str, str]:
    rows = rows_of(model).named(filter(None, uids), shown.rows)
    return {uid: row.slug for uid, row in rows.items() if not row.withheld}


def named_figures(figure: FigureState) -> Iterator[FigureName]:
    for named in (figure.supersedes, figure.repeats, figure.same_people_as, figure.built_on):
        yield from named
    yield from figure.derived_from


def stand_in(claim: str, key: str) -> str:
    """The slug of somebody who counts and is not named: one for each piece of evidence."""
    return "confidential-" + hashlib.sha256(f"{claim}/{key}".encode()).hexdigest()[:12]
