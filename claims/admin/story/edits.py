"""From cells that were typed into to what they make of a claim and its figures."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import TypedDict

from django.utils.translation import gettext as _

from claims.actions.cite import citation_in
from claims.actions.edit_claim import Edited
from claims.actions.statements import claimants_of
from claims.actions.table.known_things import KnownThings
from claims.actions.table.rows import number_as_statement, said_moment
from claims.admin.figure_rows import FigureForm
from claims.admin.inlines import Shared
from claims.admin.story.counting import read_bounds
from claims.admin.story.new_rows import report_cells
from claims.admin.story.rows import Row, Story
from claims.admin.story.submitted import WHOLE, Typed
from claims.admin.story.treatment import read_treatment
from claims.domain.confusables import check_name
from claims.domain.errors import RuleBroken
from claims.domain.figure_treatment import Treated
from claims.domain.number_parser import parse_number
from claims.domain.text import checked
from claims.domain.vocabulary import Qualifier
from claims.models.desk.claim import Claim
from claims.models.desk.event import Event
from claims.models.desk.figure import Figure

NUMBER = ("qualifier", "value", "low", "high", "bounds_note")
CELLS = {
    **dict.fromkeys(("words", "qualifier", "value"), "words"),
    **dict.fromkeys(("low", "high", "bounds_note"), "bounds"),
    "counted": "counted",
    "measure": "counted",
    "event": "where",
}
"""Which cell holds a box of the figure's form."""


class FigureCells(FigureForm):
    """The form of a figure, of which the sheet shows a part: the same rules, the same questions."""

    class Meta(FigureForm.Meta):
        fields = ("words", *NUMBER, "measure", "event", "key", "includes_attackers")


class FigureTyped(TypedDict, total=False):
    """What the cells of one figure hold that were typed into; bounds with why they are so."""

    words: str
    bounds: tuple[tuple[int | None, int | None], str] | None
    measure: str
    counted: str
    event: str


@dataclass
class ClaimEdit:
    """What the rows of one claim come to."""

    claim: Claim
    edited: Edited = field(default_factory=Edited)
    treated: dict[int, Treated] = field(default_factory=dict)

    def put(self, name: str, value: object) -> None:
        if name in self.edited.values and self.edited.values[name] != value:
            raise RuleBroken(_("Two rows of this claim say different things: make them the same."))
        self.edited.values[name] = value


