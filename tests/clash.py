"""A raid whose figures clash: six at North, five at South, ten in all."""

from claims.actions.reconcile.sheet import sheet_of
from claims.actions.reconcile.state import Count, Ground
from claims.domain import reconciliation
from claims.domain.positions import Draft
from tests.builders import NOW, a_claim, a_figure, a_source, an_event

WHY = "Two places, counted by two bodies."


class Raid:
    """`north` and `south` are parts; `six`, `five` and `ten` the figures."""

    def __init__(self):
        self.event = an_event("The raid", time_zone="Asia/Karachi")
        self.north = an_event("North", parent=self.event)
        self.south = an_event("South", parent=self.event)
        self.six = said(self.north, 6, "City Hospital", key="north-6")
        self.five = said(
            self.south,
            5,
            "Wire Agency",
            key="south-5",
            qualifier="at_least",
            words="at least five people, including security personnel",
        )
        self.ten = said(self.event, 10, "Mayor", key="all-10")

    def count(self, event=None, category="everyone-else", measure="killed"):
        found = self.event.categories.get(slug=category)
        return Count(event or self.event, found, measure)

    def findings(self):
        return reconciliation.check(sheet_of(self.event).case()).findings

    @property
    def clash(self):
        return next(f for f in self.findings() if f.kind == "sum_exceeds_total")


def said(event, value, by, *, at=NOW, **more):
    claim = a_claim(event=event, claimant=a_source(by), said_at=at, said_precision="minute")
    return a_figure(claim, value, category=more.pop("category", "everyone-else"), **more)


def a_draft(**more):
    return Draft(**{"established": True, "low": 11, "rationale": WHY, **more})


def resting(*figures, **more):
    return Ground(uses=frozenset(f.pk for f in figures), **more)
