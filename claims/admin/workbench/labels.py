"""Numbers, names, days and counts as the workbench tells them: short, and with whose they are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from claims.actions.reconcile.sheet import Sheet
from claims.admin.status_marks import fates_of
from claims.domain.distinct_names import told_apart
from claims.domain.figures import as_said
from claims.domain.iso import zone_named
from claims.domain.moments import Moment
from claims.domain.reconciliation import Case, Cell
from claims.domain.role_names import in_sentence
from claims.domain.vocabulary import Nature, Precision, Qualifier
from claims.models.desk.claim import Claim
from claims.models.desk.figure import Figure as OnDesk
from claims.presenters.counting_context import place_in

_DAYS = {Precision.YEAR: "Y", Precision.MONTH: "M Y"}
_FLOORS = (Qualifier.AT_LEAST, Qualifier.MORE_THAN)


def span(low: int | None, high: int | None) -> str:
    """A range in the fewest words."""
    if high is None:
        return _("%(low)s or more") % {"low": f"{low or 0:,}"}
    if low == high:
        return f"{high:,}"
    if not low:
        return _("up to %(high)s") % {"high": f"{high:,}"}
    return _("%(low)s to %(high)s") % {"low": f"{low:,}", "high": f"{high:,}"}


@dataclass(frozen=True)
class Words:
    """How one event's figures, sources and places are called; ``here`` is the count at hand."""

    sheet: Sheet
    here: Cell

    @property
    def case(self) -> Case:
        return self.sheet.stored

    @cached_property
    def names(self) -> Mapping[str, str]:
        """Sources by slug, by their short names where those tell them apart."""
        labels = {s.slug: (s.short_name or s.name, s.name) for s in self.sheet.sources}
        return told_apart(
            {slug: (*names, f"{names[1]} [{slug}]") for slug, names in labels.items()}
        )

    @cached_property
    def places(self) -> Mapping[str, str]:
        """Parts of the event, by the place alone where that tells them apart."""
        return told_apart({e.slug: (place_in(e.title), e.title) for e in self.sheet.events})

    def who(self, key: str) -> str:
        """Whose figure it is; of those who have no name also who carried it."""
        claim = self.sheet.by_key[key].claim
        name, outlet = self.names[claim.claimant.slug], _outlet(claim)
        if claim.claimant.nature != Nature.UNNAMED or not outlet or outlet == name:
            return name
        return _("%(source)s, by %(outlet)s") % {"source": name, "outlet": outlet}

    def number(self, key: str) -> str:
        figure = self.sheet.by_key[key]
        if figure.qualifier in _FLOORS and figure.value is not None:
            return f"{figure.low:,}+"
        return said(figure)

    def short(self, key: str) -> str:
        """A figure as one of a list: whose it is, and the number."""
        return _("%(source)s: %(number)s") % {"source": self.who(key), "number": self.number(key)}

    def placed(self, key: str) -> str:
        """The same with whom it counts."""
        figure = self.case.by_id[key]
        return _("%(figure)s (%(count)s)") % {
            "figure": self.short(key),
            "count": self.count(figure.cell),
        }

    def dated(self, key: str) -> str:
        figure = self.sheet.by_key[key]
        if figure.as_of_at is not None:
            return day(figure.as_of_at, figure.as_of_precision, self.sheet.root.time_zone)
        claim = figure.claim
        if claim.said_at is None:
            return _("not dated")
        return day(claim.said_at, claim.said_precision, self.sheet.root.time_zone)

    def marked(self, key: str) -> str:
        """Whose figure it is, with what became of the claim and of its reports."""
        marks = ", ".join(fates_of(self.sheet.by_key[key].claim))
        return f"{self.who(key)} ({marks})" if marks else self.who(key)

    def place(self, event: str) -> str:
        """The part of the event in as few words as its title allows."""
        return _("Whole") if event == self.sheet.root.slug else self.places[event]

    def count(self, cell: Cell) -> str:
        """Where and whom, and what befell them where that is not the measure at hand."""
        where, whom = self.place(cell.event), self.case.categories.name(cell.category)
        if self.case.measures.same(cell.measure) == self.here.measure:
            return _("%(place)s, %(whom)s") % {"place": where, "whom": lower(whom)}
        return _("%(place)s, %(whom)s, %(measure)s") % {
            "place": where,
            "whom": lower(whom),
            "measure": self.case.measures.of(cell.measure).name,
        }

    def term(self, cell: Cell) -> str:
        """A count as a term of ours: where, and whom only where they are not those at hand."""
        whom = lower(self.case.categories.name(cell.category))
        if cell.category == self.here.category and cell.measure == self.here.measure:
            return self.place(cell.event)
        if cell.event == self.here.event and cell.measure == self.here.measure:
            return whom
        return self.count(cell)

    def party(self, slug: str) -> str:
        """A party of the event, or a source that stands for itself."""
        known = self.case.sources.parties.by_slug.get(slug)
        if known:
            return known.name
        return self.names.get(slug) or self.case.sources[slug].name

    def party_in_sentence(self, slug: str) -> str:
        """The same in mid-sentence: “by the BLA”; a paper of its own keeps its title."""
        name = self.party(slug)
        return in_sentence(name, "") if slug in self.case.sources.parties.by_slug else name


def said(figure: OnDesk) -> str:
    return as_said(figure.words, Qualifier(figure.qualifier), figure.value, figure.low, figure.high)


def day(at: datetime, precision: str, zone: str) -> str:
    """A day, or the month or year where no more is known."""
    unit = Moment(at, precision).unit
    return date_format(at.astimezone(zone_named(zone)), _DAYS.get(unit, "j M Y"))


def listed(items: list[str], most: int = 3) -> str:
    """A list that ends in how many more there are."""
    if len(items) <= most:
        return ", ".join(items)
    return _("%(items)s and %(count)s more") % {
        "items": ", ".join(items[:most]),
        "count": len(items) - most,
    }


def _outlet(claim: Claim) -> str:
    for citation in claim.citations.all():
        publisher = citation.report.publisher
        return publisher.short_name or publisher.name
    return ""


def lower(name: str) -> str:
    """A category within a sentence; what is written in capitals stays so."""
    return name if name[1:2].isupper() else name[:1].lower() + name[1:]
