"""Check the figures of a dossier against each other, before anything of it is imported."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Sequence
from dataclasses import dataclass, replace
from json import dumps

from django.core.management import BaseCommand, CommandError
from django.utils import timezone

from claims import dossier
from claims.domain import reconciliation
from claims.domain.errors import RuleBroken
from claims.domain.figures import describe_range
from claims.domain.reconciliation import Case, Cell, Range, Result, planning
from claims.domain.reconciliation.planning import Decided, Plan
from claims.management.commands.import_dossier import contents
from claims.management.engine_output import plain_decided, plain_plan, plain_result, told_result

PROPOSALS = "proposals"
TAKEN = "Decided"


class Command(BaseCommand):
    help = (
        "Tell what the figures of a dossier say together: what cannot both be true, what may be"
        " counted twice, what was copied, and the tightest range of each count. Reads the file"
        " alone and never the database."
    )
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", metavar="FILE")
        parser.add_argument("--json", action="store_true", help="for machines")
        for name, metavar, what in (
            ("--without", "A,B", "leave these figures out"),
            ("--reading", "F=EVENT[/CATEGORY]", "read a figure's words so"),
            ("--cell", "EVENT/CATEGORY/MEASURE", "only the range of this cell"),
            (
                "--decide",
                "proposals|KEY=OPTION",
                "take the proposals one after the other, or answer one decision; changes no file",
            ),
            ("--originators", "A,B", "count who stands behind these figures"),
        ):
            parser.add_argument(name, action="append", default=[], metavar=metavar, help=what)

    def handle(
        self,
        *args: object,
        file: str,
        json: bool,
        without: list[str],
        reading: list[str],
        cell: list[str],
        originators: list[str],
        decide: list[str],
        **options: object,
    ) -> None:
        try:
            asked = _Asked(without, reading, cell, originators, decide)
            checked = _checked(contents(file), asked)
        except RuleBroken as broken:
            listed = "\n".join(f"  {sentence}" for sentence in broken.messages)
            raise CommandError(f"{file} could not be checked.\n{listed}", returncode=2) from broken
        for doubt in checked.doubts:
            self.stderr.write(f"look at {doubt}")
        if json:
            self.stdout.write(dumps(_plain(checked), indent=1))
        else:
            self.stdout.write("\n".join(_for_people(checked)))


@dataclass(frozen=True)
class _Asked:
    """The options, as they were typed."""

    without: list[str]
    reading: list[str]
    cell: list[str]
    originators: list[str]
    decide: list[str]


@dataclass(frozen=True)
class _Checked:
    """What the figures say together, and what there is to decide, or what follows from it."""

    case: Case
    result: Result
    plan: Plan
    decided: Decided | None
    asked: Sequence[Range]
    """The ranges that were asked for, beside those that everybody is told."""
    doubts: Sequence[str]
    """Dates that do not fit each other."""


def _checked(raw: bytes, asked: _Asked) -> _Checked:
    found = dossier.read(raw)
    dossier.refuse_ahead(found, at=timezone.now())
    case = reconciliation.read(found)
    without, behind = _ids(asked.without, case), _ids(asked.originators, case)
    readings = dict(_reading(text, case) for text in asked.reading)
    case = replace(case, without=frozenset(without)).read_as(readings)
    cells = [_cell(*_divided(text), case) for text in asked.cell]
    result = reconciliation.check(case, cells, behind if asked.originators else None)
    decided = _decided(asked.decide, case)
    asked_for = result.ranges if cells else ()
    doubts = list(dossier.doubts_of_file(found))
    return _Checked(case, result, planning.plan(case), decided, asked_for, doubts)


def _decided(asked: Sequence[str], case: Case) -> Decided | None:
    if not asked:
        return None
    if asked == [PROPOSALS]:
        return planning.decide(case)
    return planning.decide(case, [_answer(text) for text in asked])


def _answer(text: str) -> tuple[str, str]:
    key, equals, option = text.rpartition("=")
    if not equals or not key or not option:
        raise RuleBroken(f"Write --decide as {PROPOSALS}, or as KEY=OPTION, not “{text}”.")
    return key, option


def _ids(texts: Sequence[str], case: Case) -> list[str]:
    return [_figure(name.strip(), case) for text in texts for name in text.split(",") if name]


def _figure(name: str, case: Case) -> str:
    event, slash, own = name.rpartition("/")
    found = own if not slash or event in case.events.by_slug else name
    if found not in case.by_id:
        raise RuleBroken(f"There is no figure “{name}” in the file.")
    return found


def _reading(text: str, case: Case) -> tuple[str, Cell]:
    name, equals, place = text.partition("=")
    if not equals:
        raise RuleBroken(f"Write --reading as FIGURE=EVENT or FIGURE=EVENT/CATEGORY, not “{text}”.")
    figure = _figure(name, case)
    was = case.by_id[figure].cell
    event, _, category = place.partition("/")
    return figure, _cell(event, category or was.category, was.measure, case)


def _divided(text: str) -> tuple[str, str, str]:
    pieces = text.split("/")
    if len(pieces) != 3 or not all(pieces):
        raise RuleBroken(f"Write --cell as EVENT/CATEGORY/MEASURE, not “{text}”.")
    return pieces[0], pieces[1], pieces[2]


def _cell(event: str, category: str, measure: str, case: Case) -> Cell:
    if event not in case.events.by_slug:
        raise RuleBroken(f"There is no part “{event}” of the event.")
    if category not in case.categories.by_slug:
        raise RuleBroken(f"There is no category “{category}”.")
    return Cell(event, category, measure)


def _plain(checked: _Checked) -> dict[str, object]:
    told = {**plain_result(checked.result, checked.case), **plain_plan(checked.plan)}
    if checked.decided is None:
        return told
    after = plain_plan(checked.decided.after)
    return {**told, **after, "decided": plain_decided(checked.decided)}


def _for_people(checked: _Checked) -> list[str]:
    asked = [f"  {_answered(found)}" for found in checked.asked]
    ranges = ["What all figures allow together", "", *asked, ""] if asked else []
    return [*_planned(checked), *ranges, *told_result(checked.result)]


def _answered(found: Range) -> str:
    name = f"{found.cell.event}/{found.cell.category}/{found.cell.measure}"
    if found.impossible:
        return f"{name}: they cannot all be true"
    return f"{name}: {describe_range(found.low, found.high)}"


def _planned(checked: _Checked) -> list[str]:
    """The plan in sentences, then what is possible."""
    plan, decided = checked.plan, checked.decided
    lines = ["What is to be decided", "", *planning.told(plan.cards, checked.case), ""]
    if decided is not None:
        taken = [replace(one.card, proposal=one.choice) for one in decided.taken]
        lines += ["What was decided", "", *planning.told(taken, checked.case, TAKEN), ""]
        lines += [_left(decided), ""]
        plan = decided.after
    rows = planning.told_rows(plan.rows, checked.case)
    return [*lines, "What is possible", "", *(f"  {row}" for row in rows), ""]


def _left(decided: Decided) -> str:
    left = decided.left
    return (
        f"Left: {left.within_a_party} contradictions within a party,"
        f" {left.between_parties_not_shown} between parties that are not shown side by side,"
        f" {decided.still_open} decisions."
    )
