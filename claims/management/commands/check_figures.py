"""Check the figures of a dossier against each other, before anything of it is imported."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.core.management import BaseCommand, CommandError
from django.utils import timezone

from claims import dossier
from claims.domain import reconciliation
from claims.domain.errors import RuleBroken
from claims.domain.figures import describe_range
from claims.domain.reconciliation import Case, Cell, Finding, Range, Result
from claims.management.commands.import_dossier import contents


class Command(BaseCommand):
    help = (
        "Tell what the figures of a dossier say together: what cannot both be true, what may be"
        " counted twice, what was copied, and the tightest range of each count. Reads the file"
        " alone and never the database."
    )
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        many: dict[str, Any] = {"action": "append", "default": []}
        parser.add_argument("file", metavar="FILE")
        parser.add_argument("--json", action="store_true", help="for machines")
        parser.add_argument("--without", **many, metavar="A,B", help="leave these figures out")
        parser.add_argument(
            "--reading", **many, metavar="F=EVENT[/CATEGORY]", help="read a figure's words so"
        )
        parser.add_argument(
            "--cell", **many, metavar="EVENT/CATEGORY/MEASURE", help="only the range of this cell"
        )
        parser.add_argument(
            "--originators", **many, metavar="A,B", help="count who stands behind these figures"
        )

    def handle(self, *args: Any, file: str, **options: Any) -> None:
        try:
            result = _checked(contents(file), _Asked(**_only_asked(options)))
        except RuleBroken as broken:
            listed = "\n".join(f"  {sentence}" for sentence in broken.messages)
            raise CommandError(f"{file} could not be checked.\n{listed}", returncode=2) from broken
        if options["json"]:
            self.stdout.write(json.dumps(_plain(result), indent=1))
        else:
            self.stdout.write("\n".join(_told(result)))


@dataclass(frozen=True)
class _Asked:
    """The options, as they were typed."""

    without: list[str]
    reading: list[str]
    cell: list[str]
    originators: list[str]


def _only_asked(options: dict[str, Any]) -> dict[str, Any]:
    return {name: options[name] for name in ("without", "reading", "cell", "originators")}


def _checked(raw: bytes, asked: _Asked) -> Result:
    found = dossier.read(raw)
    dossier.refuse_ahead(found, at=timezone.now())
    case = reconciliation.read(found)
    without, behind = _ids(asked.without, case), _ids(asked.originators, case)
    readings = dict(_reading(text, case) for text in asked.reading)
    case = replace(case, without=frozenset(without)).read_as(readings)
    cells = [_cell(*_divided(text), case) for text in asked.cell]
    return reconciliation.check(case, cells, behind if asked.originators else None)


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


def _plain(result: Result) -> dict[str, Any]:
    return {
        "findings": [_plain_finding(finding) for finding in result.findings],
        "ranges": [_plain_range(found) for found in result.ranges],
        "originators": result.originators,
        "complete": result.complete,
    }


def _plain_finding(finding: Finding) -> dict[str, Any]:
    return {
        "kind": str(finding.kind),
        "figures": list(finding.figures),
        "opposed": finding.opposed,
        "direction": finding.direction,
        "severity": finding.severity,
        "sentence": finding.told,
        "fingerprint": finding.fingerprint,
    }


def _plain_range(found: Range) -> dict[str, Any]:
    return {
        "event": found.cell.event,
        "category": found.cell.category,
        "measure": found.cell.measure,
        "low": found.low,
        "high": found.high,
        "impossible": found.impossible,
    }


def _told(result: Result) -> list[str]:
    """The result for people, gravest first in each group."""
    lines = []
    for section in reconciliation.sections(result.findings):
        lines += [section.group.label, ""]
        for line in section.lines:
            lines += _line(line)
        lines.append("")
    lines += ["What the figures allow together", ""]
    lines += [f"  {'/'.join(_names(found.cell))}: {_range(found)}" for found in result.ranges]
    lines += ["", f"Independent originators: {result.originators}"]
    if not result.complete:
        lines.append("The search stopped at its budget: there may be more than is told here.")
    return lines


def _line(line: reconciliation.Line) -> list[str]:
    told = [f"  {' against '.join(line.parties)}:"] if line.parties else []
    for finding in line.findings:
        told.append(f"  [{', '.join(finding.figures)}] {finding.kind.label}. {finding.told}")
    return told


def _names(cell: Cell) -> tuple[str, str, str]:
    return cell.event, cell.category, cell.measure


def _range(found: Range) -> str:
    return "impossible" if found.impossible else describe_range(found.low, found.high)
