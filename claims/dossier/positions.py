"""Whether each position a dossier brings could be stated at the desk: one rule for both doors."""

from __future__ import annotations

from claims.actions.reconcile.objections import objections, strange_figures
from claims.actions.reconcile.sheet import Sheet
from claims.actions.reconcile.state import Count
from claims.domain.positions import Draft
from claims.dossier.errors import Complaints, Place
from claims.dossier.structure import Object
from claims.models.desk.position import Position

DRAFT = ("low", "best", "high", "method", "rationale", "dissent", "override_reason")


def check(sheet: Sheet, positions: list[tuple[Position, Place]], dossier: Object) -> None:
    """Raise ``Refused`` with all that the desk would refuse of positions just written."""
    complaints = Complaints(dossier)
    for position, place in positions:
        _check(sheet, position, place, complaints)
    complaints.settle()


def _check(sheet: Sheet, position: Position, place: Place, complaints: Complaints) -> None:
    count = Count(position.event, position.category, position.measure)
    uses = frozenset(position.uses.values_list("pk", flat=True))
    read = frozenset(position.readings.values_list("figure", flat=True))
    strange = list(strange_figures(sheet, count, uses, read))
    for sentence in strange:
        complaints.add((*place, "uses"), sentence)
    if not strange:
        draft = Draft(position.established, **{name: getattr(position, name) for name in DRAFT})
        for sentence in objections(sheet, count, draft, uses, read):
            complaints.add(place, sentence)