class Editing:
    """Reads the cells of one save; what it refuses is said at the cell."""

    def __init__(self, story: Story, desk: KnownThings) -> None:
        self.story, self.desk = story, desk
        self.shared: Shared = {}
        self.edits: dict[int, ClaimEdit] = {}

    def read(self, row: Row, typed: Typed, cells: Mapping[str, str]) -> None:
        edit = self.edits.setdefault(row.claim.pk, ClaimEdit(row.claim))
        figure: FigureTyped = {}
        for column, text in cells.items():
            _told(typed, column, partial(STEPS[column], self, edit, row, figure, text))
        self._look_at_names(edit, typed)
        if figure and row.figure is not None and not typed.wrong:
            self._figure(edit, row, row.figure, typed, figure)

    def _look_at_names(self, edit: ClaimEdit, typed: Typed) -> None:
        """Who is new to the desk may pass for somebody who is known."""
        named = [("who", edit.edited.values.get("claimant"))]
        named += [("report", one.report.publisher) for one in edit.edited.citations]
        for column, source in named:
            if column not in typed.cells or source is None or not source._state.adding:
                continue
            if said := check_name(source.name):
                typed.look_at_name(column, source.name, said)

    # One step for each column.

    def said(self, edit: ClaimEdit, row: Row, figure: FigureTyped, text: str) -> None:
        moment = said_moment(checked(text), row.claim.event.time_zone) if text else None
        edit.put("said_at", moment.at if moment else None)
        edit.put("said_precision", moment.precision if moment else "")

    def who(self, edit: ClaimEdit, row: Row, figure: FigureTyped, text: str) -> None:
        if not text:
            raise RuleBroken(_("Say who said it."))
        claimant = self.desk.claimant(checked(text))
        word = row.claim.utterance
        others = list(claimants_of(word, but=row.claim)) if word else []
        if any(other != claimant for other in others):
            raise RuleBroken(
                _("It was said together with claims of %(other)s: open the claim to part them.")
                % {"other": others[0]}
            )
        edit.put("claimant", claimant)

    def words(self, edit: ClaimEdit, row: Row, figure: FigureTyped, text: str) -> None:
        if row.figure is None:
            if not text:
                raise RuleBroken(_("Write the claim as one neutral sentence."))
            if len(text) > LONGEST_STATEMENT:
                raise RuleBroken(
                    _("It is longer than %(most)s characters.") % {"most": LONGEST_STATEMENT}
                )
            edit.put("statement", checked(text))
        else:
            figure["words"] = text

    def bounds(self, edit: ClaimEdit, row: Row, figure: FigureTyped, text: str) -> None:
        figure["bounds"] = read_bounds(text) if text else None

    def counted(self, edit: ClaimEdit, row: Row, figure: FigureTyped, text: str) -> None:
        figure["measure"], figure["counted"] = self.story.counting.read(text)

    def where(self, edit: ClaimEdit, row: Row, figure: FigureTyped, text: str) -> None:
        part = self._part(checked(text))
        siblings = [one for one in self.story.rows if one.claim.pk == row.claim.pk]
        if row.figure is not None and (row.figure.event_id or len(siblings) > 1):
            figure["event"] = "" if part.pk == row.claim.event_id else str(part.pk)
        else:
            edit.put("event", part)

    def report(self, edit: ClaimEdit, row: Row, figure: FigureTyped, text: str) -> None:
        if not text:
            return
        cells = report_cells(checked(text), self.story)
        found = self.desk.report(
            cells["address"], cells["title"], cells["publisher"], row.claim.claimant
        )
        if found is not None:
            citation = citation_in(found, address=cells["address"], quote="")
            edit.edited.citations = [*edit.edited.citations, citation]

    def use(self, edit: ClaimEdit, row: Row, figure: FigureTyped, text: str) -> None:
        if row.figure is not None:
            edit.treated[row.figure.pk] = read_treatment(text, row.treated, self.story.sheet)

    def _part(self, title: str) -> Event:
        part = self.desk.part(title)
        if part._state.adding:
            raise RuleBroken(
                _("“%(title)s” is no part of this story: add it on the event's page, or in a row of"
                  " its own.") % {"title": title}
            )  # fmt: skip
        return part

    # The figure as its own form has it.

    def _figure(
        self, edit: ClaimEdit, row: Row, figure: Figure, typed: Typed, asked: FigureTyped
    ) -> None:
        stored = Figure.objects.select_related("category", "event").get(pk=figure.pk)
        owner = _as_edited(row.claim, edit)
        try:
            data = self._data(stored, owner, asked)
        except RuleBroken as broken:
            typed.refuse("words", *broken.messages)
            return
        form = FigureCells(data, instance=stored, owner=owner, shared=self.shared)
        if form.is_valid():
            edit.edited.figures = [*edit.edited.figures, form.save(commit=False)]
            self._follow(edit, row, stored)
        for name, problems in form.errors.items():
            typed.refuse(CELLS.get(name, WHOLE), *map(str, problems))

    def _data(self, stored: Figure, owner: Claim, asked: FigureTyped) -> dict[str, str]:
        """What the form would send unchanged, with what was typed in its place."""
        shown = FigureCells(instance=stored, owner=owner, shared=self.shared)
        values = {name: shown[name].value() for name in shown.fields}
        data = {name: "" if value is None else str(value) for name, value in values.items()}
        if "words" in asked:
            data |= {**dict.fromkeys(NUMBER, ""), "words": asked["words"]}
        if bounds := asked.get("bounds"):
            (low, high), why = bounds
            ends = {"low": low, "high": high}
            data |= {name: "" if end is None else str(end) for name, end in ends.items()}
            data["bounds_note"] = why
            if "words" in asked:
                data |= self._hedged(asked["words"], why, asked.get("measure", stored.measure))
        elif "bounds" in asked:
            data |= dict.fromkeys(NUMBER, "")
        copied = {name: asked.get(name) for name in ("measure", "counted", "event")}
        return {**data, **{name: str(text) for name, text in copied.items() if text is not None}}

    def _hedged(self, words: str, why: str, measure: str) -> dict[str, str]:
        """Of words beside which an editor gives the bounds."""
        counted = self.story.event.measure(measure)
        try:
            said = parse_number(words, nouns=self.desk_nouns, measure=counted)
        except RuleBroken:
            return {"qualifier": Qualifier.UNSTATED, "value": ""}
        if said.asks and not why:
            raise RuleBroken(said.question(words))
        return {"qualifier": said.qualifier, "value": "" if said.value is None else str(said.value)}

    @property
    def desk_nouns(self) -> list[str]:
        counting = self.story.counting
        return [*counting.categories.values(), *counting.measures.values()]

    def _follow(self, edit: ClaimEdit, row: Row, after: Figure) -> None:
        """A statement made of nothing but the number goes on saying what the number says."""
        before = row.figure
        if before is None:
            return
        for name in ("slug", "name"):
            was, now = (getattr(one.category, name) for one in (before, after))
            made = number_as_statement(before.words, before.measure, was)
            if row.claim.statement == made:
                edit.put("statement", number_as_statement(after.words, after.measure, now))


LONGEST_STATEMENT = 1000
STEPS: Mapping[str, Callable[[Editing, ClaimEdit, Row, FigureTyped, str], None]] = {
    "said": Editing.said,
    "who": Editing.who,
    "words": Editing.words,
    "bounds": Editing.bounds,
    "counted": Editing.counted,
    "where": Editing.where,
    "report": Editing.report,
    "use": Editing.use,
}


def _told(typed: Typed, column: str, step: Callable[[], None]) -> None:
    try:
        step()
    except RuleBroken as broken:
        typed.refuse(column, *broken.messages)
    except ValueError as problem:
        typed.refuse(column, str(problem))


def _as_edited(claim: Claim, edit: ClaimEdit) -> Claim:
    """The claim as it is to be, so far as its figures ask for it."""
    owner: Claim = Claim.objects.select_related("claimant", "event").get(pk=claim.pk)
    for name in ("event", "claimant"):
        if name in edit.edited.values:
            setattr(owner, name, edit.edited.values[name])
    return owner
