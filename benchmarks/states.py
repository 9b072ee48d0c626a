"""States of the made-up record: what is measured says little, and the rest is left empty."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, TypeVar, get_args, get_origin, get_type_hints

from benchmarks.words import MEASURES, TRANSLATION
from claims.domain import categories
from claims.domain.moments import Moment
from claims.domain.relations import Relation
from claims.domain.vocabulary import (
    Bearing,
    EvidenceKind,
    Lifecycle,
    Medium,
    Precision,
    Qualifier,
    SourceKind,
    StanceKind,
    Standing,
    Treatment,
    YesNo,
)
from claims.states.base import State, fields_of
from claims.states.claim import CitationState, ClaimState, EvidenceState, OriginsState, StanceState
from claims.states.event import CategoryState, EventState
from claims.states.figure import FigureState
from claims.states.link import LinkState
from claims.states.position import PositionState
from claims.states.report import ReportState
from claims.states.source import SourceState

S = TypeVar("S", bound=State)
KINDS = tuple(SourceKind)[:8]
UNSAID: dict[tuple[Any, ...], dict[str, Any]] = {}
"""What a state holds of which only some is said: by its kind and the names of that."""


def made(kind: type[S], /, **said: Any) -> S:
    """A state of which only this is said."""
    unsaid = UNSAID.get((kind, *said))
    if unsaid is None:
        hints = get_type_hints(kind)
        unsaid = {n: _empty(hints[n]) for n in fields_of(kind).keys() - said}
        UNSAID[kind, *said] = unsaid
    return kind(**unsaid, **said)


def _empty(hint: Any) -> Any:
    if type(None) in get_args(hint):
        return None
    if get_origin(hint) is tuple:
        return ()
    return getattr(hint, "__supertype__", hint)()


def minute(at: datetime) -> Moment:
    return Moment(at, Precision.MINUTE)


def source_state(name: str, aliases: list[str], n: int) -> SourceState:
    return made(
        SourceState,
        slug=f"made-source-{n}",
        name=name,
        aliases=tuple(aliases),
        kind=KINDS[n % len(KINDS)],
    )


def event_state(title: str, slug: str, parent: str, day: date, position: int) -> EventState:
    return made(
        EventState,
        slug=slug,
        title=title,
        starts_on=day,
        time_zone="UTC",
        parent=parent,
        grouping="main",
        position=position,
        categories=() if parent else _default_categories(),
        parties=None if parent else (),
    )


def _default_categories() -> tuple[CategoryState, ...]:
    return tuple(
        made(
            CategoryState,
            slug=node["slug"],
            name=node["name"],
            parent=above["slug"] if above else "",
            grouping="main",
            complete=tuple(node.get("complete", [])),
        )
        for node, above in categories.walk(categories.default_tree())
    )


def report_state(publisher: str, n: int, at: datetime) -> ReportState:
    return made(
        ReportState,
        slug=f"made-report-{n}",
        publisher=publisher,
        title=f"What was said, part {n}",
        url=f"https://news.example/{n}",
        linked=True,
        medium=Medium.ARTICLE,
        language="en",
        published=minute(at),
    )


def claim_state(n: int, *, said: datetime, **more: Any) -> ClaimState:
    return made(
        ClaimState,
        slug=f"made-claim-{n}",
        occasion="Press conference",
        utterance=f"made-claim-{n - n % 2}",
        said=minute(said),
        lifecycle=Lifecycle.CURRENT,
        origins=OriginsState(supports=1, against=0),
        **more,
    )


def citation_state(report: str, quote: str) -> CitationState:
    return made(
        CitationState,
        report=report,
        quote=quote,
        language="ur",
        translation=TRANSLATION,
        translated_by="The desk",
        first=True,
    )


def figure_state(n: int, place: int, value: int, event: str) -> FigureState:
    return made(
        FigureState,
        key=f"figure-{n}-{place}",
        measure=MEASURES[(n + place) % len(MEASURES)],
        category=("everyone-else", "civilians", "all")[n % 3],
        event=event,
        words=f"at least {value}",
        qualifier=Qualifier.AT_LEAST,
        value=value,
        low=value,
        includes_attackers=YesNo.NOT_STATED,
        breakdown_complete=YesNo.NOT_STATED,
        treatment=Treatment.USE,
    )


def stance_state(source: str) -> StanceState:
    return made(
        StanceState, source=source, stance=StanceKind.DENIES, quote="This is not what happened."
    )


def evidence_state(report: str, originator: str) -> EvidenceState:
    return made(
        EvidenceState,
        key="count",
        report=report,
        originator=originator,
        has_originator=True,
        bearing=Bearing.SUPPORTS,
        kind=EvidenceKind.OFFICIAL,
        note="A count made at the place.",
    )


def position_state(event: str) -> PositionState:
    return made(
        PositionState,
        event=event,
        category="everyone-else",
        measure="killed",
        established=True,
        standing=Standing.ATTRIBUTED,
        low=5,
        rationale="The lowest of what was counted.",
    )


def link_state(from_claim: str, to_claim: str) -> LinkState:
    return made(
        LinkState,
        from_claim=from_claim,
        relation=Relation.CONTRADICTS,
        to_claim=to_claim,
        note="They count the same people.",
    )
