"""What stands on the sheet: a row for each figure, and for each claim without one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from claims.actions.reconcile.sheet import Sheet, sheet_of
from claims.actions.source_names import SourceNames
from claims.actions.table.known_things import KnownThings
from claims.admin.fields import show_moment
from claims.admin.status_marks import fates_of
from claims.admin.story.counting import Counting, bounds_text
from claims.admin.story.treatment import treatment_text
from claims.domain.figure_treatment import Treated, all_seen
from claims.domain.moments import Moment
from claims.domain.text import fold
from claims.domain.vocabulary import Lifecycle, Publication
from claims.models.desk.claim import Claim
from claims.models.desk.event import Event
from claims.models.desk.figure import Figure
from claims.models.desk.source import Report, Source
from claims.presenters.counting_context import place_in
from claims.presenters.moments import when
from claims.presenters.status import StatusMark, mark_of
from claims.publishing.prefetch import parts, were_read

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
    wording: Wording

    @cached_property
    def cells(self) -> Mapping[str, Cell]:
        """Put into words where they are asked for: the margin needs those of few rows."""
        return self.wording.cells(self)

    @cached_property
    def status(self) -> StatusMark:
        return mark_of(self.claim.status, examined=self.claim.examined)

    @property
    def marks(self) -> tuple[str, ...]:
        return tuple(fates_of(self.claim))

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
    claims: tuple[Claim, ...]

    @property
    def event(self) -> Event:
        return self.sheet.root

    @property
    def places(self) -> Sequence[Event]:
        return self.sheet.events

    @cached_property
    def counting(self) -> Counting:
        return Counting(self.event, self.places)

    @cached_property
    def names(self) -> SourceNames:
        return SourceNames(self.event, self.places)

    @cached_property
    def reports(self) -> Mapping[str, Report]:
        return {c.report.slug: c.report for claim in self.claims for c in parts(claim, "citations")}

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        return tuple(self._rows())

    def by_key(self) -> dict[str, Row]:
        return {row.key: row for row in self.rows}

    def known_things(self) -> KnownThings:
        """What is typed is looked up among these."""
        return KnownThings(self.event, names=lambda: self.names, parts=self.places)

    def _rows(self) -> Iterator[Row]:
        wording, treated = Wording(self), all_seen(self.sheet.ties)
        for claim in self.claims:
            if claim.lifecycle == Lifecycle.MERGED:
                continue
            figures = parts(claim, "figures") if were_read(claim, "figures") else []
            for figure in figures:
                place, now = figure.event or claim.event, treated[figure.pk]
                yield Row(f"f{figure.pk}", claim, figure, place, now, wording)
            if not figures:
                yield Row(f"c{claim.pk}", claim, None, claim.event, Treated(), wording)


def story_of(event: Event) -> Story:
    sheet = sheet_of(event)
    others = (
        Claim.objects.filter(event__in=sheet.events, figures=None)
        .select_related("claimant", "event")
        .prefetch_related("citations__report__publisher")
        .order_by("pk")
    )
    return Story(sheet, (*sheet.claims, *others))


class Wording:
    """Puts rows into words; what many of them share is worked out once."""

    def __init__(self, story: Story) -> None:
        self.story, self.sheet, self.counting = story, story.sheet, story.counting
        titles = [fold(event.title) for event in story.places]
        self.shared = {title for title in titles if titles.count(title) > 1}
        self.written: dict[int, Cell] = {}
        self.days: dict[tuple[object, ...], Cell] = {}

    def cells(self, row: Row) -> dict[str, Cell]:
        return {
            "said": self._said(row.claim),
            "who": self._who(row.claim.claimant),
            "where": self._where(row.place),
            "report": _report(row.claim),
            **self._numbers(row.claim, row.figure, row.treated),
        }

    def _who(self, source: Source) -> Cell:
        if source.pk not in self.written:
            shown = source.short_name or source.name
            self.written[source.pk] = Cell(shown, self.story.names.written(source))
        return self.written[source.pk]

    def _where(self, place: Event) -> Cell:
        typed = place.slug if fold(place.title) in self.shared else place.title
        return Cell(place_in(place.title), typed)

    def _said(self, claim: Claim) -> Cell:
        if claim.said_at is None:
            return Cell()
        stated = (claim.said_at, claim.said_precision, claim.event.time_zone)
        if stated not in self.days:
            shown = str(when(*stated).text).partition(" (")[0]
            typed = show_moment(Moment(*stated[:2]), stated[2])
            self.days[stated] = Cell(shown, typed)
        return self.days[stated]

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
    cited = [citation.report for citation in parts(claim, "citations")]
    if not cited:
        return Cell()
    more = f" +{len(cited) - 1}" if len(cited) > 1 else ""
    text = report_text(cited[0])
    return Cell(f"{text}{more}", f"{text} [{cited[0].slug}]", fixed=True)
