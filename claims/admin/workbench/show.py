"""All that the workbench shows of one count, tried or stored: worked out once, saved nowhere."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from claims.actions.reconcile.answer import standing
from claims.actions.reconcile.sheet import Sheet
from claims.actions.reconcile.state import Count, Ground, room
from claims.actions.reconcile.treat import planned
from claims.admin.workbench import link_suggestions, position_draft, results, selection, submitted
from claims.admin.workbench.form import METHODS, StandForm
from claims.admin.workbench.link_suggestions import Offered
from claims.admin.workbench.preview import Preview, preview
from claims.admin.workbench.results import Gives, Heap, Noticed
from claims.admin.workbench.rows import Listed, listed
from claims.domain.errors import RuleBroken
from claims.domain.figure_treatment import Ties, Treated
from claims.domain.figures import describe_range
from claims.domain.reconciliation import Case
from claims.models.desk.position import FindingAnswer, Position


@dataclass(frozen=True)
class Shown:
    count: Count
    listed: Listed
    gives: Gives
    heaps: list[Heap]
    answered: list[Noticed]
    outlived: list[FindingAnswer]
    offered: list[Offered]
    form: StandForm
    ground: Ground
    position: Position | None
    room: str
    preview: Preview
    measure: str
    measures: list[selection.Offer]
    categories: list[selection.Offer]
    places: list[selection.Place]
    keys: tuple[str, ...]
    wrong: list[str] = field(default_factory=list)

    @property
    def seen(self) -> int:
        return self.position.version if self.position else 0

    @property
    def heading(self) -> str:
        where, whom = self.count.event, self.count.category
        return f"{self.measure}: {whom}, {where}"

    @property
    def says(self) -> bool:
        """Whether there is anything to say yet."""
        draft = self.form.draft()
        numbers = (draft.low, draft.best, draft.high)
        return not draft.established or any(n is not None for n in numbers)

    methods = METHODS


def show(sheet: Sheet, count: Count, sent: Mapping[str, str] | None, *, now: datetime) -> Shown:
    position = position_of(count)
    plain = sheet.case()
    told = _told(sheet, position, plain, sent)
    case, after, wrong = _tried(sheet, told.treated, count, plain)
    cell = sheet.cell(count.event, count.category, count.measure)
    rows = listed(sheet, case, cell, told)
    ground = position_draft.ground(told, rows, sheet, case, position)
    form = StandForm(sent, position, sheet.root.time_zone)
    used = [sheet.keys[pk] for pk in sorted(ground.uses)]
    found = results.work_out(sheet, case, count, used=used, read_as=ground.read_as)
    answers = standing(sheet.root)
    findings = [f for f in found.result.findings if _here(f.figures, rows)]
    heaps, answered = results.heaps(findings, answers, sheet, submitted.reasons(sent or {}))
    return Shown(
        count=count,
        listed=rows,
        gives=found,
        heaps=heaps,
        answered=answered,
        outlived=results.outlived(found.result.findings, answers, sheet, count.measure),
        offered=link_suggestions.offered(sheet, found, answers, rows.keys),
        form=form,
        ground=ground,
        position=position,
        room=_room(sheet, count, ground),
        preview=_preview(sheet, after, count, form, ground, now, rows),
        measure=sheet.counted.of(count.measure).heading,
        measures=selection.measures(sheet, count),
        categories=selection.categories(count.event, count),
        places=selection.places(sheet, count),
        keys=tuple(case.by_id),
        wrong=[*told.wrong, *wrong],
    )


def position_of(count: Count) -> Position | None:
    found: Position | None = (
        Position.objects.filter(event=count.event, category=count.category, measure=count.measure)
        .prefetch_related("uses", "readings", "leaves_out")
        .first()
    )
    return found


def _told(
    sheet: Sheet, position: Position | None, plain: Case, sent: Mapping[str, str] | None
) -> submitted.Typed:
    ours = frozenset(f.pk for f in position.uses.all()) if position else frozenset()
    readings = position_draft.chosen_before(position, sheet, plain)
    if sent is None:
        return submitted.stored(sheet, ours, readings)
    told = submitted.read(sheet, sent)
    # What had no room on the page stays as it was.
    told.ours |= {pk for pk in ours if not submitted.on_page(pk, sent)}
    told.readings |= {pk: n for pk, n in readings.items() if not submitted.on_page(pk, sent)}
    return told


def _tried(
    sheet: Sheet, treated: Mapping[int, Treated], count: Count, plain: Case
) -> tuple[Case, Mapping[int, Ties], list[str]]:
    """What is tried; what is stored, with the reasons, where it makes no sense."""
    try:
        after = planned(sheet, treated)
        if after == sheet.ties:
            return plain, after, []
        return sheet.case(after), after, []
    except RuleBroken as broken:
        return plain, sheet.ties, broken.messages


def _here(figures: tuple[str, ...], rows: Listed) -> bool:
    """Whether one of these figures counts only people of the count at hand."""
    return not rows.keys.isdisjoint(figures)


def _room(sheet: Sheet, count: Count, ground: Ground) -> str:
    """What the ticked figures allow by themselves, in words."""
    if not ground.uses:
        return ""
    found = room(sheet, count, ground)
    return (
        "nothing: they contradict each other"
        if found.none
        else describe_range(found.low, found.high)
    )


def _preview(
    sheet: Sheet,
    after: Mapping[int, Ties],
    count: Count,
    form: StandForm,
    ground: Ground,
    now: datetime,
    rows: Listed,
) -> Preview:
    if form.is_bound:
        form.is_valid()
    state = position_draft.state_of(
        count, form.draft(), ground, sheet, as_of=form.moment(), now=now
    )
    return preview(sheet, after, state, count.event.uid, only={row.key for row in rows.rows})
