"""One figure of a claim, as its page tells it: as it was said, and who is counted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from claims.domain.categories import ALL, ATTACKERS, EVERYONE_ELSE
from claims.domain.figures import describe, describe_range, differs_from_table, measure_label
from claims.domain.vocabulary import Treatment, YesNo
from claims.presenters.moments import When, stated
from claims.presenters.names import ClaimName, EventName, Names
from claims.states.figure import FigureState

REFERENCES = {
    "supersedes": "Replaces a figure of",
    "repeats": "Repeats a figure of",
    "same_people_as": "Counts the same people as",
    "built_on": "Builds on",
    "derived_from": "Worked out from",
}
INCLUDES_ATTACKERS = {
    YesNo.YES: "It includes attackers.",
    YesNo.NO: "It does not include attackers.",
    YesNo.NOT_STATED: "Whether it includes attackers is not stated.",
}


@dataclass(frozen=True)
class ClaimFigure:
    key: str
    number: str
    measure: str
    category: str
    words: str
    part: EventName | None
    as_of: When | None
    notes: tuple[str, ...]
    references: tuple[tuple[str, ClaimName], ...]
    out: str


def claim_figure(state: FigureState, names: Names, *, event: str, zone: str) -> ClaimFigure:
    return ClaimFigure(
        key=state.key,
        number=describe(state.qualifier, state.value, state.low, state.high),
        measure=measure_label(state.measure),
        category=names.category(state.category),
        words=state.words,
        part=names.event(state.event) if state.event != event else None,
        as_of=stated(state.as_of, zone),
        notes=tuple(_notes(state)),
        references=tuple(_references(state, names)),
        out=_out(state),
    )


def _notes(state: FigureState) -> Iterator[str]:
    if differs_from_table(state.qualifier, state.value, state.low, state.high):
        yield f"We read it as {describe_range(state.low, state.high)}."
    if state.bounds_note:
        yield f"{state.bounds_note.rstrip('.')}."
    if state.basis:
        yield f"Basis: {state.basis.rstrip('.')}."
    if state.category not in (ATTACKERS, EVERYONE_ELSE):
        yield from _attackers(state)
    if state.final:
        yield "Given as final."
    yield from (reading.note for reading in state.readings if reading.note)


def _attackers(state: FigureState) -> Iterator[str]:
    """Said always of a count of everybody, and of others where the source said so."""
    if state.category == ALL or state.includes_attackers is not YesNo.NOT_STATED:
        yield INCLUDES_ATTACKERS[state.includes_attackers]


def _references(state: FigureState, names: Names) -> Iterator[tuple[str, ClaimName]]:
    for key, label in REFERENCES.items():
        for claim in dict.fromkeys(other.claim for other in getattr(state, key)):
            yield label, names.claim(claim)


def _out(state: FigureState) -> str:
    """Why a figure is out of our reckoning; empty where it is not."""
    if state.treatment == Treatment.USE:
        return ""
    said = "Left out of our reckoning"
    if state.treatment == Treatment.RECORD_ERROR:
        said = "Recorded wrongly by us"
    return f"{said}: {state.treatment_note}" if state.treatment_note else f"{said}."
