"""What readers see of a figure."""

from __future__ import annotations

from collections.abc import Iterable

from claims.domain.vocabulary import Treatment
from claims.models.desk.figure import Figure
from claims.publishing.cutoff import Cut
from claims.publishing.from_desk import figure_name, from_desk, reference
from claims.publishing.prefetch import parts
from claims.states.figure import FigureName, FigureState, ReadingState, TermState
from claims.states.names import ClaimUid


def figure_state(figure: Figure, cut: Cut) -> FigureState:
    def named(figures: Iterable[Figure | None]) -> tuple[FigureName, ...]:
        return tuple(figure_name(f) for f in figures if f and _may_be_named(f, figure, cut))

    return from_desk(
        FigureState,
        figure,
        event=(figure.event or figure.claim.event).uid,
        category=figure.category.slug,
        supersedes=named([figure.supersedes, *parts(figure, "also_supersedes", "claim")]),
        repeats=named([figure.repeats]),
        same_people_as=named(parts(figure, "same_people_as", "claim")),
        built_on=named(parts(figure, "built_on", "claim")),
        derived_from=tuple(
            TermState(claim=ClaimUid(term.part.claim.uid), key=term.part.key, sign=term.sign)
            for term in parts(figure, "derived_from", "part__claim")
            if _may_be_named(term.part, figure, cut)
        ),
        readings=tuple(
            from_desk(
                ReadingState,
                reading,
                event=reference(reading.event),
                category=reading.category.slug if reading.category else "",
            )
            for reading in parts(figure, "readings", "event", "category")
        ),
        # How we treat a figure has no date of its own, so a step of the past does not know it.
        treatment=Treatment(figure.treatment) if cut.whole else Treatment.USE,
        treatment_note=figure.treatment_note if cut.whole else "",
    )


def _may_be_named(other: Figure, figure: Figure, cut: Cut) -> bool:
    return other.claim == figure.claim or cut.names(other.claim)
