"""Figures as flat rows: one a figure, every value in a column of its own."""

from __future__ import annotations

from collections.abc import Mapping

from django.db.models import Model

from claims.api.addresses import page_url
from claims.api.fields import EXACTNESS, Code, Flag, Instant, Integer, Shape, Text
from claims.api.names import Known
from claims.api.serializers.published import RetractedSerializer, WithheldSerializer
from claims.api.serializers.references import SHOWN
from claims.domain.status import LABELS as STATUSES
from claims.domain.vocabulary import (
    LIFECYCLE_LABELS,
    QUALIFIER_LABELS,
    TREATMENT_LABELS,
    YES_NO_LABELS,
)
from claims.models.record.rows import PublishedClaim, PublishedFigure
from claims.presenters.moments import when
from claims.presenters.report_marks import counted
from claims.states.base import values
from claims.states.claim import ClaimState
from claims.states.subject import WithheldGrounds


class FigureRowSerializer(Shape):
    """One number as it was said, with all that is needed to read it, in one row."""

    key = Text("Its name: event/figure-id, where event is the whole event.")
    event = Text("Slug of the part of the event that it counts.")
    event_path = Text("Slugs from the whole event down to that part, joined by a slash.")
    event_title = Text("What that part is called.")
    claim = Text("Slug of the claim that gives it.", always=True)
    statement = Text("That claim as one neutral sentence.")
    claimant = Text("Slug of who says it.")
    claimant_name = Text("What they are called.")
    side = Text("Slug of the party of the event with which they stood when they said it.")
    party = Text("What that party is called.")
    status = Code("Where verification of the claim stands; null where withheld.", STATUSES)
    lifecycle = Code("Whether the claim still stands as made.", LIFECYCLE_LABELS)
    publication = Code(
        "published; retracted: we no longer stand by it; or withheld: nothing is left but that a"
        " number stood there.",
        SHOWN,
        always=True,
    )
    retracted = RetractedSerializer(
        read_only=True, allow_null=True, help_text="Set where publication is retracted."
    )
    withheld = WithheldSerializer(
        read_only=True, allow_null=True, help_text="Set where publication is withheld."
    )
    reports_gone = Integer(
        "Of the reports that carry the claim, how many we retracted or their publishers withdrew.",
        always=True,
    )
    reports_corrected = Integer("How many of them their publishers corrected.", always=True)
    category = Text("Slug of who is counted.", always=True)
    category_name = Text("Who is counted.")
    measure = Text("What befell them, such as killed.", always=True)
    qualifier = Code("How the number was hedged.", QUALIFIER_LABELS)
    value = Integer("The number that was said.")
    low = Integer("The least the words allow; null where low_is_open.")
    high = Integer("The most the words allow; null where high_is_open.")
    low_is_open = Flag("True where no lower bound was given.", always=True)
    high_is_open = Flag("True where no upper bound was given: 'at least 23'.", always=True)
    words = Text("As it was said.")
    said = Text("When the claim was said, as exact as known, on the event's clocks.")
    said_precision = Text(EXACTNESS)
    as_of = Text("The time the count is of, as exact as stated, on the event's clocks.")
    as_of_precision = Text(EXACTNESS)
    as_of_at = Instant("The first instant of that period, in UTC, for sorting.")
    includes_attackers = Code("Whether attackers are counted.", YES_NO_LABELS)
    basis = Text("How they came to know it.")
    treatment = Code("What we do with it in our own reckoning.", TREATMENT_LABELS)
    treatment_note = Text("Why.")
    entry = Integer("The entry of the record that made this version.", always=True)
    effective_from = Instant("Since when this version holds.", always=True)
    permalink = Text("The page of the claim, exactly as this version was published.")


def figure_row(
    row: PublishedFigure,
    claim: PublishedClaim,
    state: ClaimState,
    known: Known,
    marked: Mapping[str, str],
) -> dict[str, object]:
    """``state`` is that of its claim, whose figures stand in the order of their rows."""
    claimant, zone = known.sources.get(claim.claimant), known.zone(row.event)
    party = known.party(claim, row.event)
    return {
        **values(state.figures[row.n]),
        **counted(marked),
        **_count(row, known),
        "key": known.key(row.event, row.key),
        "statement": claim.statement,
        "claimant": claimant.slug if claimant else None,
        "claimant_name": claimant.name if claimant else None,
        "side": party.slug if party else None,
        "party": party.name if party else None,
        "status": claim.status,
        "lifecycle": claim.lifecycle,
        "retracted": state.retracted,
        "withheld": None,
        "low_is_open": row.low is None,
        "high_is_open": row.high is None,
        **_stated("said", claim, zone),
        **_stated("as_of", row, zone),
        "as_of_at": row.as_of_at,
    }


def withheld_row(row: PublishedFigure, about: WithheldGrounds, known: Known) -> dict[str, object]:
    """That a number stood there, and when and on which ground it was removed."""
    nothing = dict.fromkeys(FigureRowSerializer().fields)
    return {
        **nothing,
        **_count(row, known),
        **counted({}),
        "low_is_open": False,
        "high_is_open": False,
        "withheld": about,
    }


def _count(row: PublishedFigure, known: Known) -> dict[str, object]:
    """Where, whom and what a row counts, and which entry says so; its slug is its claim's."""
    event = known.events.get(row.event)
    return {
        "event": event.slug if event else None,
        "event_path": known.path(row.event),
        "event_title": event.title if event else None,
        "claim": row.slug,
        "category": row.category,
        "category_name": known.category(row.event, row.category)["name"],
        "measure": row.measure,
        "publication": row.publication,
        "entry": row.since,
        "effective_from": row.effective_from,
        "permalink": page_url("claim", row.slug, row.since),
    }


def _stated(name: str, row: Model, zone: str) -> dict[str, object]:
    at, precision = getattr(row, f"{name}_at"), getattr(row, f"{name}_precision")
    text = when(at, precision, zone).stated if at else None
    return {name: text, f"{name}_precision": precision or None}
