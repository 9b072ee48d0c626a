"""Each figure as one row, beside the claim that holds it: never a number without its who."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import groupby

from django.db.models import QuerySet

from claims.domain.measures import MEASURES
from claims.lookup.as_of import Shown
from claims.lookup.cited_reports import marks_of_cited
from claims.lookup.states import states
from claims.models.record.rows import PublishedClaim, PublishedFigure
from claims.pages.exports.chunks import by_key
from claims.pages.exports.common_columns import COLUMNS as STAMPED
from claims.pages.exports.common_columns import TAKEN_BACK, permalink, stamp, taken_back
from claims.pages.exports.related import OF_THE_EVENT, Around, around, stated
from claims.presenters.report_marks import counted
from claims.states.claim import ClaimState

COLUMNS = (
    "figure",
    "claim",
    "statement",
    "claimant",
    "claimant_name",
    *OF_THE_EVENT,
    "measure",
    "category",
    "words",
    "qualifier",
    "value",
    "low",
    "high",
    "high_is_open",
    "figure_as_of",
    "said_at",
    "treatment",
    "status",
    "lifecycle",
    "publication",
    "reports_gone",
    "reports_corrected",
    *TAKEN_BACK,
    *STAMPED,
)
VERSION = ("words", "qualifier", "value", "low", "high", "category", "measure", "treatment")


def lines(
    claims: QuerySet[PublishedClaim], shown: Shown, *, measure: str = "", history: bool = False
) -> Iterator[list[dict[str, object]]]:
    stamped = stamp(shown)
    for rows in by_key(claims, "since"):
        by_claim = {row.since: row for row in rows}
        back = taken_back(rows, states((r.since for r in rows if r.retracted), kind=ClaimState))
        figures = _figures(PublishedFigure.objects.filter(since__in=by_claim), measure)
        names = around(rows, {figure.event for figure in figures}, shown)
        cited = marks_of_cited(by_claim, shown.rows)
        told = [
            _line(by_claim[one.since], one, names)
            | counted(cited.get(one.since, {}))
            | back(by_claim[one.since])
            | stamped(permalink("claim", by_claim[one.since].slug, one.since))
            for one in figures
        ]
        yield _with_history(told, figures, shown) if history else told


def _figures(rows: QuerySet[PublishedFigure], measure: str) -> list[PublishedFigure]:
    narrowed = rows.filter(measure__in=MEASURES.words(measure)) if measure else rows
    return list(narrowed.order_by("since", "n"))


def _line(claim: PublishedClaim, figure: PublishedFigure, names: Around) -> dict[str, object]:
    if claim.withheld:
        return {**dict.fromkeys(COLUMNS), **_count(claim, figure, names)}
    event, source = names.event(figure.event), names.source(claim.claimant)
    zone = event.time_zone
    return {
        **_count(claim, figure, names),
        "figure": f"{names.root(figure.event)}/{figure.key}",
        "statement": claim.statement,
        "claimant": source.slug,
        "claimant_name": source.name,
        "words": figure.words,
        "qualifier": figure.qualifier,
        "value": figure.value,
        "low": figure.low,
        "high": figure.high,
        "high_is_open": figure.high is None,
        "figure_as_of": stated(figure.as_of_at, figure.as_of_precision, zone),
        "said_at": stated(claim.said_at, claim.said_precision, zone),
        "treatment": figure.treatment,
        "status": claim.status,
        "lifecycle": claim.lifecycle,
    }


def _count(claim: PublishedClaim, figure: PublishedFigure, names: Around) -> dict[str, object]:
    """What is left where a claim was withheld: that a number of these people stood there."""
    return {
        "claim": claim.slug,
        **names.of_the_event(figure.event),
        "measure": figure.measure,
        "category": figure.category,
        "publication": claim.publication,
    }


def _with_history(
    told: list[dict[str, object]], figures: list[PublishedFigure], shown: Shown
) -> list[dict[str, object]]:
    """Each with what it was before, as often as that differed."""
    versions = _versions({figure.uid for figure in figures}, shown)
    return [
        line | {"history": [] if figure.withheld else versions[figure.uid, figure.key]}
        for line, figure in zip(told, figures, strict=True)
    ]


def _versions(claims: set[str], shown: Shown) -> dict[tuple[str, str], list[dict[str, object]]]:
    moment = shown.rows
    begun = {"since__lte": moment.entry} if moment.time is None else {}
    dated = {"effective_from__lte": moment.time} if moment.time else {}
    rows = PublishedFigure.objects.filter(uid__in=claims, **begun, **dated)
    found: dict[tuple[str, str], list[dict[str, object]]] = defaultdict(list)
    for ref, versions in groupby(
        rows.order_by("uid", "key", "since"), key=lambda row: (row.uid, row.key)
    ):
        for row in versions:
            now = {name: getattr(row, name) for name in VERSION}
            if not found[ref] or any(found[ref][-1][name] != now[name] for name in VERSION):
                since = row.effective_from.isoformat()
                found[ref].append({"entry": row.since, "effective_from": since, **now})
    return found
