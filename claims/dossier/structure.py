"""How a dossier is put together: which objects stand in which, and what they name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, TypeVar, get_args

from claims.domain.dossier_format import HOLDS, KEYS, keys_that_hold
from claims.dossier.errors import Place
from claims.states.base import State, fields_of
from claims.states.claim import CitationState, ClaimState, EvidenceState, StanceState
from claims.states.encoding import type_of
from claims.states.event import (
    CategoryState,
    ContextState,
    EventState,
    MeasureState,
    MemberState,
    PartyState,
)
from claims.states.figure import FigureState, ReadingState, TermState
from claims.states.link import LinkState
from claims.states.names import CategorySlug, ClaimUid, EventUid, ReportUid, SourceUid
from claims.states.position import LeftOutState, PositionState, ReadAsState
from claims.states.question import QuestionState, RivalAnswerState
from claims.states.report import ReportState
from claims.states.source import SeparationState, SourceState, VoiceState

N = TypeVar("N")
Object = dict[str, Any]

# What readers see of each kind of object: the home of its keys and columns.
STATES: dict[str, type[State]] = {
    "event": EventState,
    "context": ContextState,
    "category": CategoryState,
    "measure": MeasureState,
    "party": PartyState,
    "member": MemberState,
    "source": SourceState,
    "voice": VoiceState,
    "apart_from": SeparationState,
    "report": ReportState,
    "claim": ClaimState,
    "citation": CitationState,
    "figure": FigureState,
    "derived_from": TermState,
    "reading": ReadingState,
    "stance": StanceState,
    "evidence": EvidenceState,
    "link": LinkState,
    "question": QuestionState,
    "rival_answer": RivalAnswerState,
    "position": PositionState,
    "left_out": LeftOutState,
    "position_reading": ReadAsState,
}

CHILDREN = {
    kind: {key: held for key, held in keys.items() if held in KEYS} for kind, keys in HOLDS.items()
}
"""For each kind of object the keys under which other objects stand, and their kinds."""

FIGURES, MOMENTS, DAYS = map(keys_that_hold, ("figure_id", "moment", "day"))
_REFERENCES = {
    SourceUid: "source",
    EventUid: "event",
    ReportUid: "report",
    ClaimUid: "claim",
    CategorySlug: "category",
}


def _named(kind: str) -> dict[str, str]:
    """The keys of a kind of object that name another thing, and what kind of thing."""
    found = dict.fromkeys(FIGURES[kind], "figure")
    found |= {key: key for key in ("event", "category") if kind == "about"}
    if state := STATES.get(kind):
        for name, about in fields_of(state).items():
            (held, *_) = get_args(type_of(state, name)) or (type_of(state, name),)
            if about.dossier and held in _REFERENCES:
                found[about.dossier] = _REFERENCES[held]
    return found


NAMED = {kind: _named(kind) for kind in KEYS}
# A position may answer a question in place of counting anything.
NAMED["position"]["question"] = "question"

Reference = tuple[Place, str, str]
"""Where it stands, what kind of thing it names, and the name."""


def references(dossier: Object) -> Iterator[Reference]:
    """Everything that a dossier names, wherever it stands."""
    for kind, place, shape in walk(dossier):
        for key, what in NAMED[kind].items():
            for name in as_list(shape.get(key)):
                # What is an object names it in a key of its own.
                if isinstance(name, str):
                    yield (*place, key), what, name


def as_list(names: str | Iterable[N] | None) -> list[str | N]:
    """One name, several or none, as a list."""
    return [names] if isinstance(names, str) else list(names or [])


def voices_of(source: Object) -> list[Object]:
    """Whom it speaks for: one always, and others from a day to a day."""
    told = source.get("speaks_for") or []
    return [{"source": told}] if isinstance(told, str) else told


def spoken_for(source: Object) -> list[str]:
    """Whomever it speaks for, whenever."""
    return [voice["source"] for voice in voices_of(source)]


def walk(
    shape: Object, kind: str = "dossier", place: Place = ()
) -> Iterator[tuple[str, Place, Object]]:
    """Every object with its kind and its place, outer ones first."""
    yield kind, place, shape
    for key, inner in CHILDREN[kind].items():
        found = shape.get(key)
        if isinstance(found, dict):
            yield from walk(found, inner, (*place, key))
        for number, item in enumerate(found if isinstance(found, list) else []):
            # A source may stand by its slug alone.
            if isinstance(item, dict):
                yield from walk(item, inner, (*place, key, number))


def trees(
    nodes: list[Object], place: Place, parent: str = ""
) -> Iterator[tuple[Object, Place, str, int]]:
    """The nodes of a tree with place, slug of the parent and number among the siblings."""
    for number, node in enumerate(nodes):
        here = (*place, number)
        yield node, here, parent, number
        yield from trees(node.get("parts") or [], (*here, "parts"), node["slug"])


def events(dossier: Object) -> Iterator[tuple[Object, Place, str, int]]:
    """The event and its parts; the event's own place is ``event``."""
    root = dossier["event"]
    yield root, ("event",), "", 0
    yield from trees(root.get("parts") or [], ("event", "parts"), root["slug"])


def figures(dossier: Object) -> Iterator[tuple[Object, Place, Object]]:
    """Every figure with its place and its claim."""
    for n, claim in enumerate(dossier.get("claims", [])):
        for m, figure in enumerate(claim.get("figures", [])):
            yield figure, ("claims", n, "figures", m), claim
