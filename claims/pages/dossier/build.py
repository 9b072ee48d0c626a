"""One event with everything on record about it, to be read and imported elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import groupby
from typing import TypeVar

from claims.domain.dossier_format import FORMAT, in_order
from claims.domain.vocabulary import Publication
from claims.lookup.as_of import Shown
from claims.lookup.states import states
from claims.lookup.tree import EventTree
from claims.models.record.entry import Entry
from claims.models.record.row import R, Row, RowQuerySet, rows_of
from claims.models.record.rows import (
    PublishedClaim,
    PublishedLink,
    PublishedPosition,
    PublishedQuestion,
    PublishedReport,
    PublishedSource,
)
from claims.pages.dossier import shapes
from claims.pages.dossier.shapes import Object
from claims.pages.dossier.slugs import CONFIDENTIAL, Slugs, slugs_for, stand_in
from claims.states.claim import ClaimState
from claims.states.event import EventState
from claims.states.link import LinkState
from claims.states.position import PositionState
from claims.states.question import QuestionState
from claims.states.report import ReportState
from claims.states.source import SourceState
from claims.states.subject import SubjectState

S = TypeVar("S", bound=SubjectState)
N = TypeVar("N", ClaimState, SourceState, ReportState)

DEEPEST = 8
"""How far we follow who speaks for whom, and what reprints what."""


def dossier(tree: EventTree, shown: Shown) -> Object:
    """The whole of a root event at a moment."""
    within = [row.uid for row in tree.rows if not row.withheld]
    rows = _shown(PublishedClaim, shown).filter(event__in=within)
    claims = _by_slug(_states(ClaimState, rows))
    slugs = slugs_for(claims.values(), shown)
    # A file stands by itself: of other claims than its own it names none.
    claims = {uid: state for uid, state in claims.items() if state.claimant in slugs.sources}
    slugs = replace(
        slugs,
        claims={uid: state.slug for uid, state in claims.items()},
        events={row.uid: row.slug for row in tree.rows if not row.withheld},
        figures=frozenset((uid, f.key) for uid, state in claims.items() for f in state.figures),
    )
    events = _states(EventState, tree.rows)
    zone = tree.root.time_zone
    context = {one.report for state in events.values() for one in state.context} - {""}
    slugs = replace(slugs, reports={**slugs.reports, **dict.fromkeys(context, "")})
    whole = events[tree.root.uid]
    sources, reports = _named(slugs, _members(whole), shown)
    slugs = replace(
        slugs,
        sources={uid: state.slug for uid, state in sources.items()},
        reports={uid: one.slug for uid, one in reports.items() if one.publisher in sources},
    )
    questions = _questions(within, shown)
    stated = _positions(within, slugs, shown)
    return in_order(
        "dossier",
        {
            "format": FORMAT,
            "event": _event(tree, tree.root.uid, events, slugs),
            "categories": shapes.categories(whole.categories),
            "parties": shapes.parties(whole, sources),
            "measures": shapes.measures(whole.measures),
            "sources": [
                *(shapes.source(s, slugs) for s in sources.values()),
                *_unnamed(claims.values()),
            ],
            "reports": [shapes.report(reports[u], slugs, zone) for u in slugs.reports],
            "claims": _claims(claims, slugs, shown, zone),
            "links": [shapes.link(s, slugs) for s in _links(slugs, shown)],
            "questions": [shapes.question(s, slugs) for s in questions],
            "positions": [
                *(shapes.position(s, slugs, zone) for s in stated),
                *(shapes.our_answer(s, zone) for s in questions if s.standing),
            ],
            "decisions": _decisions(stated, slugs, zone),
        },
    )


def _shown(model: type[R], shown: Shown) -> RowQuerySet[R]:
    return rows_of(model).as_of(shown.rows).exclude(publication=Publication.WITHHELD)


def _states(kind: type[S], rows: Iterable[Row]) -> dict[str, S]:
    """States of one kind by uid, without those whose words were removed."""
    listed = list(rows)
    found = states((row.since for row in listed), kind=kind)
    return {row.uid: found[row.since] for row in listed if row.since in found}


def _by_slug(found: Mapping[str, N]) -> dict[str, N]:
    """In the order of their slugs: the same whatever database they come from."""
    return dict(sorted(found.items(), key=lambda pair: pair[1].slug))


def _event(tree: EventTree, uid: str, events: Mapping[str, EventState], slugs: Slugs) -> Object:
    parts = [one for one in tree.rows if one.parent == uid and not one.withheld]
    inner = [_event(tree, one.uid, events, slugs) for one in parts]
    return shapes.event(events[uid], inner, slugs)


def _members(event: EventState) -> set[str]:
    return {member.source for party in event.parties or () for member in party.members}


def _named(
    slugs: Slugs, members: set[str], shown: Shown
) -> tuple[dict[str, SourceState], dict[str, ReportState]]:
    """The sources and reports these claims name, with all that those name in turn."""
    reports = _closure(
        PublishedReport, ReportState, slugs.reports, lambda report: [report.reprints], shown
    )
    wanted = {*slugs.sources, *members, *(report.publisher for report in reports.values())}
    return _closure(PublishedSource, SourceState, wanted, _named_by_source, shown), reports


def _named_by_source(source: SourceState) -> Iterable[str]:
    apart = (one.other for one in source.separations)
    return [source.speaks_for, *apart, *(voice.whom for voice in source.voices)]


def _closure(
    model: type[Row],
    kind: type[N],
    wanted: Iterable[str],
    named_by: Callable[[N], Iterable[str]],
    shown: Shown,
) -> dict[str, N]:
    found: dict[str, N] = {}
    waiting = set(filter(None, wanted))
    for _ in range(DEEPEST):
        rows = rows_of(model).named(waiting - found.keys(), shown.rows).values()
        more = _states(kind, [row for row in rows if not row.withheld])
        if not more:
            break
        found |= more
        waiting = {uid for state in more.values() for uid in named_by(state) if uid}
    return _by_slug(found)


def _unnamed(claims: Iterable[ClaimState]) -> Iterator[Object]:
    """A stand-in for each who counts as evidence and is not named: the file must not say who."""
    for claim in claims:
        for piece in claim.evidence:
            if piece.has_originator and not piece.originator:
                slug = stand_in(claim.slug, piece.key)
                yield {"slug": slug, "name": CONFIDENTIAL, "kind": "other"}


def _claims(
    claims: Mapping[str, ClaimState], slugs: Slugs, shown: Shown, zone: str
) -> list[Object]:
    histories = histories_of(claims, shown)
    return [
        shapes.claim(
            state,
            slugs,
            shapes.history(histories.get(uid, ()), {one.key for one in state.evidence}, zone),
            zone,
        )
        for uid, state in claims.items()
    ]


def histories_of(uids: Iterable[str], shown: Shown) -> dict[str, list[Entry]]:
    """Every entry of some subjects up to the moment, oldest first, in one query."""
    entries = Entry.objects.filter(subject__in=list(uids)).filter(shown.rows.entries())
    told = entries.select_related("words").order_by("subject", "seq")
    return {uid: list(some) for uid, some in groupby(told, key=lambda entry: entry.subject)}


def _links(slugs: Slugs, shown: Shown) -> list[LinkState]:
    ours = list(slugs.claims)
    rows = _shown(PublishedLink, shown).filter(from_claim__in=ours, to_claim__in=ours)
    found = _states(LinkState, rows.filter(publication=Publication.PUBLISHED)).values()
    names = slugs.claims
    return sorted(found, key=lambda s: (names[s.from_claim], names[s.to_claim], s.relation))


def _questions(events: Iterable[str], shown: Shown) -> list[QuestionState]:
    rows = _shown(PublishedQuestion, shown).filter(event__in=list(events))
    found = _states(QuestionState, rows.filter(publication=Publication.PUBLISHED)).values()
    return sorted(found, key=lambda state: state.slug)


def _decisions(stated: Iterable[PositionState], slugs: Slugs, zone: str) -> list[Object]:
    """Each once, though several positions rest on it, in the order in which they were taken."""
    found = dict.fromkeys(one for position in stated for one in position.decisions)
    ordered = sorted(found, key=lambda one: one.decided.at.isoformat() if one.decided else "")
    shaped = (shapes.decision(one, slugs, zone) for one in ordered)
    return [one for one in shaped if one is not None]


def _positions(events: Iterable[str], slugs: Slugs, shown: Shown) -> list[PositionState]:
    rows = _shown(PublishedPosition, shown).filter(event__in=list(events))
    found = _states(PositionState, rows.filter(publication=Publication.PUBLISHED)).values()
    # Where every figure of ours was withheld, nothing is left in the file for it to stand on.
    standing = [s for s in found if not s.uses or shapes.figure_names(s.uses, slugs)]
    return sorted(standing, key=lambda s: (s.measure, s.category, slugs.events[s.event]))
