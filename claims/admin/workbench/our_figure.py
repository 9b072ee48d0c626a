"""Our own figure beside the decisions: what it rests on, what that allows, and what came since."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from claims.actions.checked import is_checkable
from claims.actions.reconcile.sheet import Sheet
from claims.actions.reconcile.state import Count, Ground, room
from claims.admin.workbench import position_draft
from claims.admin.workbench.form import METHODS, Choice, StandForm
from claims.admin.workbench.labels import Words, day, span
from claims.admin.workbench.preview import told_of
from claims.domain.positions import Room
from claims.domain.reconciliation import Case, Cell, Figure
from claims.domain.reconciliation.planning.in_play import apart, hull
from claims.domain.vocabulary import Precision
from claims.models.desk.position import Position
from claims.presenters.position import PublicPosition
from claims.publishing.registry import published_state
from claims.states.position import PositionState

MOST = 200
"""Figures that are offered besides those used."""
NOTHING = Room(None, None, none=True)


@dataclass(frozen=True)
class Usable:
    """A figure that a number of ours can rest on."""

    pk: int
    told: str
    number: str
    count: str
    ticked: bool
    readings: tuple[Choice, ...] = ()


@dataclass(frozen=True)
class Sum:
    """The terms that make the least or the most, each named, and what they come to."""

    terms: tuple[str, ...]
    total: str
    note: str = ""


@dataclass(frozen=True)
class OurFigure:
    form: StandForm
    ground: Ground
    position: Position | None
    shown: PublicPosition | None
    seen_by_readers: PositionState | None
    used: tuple[Usable, ...]
    others: tuple[Usable, ...]
    allowed: str
    """What the figures used allow by themselves, in words; empty where none is used."""
    least: Sum | None
    most: Sum | None
    newer: tuple[str, ...]
    zone: str

    methods = METHODS

    @property
    def seen(self) -> int:
        return self.position.version if self.position else 0

    @property
    def can_be_checked(self) -> bool:
        return self.position is not None and is_checkable(self.position)

    @property
    def dates(self) -> str:
        """Of when it is, and when somebody last looked at it."""
        state = self.seen_by_readers
        if state is None:
            return ""
        told = []
        if state.as_of:
            told.append(
                _("As of %(day)s.") % {"day": day(state.as_of.at, state.as_of.precision, self.zone)}
            )
        if state.checked_at:
            on = day(state.checked_at, Precision.DAY, self.zone)
            told.append(_("Checked %(day)s.") % {"day": on})
        return " ".join(told)

    @property
    def keys(self) -> frozenset[int]:
        return self.ground.uses


def our_figure(
    words: Words, count: Count, sent: Mapping[str, str] | None, *, now: datetime
) -> OurFigure:
    """As it stands on the desk, or as it was filled in."""
    sheet = words.sheet
    position = position_of(count)
    uses, readings = _chosen(sheet, position, sent)
    ground = position_draft.ground(sheet, words.here, position, uses, readings)
    form = StandForm(sent, position, sheet.root.time_zone)
    if form.is_bound:
        form.is_valid()
    found = room(sheet, count, ground) if uses else NOTHING
    state = position_draft.state_of(
        count, form.draft(), ground, sheet, as_of=form.moment(), now=now
    )
    usable = list(_usable(words, ground, readings))
    least, most = _sums(words, ground, found) if uses and not found.none else (None, None)
    return OurFigure(
        form=form,
        ground=ground,
        position=position,
        shown=told_of(sheet, state) if _says(state) else None,
        seen_by_readers=_seen(position),
        used=tuple(one for one in usable if one.ticked),
        others=tuple(one for one in usable if not one.ticked)[:MOST],
        allowed=_allowed(found) if uses else "",
        least=least,
        most=most,
        newer=tuple(_newer(words, ground, form)),
        zone=sheet.root.time_zone,
    )


def position_of(count: Count) -> Position | None:
    found: Position | None = (
        Position.objects.filter(event=count.event, category=count.category, measure=count.measure)
        .prefetch_related("uses", "readings", "leaves_out")
        .first()
    )
    return found


def binding_here(words: Words, keys: frozenset[str]) -> Iterator[int]:
    """Figures that bind and count exactly the people of the count at hand."""
    for key in sorted(keys):
        figure = words.case.by_id.get(key)
        if figure is not None and figure.cell == words.here:
            yield words.sheet.by_key[key].pk


def _seen(position: Position | None) -> PositionState | None:
    state = published_state(position) if position else None
    return state if isinstance(state, PositionState) else None


def _says(state: PositionState) -> bool:
    numbers = (state.low, state.best, state.high)
    return not state.established or any(n is not None for n in numbers)


def _chosen(
    sheet: Sheet, position: Position | None, sent: Mapping[str, str] | None
) -> tuple[frozenset[int], dict[int, int]]:
    """The figures used and how they are read, as stored or as ticked."""
    stored = frozenset(f.pk for f in position.uses.all()) if position else frozenset()
    before = position_draft.chosen_before(position, sheet)
    if sent is None or "uses-seen" not in sent:
        return stored & sheet.figures.keys(), before
    uses = frozenset(pk for pk in sheet.figures if sent.get(f"use-{pk}"))
    readings = {}
    for pk in sheet.figures:
        typed = sent.get(f"read-{pk}", "")
        if re.fullmatch(r"[0-9]{1,4}", typed):
            readings[pk] = int(typed)
        elif pk in before and f"read-{pk}" not in sent:
            readings[pk] = before[pk]
    return uses, readings


def _usable(words: Words, ground: Ground, readings: Mapping[int, int]) -> Iterator[Usable]:
    """Those used first, then all that count only people of the count at hand."""
    case, sheet = words.case, words.sheet
    for figure in case.by_id.values():
        pk = sheet.by_key[figure.id].pk
        ticked = pk in ground.uses
        inside = any(case.contains(words.here, cell) for cell in (figure.cell, *figure.readings))
        if ticked or inside:
            yield Usable(
                pk=pk,
                told=words.who(figure.id),
                number=words.number(figure.id),
                count=words.term(figure.cell),
                ticked=ticked,
                readings=_readings(sheet, figure, case, readings.get(pk, 0)) if ticked else (),
            )


def _readings(sheet: Sheet, figure: Figure, case: Case, now: int) -> tuple[Choice, ...]:
    if not figure.readings:
        return ()
    labels = position_draft.reading_labels(sheet.by_key[figure.id], case)
    rest = (Choice(str(n), label, n == now) for n, label in enumerate(labels, start=1))
    return Choice("0", _("As recorded"), now == 0), *rest


def _allowed(found: Room) -> str:
    return _("nothing: they contradict each other") if found.none else span(found.low, found.high)


# The sum for the least and for the most.


def _sums(words: Words, ground: Ground, found: Room) -> tuple[Sum | None, Sum | None]:
    terms = list(_terms(words, ground))
    if len(terms) < 2:
        return None, None
    low, high = sum(low for _cell, low, _high in terms), [high for *_both, high in terms]
    named = [f"{low:,} ({words.term(cell)})" for cell, low, _high in terms if low]
    twice = low - (found.low or 0)
    note = (
        ngettext(
            "%(count)s of them may be counted twice",
            "%(count)s of them may be counted twice",
            twice,
        )
        % {"count": f"{twice:,}"}
        if twice > 0
        else ""
    )
    least = Sum(tuple(named), f"{found.low or 0:,}", note)
    closed = [one for one in high if one is not None]
    if len(closed) < len(high):
        opened = [words.term(cell) for cell, _low, most in terms if most is None]
        return least, Sum((), "", _("open, for %(counts)s") % {"counts": "; ".join(opened)})
    told = tuple(f"{one:,} ({words.term(cell)})" for cell, _low, one in terms)
    return least, Sum(told, f"{sum(closed):,}")


def _terms(words: Words, ground: Ground) -> Iterator[tuple[Cell, int, int | None]]:
    """The widest counts among the figures used, each with what they say of it."""
    case = words.case.read_as(dict(ground.read_as))
    used = [case.by_id[words.sheet.keys[pk]] for pk in sorted(ground.uses)]
    by_cell: dict[Cell, list[Figure]] = {}
    for figure in used:
        by_cell.setdefault(figure.cell, []).append(figure)
    for cell in sorted(by_cell):
        if any(other != cell and case.contains(other, cell) for other in by_cell):
            continue
        said = by_cell[cell]
        low, high = (
            max(f.low for f in said),
            min((f.high for f in said if f.high is not None), default=None),
        )
        if apart(said):
            low, high = hull(said)
        yield cell, low, high


# What came since.


def _newer(words: Words, ground: Ground, form: StandForm) -> Iterator[str]:
    """Figures of the same people that came since, and were neither used nor left out."""
    after = form.accounts_until()
    draft, weighed = form.draft(), ground.uses | ground.leaves_out.keys()
    for figure in words.case.by_id.values():
        desk = words.sheet.by_key[figure.id]
        at = desk.as_of_at or desk.claim.said_at
        if figure.cell != words.here or desk.pk in weighed or not words.case.in_use(figure):
            continue
        if after is None or at is None or at <= after:
            continue
        names = {"figure": words.short(figure.id), "day": words.dated(figure.id)}
        above = draft.high is not None and figure.low > draft.high
        below = figure.high is not None and figure.high < (draft.low or 0)
        if above or below:
            yield _("%(figure)s (%(day)s): outside our figure") % names
        else:
            yield _("%(figure)s (%(day)s): fits") % names
