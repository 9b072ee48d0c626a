"""What is recorded of an event: its claims with their numbers, our figures, its questions."""

from __future__ import annotations

from django.db.models import QuerySet
from django.template.loader import render_to_string

from claims.admin.choice_labels import MEASURES_OF, measure_name
from claims.admin.status_marks import publication_mark, status_mark
from claims.domain.figures import as_said, describe_range
from claims.domain.messages import gettext as _
from claims.domain.vocabulary import Qualifier
from claims.models.desk.claim import Claim
from claims.models.desk.event import Event
from claims.models.desk.figure import Figure
from claims.models.desk.position import Position
from claims.models.desk.question import Question

MOST_CLAIMS = 12
MOST_NUMBERS = 3


def recorded(event: Event) -> str:
    """As a list on the page of the event, parts included; the newest claims first."""
    tree = event.tree()
    claims = Claim.objects.filter(event__in=tree)
    positions = Position.objects.filter(event__in=tree).select_related("event", "category")
    positions = positions.prefetch_related(MEASURES_OF)
    figures = Figure.objects.filter(claim__event__in=tree)
    context = {
        "event": event,
        "claims": [_as_row(claim, event) for claim in _newest(claims)],
        "total": claims.count(),
        "figures": figures.count(),
        "questions": Question.objects.filter(event__in=tree).order_by("pk"),
        "positions": [_told(position) for position in positions.order_by("pk")],
    }
    return render_to_string("admin/claims/recorded.html", context)


def _newest(claims: QuerySet[Claim]) -> QuerySet[Claim]:
    rows = claims.select_related("claimant", "event").prefetch_related(f"figures__{MEASURES_OF}")
    return rows.order_by("-pk")[:MOST_CLAIMS]


def _as_row(claim: Claim, event: Event) -> dict[str, object]:
    return {
        "claim": claim,
        "part": claim.event if claim.event != event else "",
        "status": status_mark(claim.status, examined=claim.examined),
        "standing": publication_mark(claim.publication, changed=claim.changed),
        "numbers": numbers_of(claim),
    }


def _told(position: Position) -> dict[str, object]:
    low, high = position.low, position.high
    return {
        "position": position,
        "says": describe_range(low, high) if position.established else _("not established"),
        "measure": measure_name(position),
        "standing": publication_mark(position.publication, changed=position.changed),
    }


def numbers_of(claim: Claim) -> str:
    """Its figures in a few words, the first ones first."""
    figures = sorted(claim.figures.all(), key=lambda figure: figure.pk)
    more = len(figures) - MOST_NUMBERS
    told = "; ".join(number_of(figure) for figure in figures[:MOST_NUMBERS])
    return str(_("%(figures)s; and %(more)s more", figures=told, more=more)) if more > 0 else told


def number_of(figure: Figure) -> str:
    number = as_said(
        figure.words, Qualifier(figure.qualifier), figure.value, figure.low, figure.high
    )
    return f"{number} {measure_name(figure)} ({figure.category.name})"
