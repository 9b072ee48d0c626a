"""What readers see of a figure."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from claims.domain.vocabulary import Treatment
from claims.models.desk.figure import Figure
from claims.publishing.encoding import figure_name, moment
from claims.publishing.history_cut import Cut
from claims.publishing.prefetch import parts

PUBLIC = {
    "key",
    "measure",
    "category",
    "event",
    "words",
    "qualifier",
    "value",
    "low",
    "high",
    "bounds_note",
    "as_of_at",
    "as_of_precision",
    "basis",
    "includes_attackers",
    "breakdown_complete",
    "final",
    "supersedes",
    "repeats",
    "same_people_as",
    "built_on",
    "derived_from",
    "readings",
    "treatment",
    "treatment_note",
}
PUBLIC_PART = {"part", "sign"}
PUBLIC_READING = {"event", "category", "note"}


def figure_state(figure: Figure, cut: Cut) -> dict[str, Any]:
    def named(figures: Iterable[Figure | None]) -> list[dict[str, str]]:
        return [figure_name(f) for f in figures if f and _may_be_named(f, figure, cut)]

    return {
        "key": figure.key,
        "measure": figure.measure,
        "category": figure.category.slug,
        "event": (figure.event or figure.claim.event).uid,
        "words": figure.words,
        "qualifier": figure.qualifier,
        "value": figure.value,
        "low": figure.low,
        "high": figure.high,
        "bounds_note": figure.bounds_note,
        "as_of": moment(figure.as_of_at, figure.as_of_precision),
        "basis": figure.basis,
        "includes_attackers": figure.includes_attackers,
        "breakdown_complete": figure.breakdown_complete,
        "final": figure.final,
        "supersedes": named([figure.supersedes]),
        "repeats": named([figure.repeats]),
        "same_people_as": named(parts(figure, "same_people_as", "claim")),
        "built_on": named(parts(figure, "built_on", "claim")),
        "derived_from": [
            {**figure_name(d.part), "sign": d.sign}
            for d in parts(figure, "derived_from", "part__claim")
            if _may_be_named(d.part, figure, cut)
        ],
        "readings": [
            {
                "event": r.event.uid if r.event else "",
                "category": r.category.slug if r.category else "",
                "note": r.note,
            }
            for r in parts(figure, "readings", "event", "category")
        ],
        # How we treat a figure has no date of its own, so a step of the past does not know it.
        "treatment": figure.treatment if cut.whole else Treatment.USE.value,
        "treatment_note": figure.treatment_note if cut.whole else "",
    }


def _may_be_named(other: Figure, figure: Figure, cut: Cut) -> bool:
    return other.claim == figure.claim or cut.names(other.claim)
