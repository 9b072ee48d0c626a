"""Every figure as a flat row, for analysis."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Q, QuerySet
from django.http import QueryDict

from claims.api import parameters
from claims.api.claims import narrowed
from claims.api.fields import Values, every
from claims.api.names import Known
from claims.api.paging import By
from claims.api.parameters import SLUG, TEXT, Parameter
from claims.api.serializers.figure import FigureRowSerializer, figure_row, withheld_row
from claims.api.views import ListFace
from claims.domain.measures import MEASURES
from claims.domain.vocabulary import TREATMENT_LABELS, Publication
from claims.filters import events_within, subjects_at
from claims.lookup.as_of import Shown
from claims.lookup.cited_reports import marks_of_cited
from claims.lookup.states import states, withheld_states
from claims.models.record.merged import as_one
from claims.models.record.rows import PublishedClaim, PublishedFigure
from claims.models.record.withheld import and_withheld
from claims.states.claim import ClaimState

TREATMENTS = [str(treatment) for treatment in TREATMENT_LABELS]
CLAIM = Parameter("claim", "Slug of the claim that gives it.", SLUG)
EVENT = Parameter("event", "Slug of an event that it counts; its parts are included.", SLUG)
CATEGORY = Parameter("category", "Slug of who is counted.", {**TEXT, "maxLength": 120})
TREATMENT = Parameter("treatment", "What we do with it.", {"type": "string", "enum": TREATMENTS})
OF_THE_CLAIM = (
    parameters.STATUS,
    parameters.SOURCE,
    parameters.Q,
    parameters.SINCE,
    parameters.UNTIL,
)


class Figures(ListFace[PublishedFigure]):
    """One row a figure, every value in a column of its own, newest claims first.

    Where a claim was withheld one row is left for each count it gave: whose, of whom and of what,
    without the number and without a word.
    """

    title = "Figures"
    shape = FigureRowSerializer
    lean = ("key", "event", "claim", "claimant", "category", "measure", "qualifier", "low", "high")
    parameters = (*OF_THE_CLAIM, CLAIM, EVENT, CATEGORY, parameters.MEASURE, TREATMENT)
    most = 1000
    order = By(within="n")

    def rows(self, query: QueryDict, shown: Shown) -> QuerySet[PublishedFigure]:
        rows = PublishedFigure.objects.as_of(shown.rows)
        if category := query.get("category", ""):
            rows = rows.filter(category=category)
        if measure := query.get("measure", ""):
            rows = rows.filter(measure__in=MEASURES.words(measure))
        if treatment := query.get("treatment", ""):
            rows = rows.filter(Q(treatment=treatment) | Q(publication=Publication.WITHHELD))
        if slug := query.get("event", ""):
            rows = rows.filter(event__in=events_within(slug, shown.rows))
        if slug := query.get("claim", ""):
            named = subjects_at(PublishedClaim, slug, shown.rows)
            rows = rows.filter(uid__in=as_one(PublishedClaim, named, shown.rows))
        return _of_claims(rows, query, shown)

    def told(self, rows: list[PublishedFigure], shown: Shown) -> list[Values]:
        entries = {row.since for row in rows}
        claims = {c.since: c for c in PublishedClaim.objects.filter(since__in=entries)}
        told = states(entries, kind=ClaimState)
        gone = withheld_states(row.uid for row in rows if row.withheld)
        known = _known(rows, claims.values(), shown)
        cited = marks_of_cited(entries, shown.rows)
        shaped = [
            withheld_row(row, gone[row.uid].withheld, known)
            if row.withheld
            else figure_row(
                row, claims[row.since], told[row.since], known, cited.get(row.since, {})
            )
            for row in rows
        ]
        return every(FigureRowSerializer, shaped, known=known)


def _of_claims(
    rows: QuerySet[PublishedFigure], query: QueryDict, shown: Shown
) -> QuerySet[PublishedFigure]:
    """Figures of the claims that were asked for; measure and event are the figure's own."""
    asked = query.copy()
    for name in ("event", "measure"):
        asked.pop(name, None)
    if not any(asked.get(parameter.name) for parameter in OF_THE_CLAIM):
        return rows
    wanted = narrowed(asked, shown, exact=True)
    claims = and_withheld(wanted.qs, wanted.withheld)
    return rows.filter(since__in=claims.order_by().values("since"))


def _known(
    rows: Iterable[PublishedFigure], claims: Iterable[PublishedClaim], shown: Shown
) -> Known:
    return Known(
        shown,
        sources={claim.claimant for claim in claims},
        events={row.event for row in rows},
    )
