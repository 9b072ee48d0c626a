"""Everything the workbench shows of one count, worked out once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from claims.actions.reconcile.sheet import Sheet
from claims.actions.reconcile.state import Count
from claims.admin.fields import called
from claims.admin.workbench import selection
from claims.admin.workbench.cards import CardShown, Ours, PlanLine, Shower, Typed
from claims.admin.workbench.labels import Words, day, listed, lower, span
from claims.admin.workbench.our_figure import OurFigure, our_figure
from claims.domain.reconciliation import planning
from claims.domain.reconciliation.planning import Card, CardKind, Row, Standing, Whose
from claims.domain.reconciliation.planning.verdict import ALL
from claims.models.desk.decision import Decision
from claims.presenters.moments import stated
from claims.presenters.position_in_words import brief

AT_FIRST = 9
"""Decisions that stand on the page unfolded."""


@dataclass(frozen=True)
class Tile:
    """A number with what stands behind it; ``ours`` is marked as what we conclude."""

    before: str
    number: str
    after: str
    ours: bool = False


@dataclass(frozen=True)
class Part:
    """Where decisions are open; without an address it is the one at hand."""

    label: str
    url: str
    here: bool


@dataclass(frozen=True)
class OtherCount:
    label: str
    url: str
    told: str


@dataclass(frozen=True)
class Kept:
    """A decision that stands."""

    pk: int
    about: str
    answer: str
    reason: str
    by: str
    when: str


@dataclass(frozen=True)
class PlanShown:
    """The first decisions, and those that are folded away."""

    first: tuple[PlanLine, ...]
    more: tuple[PlanLine, ...]

    @property
    def next(self) -> int:
        return len(self.first) + 1

    @property
    def in_more(self) -> bool:
        return any(line.here for line in self.more)


class Screen:
    """One count of one event, its decisions, and our own figure."""

    def __init__(
        self,
        sheet: Sheet,
        count: Count,
        *,
        sent: Mapping[str, str] | None,
        asked: str,
        typed: Typed | None,
        now: datetime,
    ) -> None:
        self.sheet, self.count, self.typed, self.asked = sheet, count, typed, asked
        self.words = Words(sheet, sheet.cell(count.event, count.category, count.measure))
        self.ours: OurFigure = our_figure(self.words, count, sent, now=now)

    @cached_property
    def planned(self) -> tuple[Sequence[Card], Sequence[Row]]:
        """Worked out only where it is shown: saving our own figure needs no plan."""
        return planning.of_cell(self.sheet.case(), self.words.here)

    @property
    def cards(self) -> Sequence[Card]:
        return self.planned[0]

    @property
    def rows(self) -> Sequence[Row]:
        return self.planned[1]

    @cached_property
    def heading(self) -> str:
        measure = self.sheet.counted.of(self.count.measure).heading
        event, whom = self.count.event, lower(self.count.category.name)
        if event.parent_id is None:
            return _("%(measure)s, %(whom)s") % {"measure": measure, "whom": whom}
        names = {"measure": measure, "whom": whom, "place": self.words.place(event.slug)}
        return _("%(measure)s, %(whom)s, %(place)s") % names

    @cached_property
    def current(self) -> Card | None:
        """The card asked for; else the first of this part; else the first of all."""
        for card in self.cards:
            if card.key == self.asked:
                return card
        waiting = [card for card in self.cards if not card.put_off] or list(self.cards)
        part = self.count.event.slug if self.count.event.parent_id else ""
        own = [card for card in waiting if part and card.cell and card.cell.event == part]
        return next(iter(own or waiting), None)

    @cached_property
    def shower(self) -> Shower:
        uses = frozenset(self.sheet.keys[pk] for pk in self.ours.keys)
        return Shower(self.words, Ours(uses, self.words.here, self.ours.allowed))

    @cached_property
    def card(self) -> CardShown | None:
        return self.shower.card(self.current, self.typed) if self.current else None

    @cached_property
    def plan(self) -> list[PlanLine]:
        return self.shower.plan(self.cards, self.current.key if self.current else "")

    @property
    def plan_shown(self) -> PlanShown:
        return PlanShown(tuple(self.plan[:AT_FIRST]), tuple(self.plan[AT_FIRST:]))

    @property
    def number(self) -> int:
        return next((line.number for line in self.plan if line.here), 0)

    @property
    def touching(self) -> list[int]:
        return [line.number for line in self.plan if line.ours]

    @property
    def readers_see(self) -> str:
        state = self.ours.seen_by_readers
        if state is None:
            return ""
        return brief(state) if state.established else _("not established")

    # The first line of the page.

    @property
    def tiles(self) -> Iterator[Tile]:
        yield self._readers()
        yield self._figures()
        yield self._decisions()

    def _readers(self) -> Tile:
        state, newer = self.ours.seen_by_readers, len(self.ours.newer)
        if state is None:
            return Tile(_("Readers see"), _("no figure of ours"), "")
        when = stated(state.as_of, self.sheet.root.time_zone)
        said = [str(when.day or when.text)] if when else []
        if newer:
            said.append(ngettext("%(count)s newer", "%(count)s newer", newer) % {"count": newer})
        return Tile(_("Readers see"), self.readers_see, "; ".join(said), ours=True)

    def _figures(self) -> Tile:
        row = next((row for row in self.rows if row.party == ALL), None)
        if row is None:
            return Tile("", _("Nobody has counted this"), "")
        others = [
            _("by %(party)s %(span)s")
            % {"party": self._whose(one), "span": span(one.low, one.high)}
            for one in self.rows
            if one.party != ALL
        ]
        named = listed(others, 4) if len(others) > 1 else ""
        differ = row.standing is Standing.PARTIES_DIFFER
        told = _("%(rows)s: they differ") % {"rows": named} if differ and named else named
        return Tile(_("Figures allow"), span(row.low, row.high), told)

    def _whose(self, row: Row) -> str:
        if row.whose is Whose.NO_PARTY:
            return _("no party")
        return self.words.party_in_sentence(row.party)

    def _decisions(self) -> Tile:
        count, ours = sum(not card.put_off for card in self.cards), len(self.touching)
        later = len(self.cards) - count
        told = ngettext("%(count)s decision", "%(count)s decisions", count) % {"count": count}
        after = []
        if ours:
            after.append(
                ngettext("%(count)s touches our figure", "%(count)s touch our figure", ours)
                % {"count": ours}
            )
        elif count:
            after.append(_("none touches our figure"))
        if later:
            after.append(_("%(count)s put off") % {"count": later})
        return Tile("", told if self.cards else _("Nothing to decide"), "; ".join(after))

    # Where decisions are open.

    @property
    def parts(self) -> Iterator[Part]:
        waiting = Counter(c.cell.event for c in self.cards if c.cell and not c.put_off)
        done = 0
        for event in self.sheet.events:
            here = event.pk == self.count.event.pk
            name = self.words.place(event.slug)
            if waiting[event.slug] or here:
                label = f"{name} {waiting[event.slug] or ''}".strip()
                yield Part(label, selection.address(event, self.count), here)
            else:
                done += 1
        if sides := [card for card in self.cards if card.kind is CardKind.OPPOSED]:
            url = selection.address(self.count.event, self.count, card=sides[0].key)
            yield Part(_("Parties %(count)s") % {"count": len(sides)}, url, here=False)
        if done:
            told = ngettext("%(count)s other part", "%(count)s other parts", done)
            url = f"{selection.address(self.count.event, self.count)}#counts"
            yield Part(told % {"count": done}, url, here=False)

    @property
    def other_counts(self) -> list[OtherCount]:
        """Every count somebody gave or we state, with what is open."""
        waiting = Counter(card.cell for card in self.cards if card.cell and not card.put_off)
        here = self.words.here
        cells = {figure.cell for figure in self.words.case.figures} - {here}
        found = []
        events = {event.slug: event for event in self.sheet.events}
        categories = {one.slug: one for one in self.sheet.categories}
        for cell in sorted(cells):
            count = Count(events[cell.event], categories[cell.category], cell.measure)
            measure = self.sheet.counted.of(cell.measure).heading
            label = _("%(measure)s: %(count)s") % {
                "measure": measure,
                "count": f"{count.category}, {count.event}",
            }
            open_here = waiting[cell]
            told = ngettext("%(count)s decision", "%(count)s decisions", open_here)
            told = told % {"count": open_here} if open_here else ""
            found.append(OtherCount(label, selection.address(count.event, count), told))
        return found

    # What was decided.

    @property
    def last(self) -> int:
        """The last decision that this page knows of, undone or not."""
        found = self.sheet.root.decisions.order_by("-pk").values_list("pk", flat=True).first()
        return found or 0

    @cached_property
    def decided(self) -> list[Kept]:
        """The last first."""
        rows = Decision.objects.filter(pk__in=[row.pk for row in self.sheet.decisions])
        return [_kept(row, self) for row in rows.select_related("part", "category", "by")[::-1]]


def _kept(row: Decision, screen: Screen) -> Kept:
    words = screen.words
    if row.part and row.category:
        about = f"{row.part}, {row.category}"
    elif row.parties:
        about = listed([words.party(slug) for slug in row.parties])
    else:
        about = words.placed(row.figure) if row.figure in words.sheet.by_key else row.figure
    answer = row.get_option_display()
    if row.low is not None:
        answer = _("%(option)s: %(span)s") % {"option": answer, "span": span(row.low, row.high)}
    zone = screen.sheet.root.time_zone
    when = day(row.decided_at, row.decided_precision, zone) if row.decided_at else ""
    return Kept(row.pk, about, answer, row.reason, called(row.by) if row.by else "", when)


def touched_by(plan: Sequence[PlanLine]) -> str:
    """Which decisions touch our figure, as one sentence."""
    numbers = [line.number for line in plan if line.ours]
    if not plan:
        return _("Nothing is left to decide.")
    if not numbers:
        return _("No open decision touches this figure.")
    return ngettext(
        "Decision %(numbers)s touches this figure; the others do not.",
        "Decisions %(numbers)s touch this figure; the others do not.",
        len(numbers),
    ) % {"numbers": ", ".join(map(str, numbers))}
