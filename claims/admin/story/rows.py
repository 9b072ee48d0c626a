"""What stands on the sheet: a row for each figure, and for each claim without one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from django.db.models import prefetch_related_objects

from claims.actions.reconcile.sheet import Sheet, sheet_of
from claims.actions.source_names import SourceNames
from claims.admin.fields import show_moment
from claims.admin.marks import fates_of
from claims.admin.story.counting import Counting, bounds_text
from claims.admin.story.treatment import treatment_text
from claims.domain.figure_treatment import Treated, all_seen
from claims.domain.moments import Moment
from claims.domain.text import fold
from claims.domain.vocabulary import Lifecycle, Publication
from claims.models.desk.claim import Claim
from claims.models.desk.event import Event
from claims.models.desk.figure import Figure
from claims.models.desk.source import Report
from claims.presenters.counting_context import place_in
from claims.presenters.moments import when
from claims.presenters.status import StatusMark, mark_of

COLUMNS = ("said", "who", "words", "bounds", "counted", "where", "report", "use")
OF_FIGURES = frozenset({"bounds", "counted", "use"})
"""Columns that say nothing of a claim without a number."""


@dataclass(frozen=True)
class Cell:
    """``text`` is shown; ``value``, typed, means the same."""

    text: str = ""
    value: str = ""
    fixed: bool = False

    @property
    def is_short(self) -> bool:
        """Whether it is shown in other words than are typed."""
        return self.text != self.value


@dataclass(frozen=True)
class Row:
    """``key`` names it in the form: that of its figure, or of its claim where it has none."""

    key: str
    claim: Claim
    figure: Figure | None
    place: Event
    treated: Treated
    status: StatusMark
    cells: Mapping[str, Cell]
    marks: tuple[str, ...] = ()

    @property
    def version(self) -> int:
        return self.claim.version

    @property
    def is_draft(self) -> bool:
        return self.claim.publication == Publication.DRAFT

    def value(self, column: str) -> str:
        return self.cells[column].value


@dataclass(frozen=True)
class Story:
    """An event with everything recorded of it, read in a fixed number of queries."""

    sheet: Sheet
    counting: Counting
    names: SourceNames
    rows: tuple[Row, ...]
    reports: Mapping[str, Report] = field(default_factory=dict)

    @property
    def event(self) -> Event:
        return self.sheet.root

    @property
    def places(self) -> Sequence[Event]:
        return self.sheet.events

    def by_key(self) -> dict[str, Row]:
        return {row.key: row for row in self.rows}


def story_of(event: Event) -> Story:
    sheet = sheet_of(event)
    others = list(
        Claim.objects.filter(event__in=sheet.events, figures=None)
        .select_related("claimant", "event")
        .prefetch_related("citations__report")
        .order_by("pk")
    )
    claims = [*sheet.claims, *others]
    prefetch_related_objects(claims, "citations__report__publisher")
    reading = _Reading(sheet, claims)
    rows = tuple(reading.rows())
    return Story(sheet, reading.counting, reading.names, rows, reading.reports)


class _Reading:
    """What all rows share: names, parts, who is counted, what was examined."""

    def __init__(self, sheet: Sheet, claims: Sequence[Claim]) -> None:
        self.sheet, self.claims = sheet, claims
        self.zone = sheet.root.time_zone
        self.counting = Counting(sheet.root)
        self.names = SourceNames(sheet.root)
        self.treated = all_seen(sheet.ties)
        titles = [fold(event.title) for event in sheet.events]
        self.shared = {title for title in titles if titles.count(title) > 1}
        self.reports = {c.report.slug: c.report for claim in claims for c in claim.citations.all()}

    def rows(self) -> Iterator[Row]:
        counted: dict[int, list[Figure]] = {}
        for figure in self.sheet.figures.values():
            counted.setdefault(figure.claim_id, []).append(figure)
        for claim in self.claims:
            if claim.lifecycle != Lifecycle.MERGED:
                figures: list[Figure | None] = [*counted.get(claim.pk, ())]
                yield from (self._row(claim, figure) for figure in figures or [None])

    def _row(self, claim: Claim, figure: Figure | None) -> Row:
        place = (figure.event if figure else None) or claim.event
        treated = self.treated[figure.pk] if figure else Treated()
        return Row(
            key=f"f{figure.pk}" if figure else f"c{claim.pk}",
            claim=claim,
            figure=figure,
            place=place,
            treated=treated,
            status=mark_of(claim.status, examined=claim.examined),
            cells={**self._of_claim(claim, place), **self._numbers(claim, figure, treated)},
            marks=tuple(fates_of(claim)),
        )

    def _of_claim(self, claim: Claim, place: Event) -> dict[str, Cell]:
        where = place.slug if fold(place.title) in self.shared else place.title
        source = claim.claimant
        return {
            "said": self._said(claim),
            "who": Cell(source.short_name or source.name, self.names.written(source)),
            "where": Cell(place_in(place.title), where),
            "report": _report(claim),
        }

    def _said(self, claim: Claim) -> Cell:
        if claim.said_at is None:
            return Cell()
        zone = claim.event.time_zone
        shown = str(when(claim.said_at, claim.said_precision, zone).text).partition(" (")[0]
        typed = show_moment(Moment(claim.said_at, claim.said_precision), zone)
        return Cell(shown, typed)

    def _numbers(self, claim: Claim, figure: Figure | None, treated: Treated) -> dict[str, Cell]:
        if figure is None:
            empty = dict.fromkeys(OF_FIGURES, Cell(fixed=True))
            return {**empty, "words": Cell(claim.statement, claim.statement)}
        bounds = bounds_text(figure.low, figure.high)
        counted = self.counting.text(figure.measure, figure.category.slug)
        use = treatment_text(treated, self.sheet)
        return {
            # Where the words were not kept, what was claimed tells one row from another.
            "words": Cell(figure.words or str(claim), figure.words),
            "bounds": Cell(bounds, bounds),
            "counted": Cell(counted, counted),
            "use": Cell(use, use),
        }


def report_text(report: Report) -> str:
    return report.title or report.publisher.short_name or report.publisher.name


def _report(claim: Claim) -> Cell:
    """The first report; more are cited on the claim's own page, and so is one in its place."""
    cited = [citation.report for citation in claim.citations.all()]
    if not cited:
        return Cell()
    more = f" +{len(cited) - 1}" if len(cited) > 1 else ""
    text = report_text(cited[0])
    return Cell(f"{text}{more}", f"{text} [{cited[0].slug}]", fixed=True)
