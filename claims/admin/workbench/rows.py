"""The figures of the workbench: those that bear on one count, and the rest."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby

from claims.actions.reconcile.sheet import Sheet
from claims.admin.workbench.submitted import Typed
from claims.domain.figure_treatment import HOW_LABELS
from claims.domain.figures import describe
from claims.domain.names_apart import told_apart
from claims.domain.reconciliation import Case, Cell, Figure
from claims.domain.status import Status
from claims.domain.vocabulary import LIFECYCLE_LABELS, Lifecycle, Publication, Qualifier
from claims.models.desk.claim import Claim
from claims.models.desk.figure import Figure as OnDesk
from claims.presenters.moments import when
from claims.presenters.status import StatusMark, mark_of

MOST_ROWS = 150


@dataclass(frozen=True)
class Choice:
    value: str
    label: str
    chosen: bool


@dataclass(frozen=True)
class Row:
    """One figure with the boxes beside it, as they were typed."""

    pk: int
    key: str
    claim: int
    who: str
    said: str
    words: str
    dated: str
    status: StatusMark
    draft: bool
    changed: bool
    marks: tuple[str, ...]
    ours: bool
    hows: tuple[Choice, ...]
    other: str
    same: str
    note: str
    was: str
    readings: tuple[Choice, ...]

    @property
    def how(self) -> str:
        return next((choice.value for choice in self.hows if choice.chosen), "use")


@dataclass(frozen=True)
class Group:
    """The figures that count the same people."""

    heading: str
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Listed:
    """``inside`` count only people of the count at hand, ``around`` others too.

    ``rest`` bear on it but find no room; ``apart`` do not bear on it.
    """

    inside: tuple[Group, ...]
    around: tuple[Group, ...]
    rest: int
    apart: tuple[str, ...]
    apart_count: int

    @property
    def rows(self) -> list[Row]:
        return [row for group in (*self.inside, *self.around) for row in group.rows]

    @cached_property
    def keys(self) -> frozenset[str]:
        return frozenset(row.key for group in self.inside for row in group.rows)

    @property
    def around_count(self) -> int:
        return sum(len(group.rows) for group in self.around)


def listed(sheet: Sheet, case: Case, cell: Cell, typed: Typed) -> Listed:
    """The whole first, then its parts; what was typed is kept with its figure."""
    bearing: list[Figure] = []
    apart: list[Figure] = []
    for figure in case.by_id.values():
        if figure.cell.measure == cell.measure:
            (bearing if case.may_overlap(figure.cell, cell) else apart).append(figure)
    bearing.sort(key=lambda f: _order(f, cell, case))
    shown, names, whole = bearing[:MOST_ROWS], _short_names(sheet), names_in(case)
    rows = [(figure.cell, _row(figure, sheet, case, typed, names)) for figure in shown]
    groups = [
        (one, Group(called(one, cell, case), tuple(row for _, row in found)))
        for one, found in groupby(rows, key=lambda pair: pair[0])
    ]
    return Listed(
        tuple(group for one, group in groups if case.contains(cell, one)),
        tuple(group for one, group in groups if not case.contains(cell, one)),
        len(bearing) - len(shown),
        tuple(brief(figure, case, whole) for figure in apart[:MOST_ROWS]),
        len(apart),
    )


def _order(figure: Figure, cell: Cell, case: Case) -> tuple[object, ...]:
    events, categories = case.events.lines, case.categories.lines
    inside = case.contains(cell, figure.cell)
    return (
        not inside,
        len(events[figure.cell.event]),
        figure.cell.event,
        len(categories[figure.cell.category]),
        figure.cell.category,
        -figure.low,
        figure.id,
    )


def _row(figure: Figure, sheet: Sheet, case: Case, typed: Typed, names: Mapping[str, str]) -> Row:
    desk = sheet.by_key[figure.id]
    boxes, claim = typed.rows[desk.pk], desk.claim
    return Row(
        pk=desk.pk,
        key=desk.key,
        claim=claim.pk,
        who=names[claim.claimant.slug],
        said=describe(Qualifier(desk.qualifier), desk.value, desk.low, desk.high),
        words=desk.words,
        dated=_dated(desk, sheet.root.time_zone),
        status=mark_of(Status(claim.status), examined=True),
        draft=claim.publication == Publication.DRAFT,
        changed=claim.changed,
        marks=tuple(_marks(claim)),
        ours=desk.pk in typed.ours,
        hows=tuple(Choice(v, label, v == boxes["how"]) for v, label in HOW_LABELS.items()),
        other=boxes["other"],
        same=boxes["same"],
        note=boxes["note"],
        was=typed.prints[desk.pk],
        readings=_readings(desk, figure, case, typed.readings),
    )


def _marks(claim: Claim) -> Iterator[str]:
    """What became of the claim and of the reports that carry it."""
    if claim.publication == Publication.RETRACTED:
        yield "retracted"
    if claim.lifecycle != Lifecycle.CURRENT:
        yield LIFECYCLE_LABELS[Lifecycle(claim.lifecycle)].partition(":")[0].lower()
    for citation in claim.citations.all():
        for mark in citation.report.marks:
            yield f"{citation.report.title or citation.report.slug}: {mark}"


def _readings(
    desk: OnDesk, figure: Figure, case: Case, chosen: Mapping[int, int]
) -> tuple[Choice, ...]:
    if not desk.readings.all():
        return ()
    now = chosen.get(desk.pk, 0)
    first = Choice("0", "As recorded", now == 0)
    labels = enumerate(reading_labels(desk, case), start=1)
    return first, *(Choice(str(n), label, n == now) for n, label in labels)


def reading_labels(desk: OnDesk, case: Case) -> list[str]:
    """How each reading on file is called, here and where readers see it."""
    return [f"{_counts(cell, case)}"[:300] for cell in original(desk, case).readings]


def original(desk: OnDesk, case: Case) -> Figure:
    return case.by_id[desk.key]


def called(cell: Cell, here: Cell, case: Case) -> str:
    """Whom a cell counts, as seen from another: the place is told only where it differs."""
    whom = case.categories.name(cell.category)
    return whom if cell.event == here.event else f"{whom}, {case.events.name(cell.event)}"


def _counts(cell: Cell, case: Case) -> str:
    return f"{case.categories.name(cell.category)}, {case.events.name(cell.event)}"


def _dated(desk: OnDesk, zone: str) -> str:
    at, precision = desk.as_of_at, desk.as_of_precision
    if at is None:
        at, precision = desk.claim.said_at, desk.claim.said_precision
    return when(at, precision, zone).text if at else "not dated"


def names_in(case: Case) -> dict[str, str]:
    """Sources by slug, as the findings call them."""
    return {slug: source.name for slug, source in case.sources.facts.items()}


def _short_names(sheet: Sheet) -> dict[str, str]:
    """The same, by their short names where those are enough."""
    labels = {s.slug: (s.short_name or s.name, s.name) for s in sheet.sources}
    return told_apart({slug: (*names, f"{names[1]} [{slug}]") for slug, names in labels.items()})


def brief(figure: Figure, case: Case, names: Mapping[str, str]) -> str:
    """Who, how many and whom, for a list."""
    said = describe(figure.qualifier, figure.value, figure.low, figure.high)
    name = names[figure.claimant]
    return f"{name}: {said} ({_counts(figure.cell, case)})"
