"""What the choices on the workbench give: ranges, findings, who stands behind them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from claims.actions.reconcile.answer import answer_to
from claims.actions.reconcile.sheet import Sheet
from claims.actions.reconcile.state import Count
from claims.admin.workbench.rows import brief, called, names_in
from claims.domain import reconciliation
from claims.domain.figures import describe_range
from claims.domain.reconciliation import (
    Allowed,
    Case,
    Cell,
    Finding,
    Line,
    Result,
    Section,
    Suggestion,
    sections,
)
from claims.domain.vocabulary import Answer, Publication
from claims.models.desk.position import FindingAnswer

SHOWN = 12
MOST = 60

Answers = Mapping[tuple[str, frozenset[str]], FindingAnswer]


@dataclass(frozen=True)
class Amount:
    """One range in words."""

    what: str
    amount: str
    impossible: bool = False
    blamed: str = ""


@dataclass(frozen=True)
class Noticed:
    """A finding with its answer: one that holds, or one that its figures have outlived."""

    finding: Finding
    answer: FindingAnswer | None
    holds: bool
    waits: tuple[str, ...] = ()
    """Claims that readers cannot see yet, and with them the finding."""
    typed: str = ""
    """A reason that was typed, and not given as an answer yet."""

    @property
    def seen(self) -> int:
        return self.answer.version if self.answer else 0


@dataclass(frozen=True)
class Told:
    """One line of findings: alone, or all in which the same clash with one another."""

    parties: str
    noticed: tuple[Noticed, ...]


@dataclass(frozen=True)
class Heap:
    """Findings of one group: some to look at now, some folded away, some only counted."""

    label: str
    first: tuple[Told, ...]
    folded: tuple[Told, ...]
    more: int

    @property
    def rest(self) -> int:
        return sum(len(told.noticed) for told in self.folded) + self.more


@dataclass(frozen=True)
class Gives:
    """``case`` is the event’s as treated and read; the rest is what follows from it."""

    case: Case
    result: Result
    ours: Amount
    alone: Amount
    """The same by the figures of this count and its parts, whatever is said elsewhere."""
    readings: tuple[Amount, ...]
    every_reading: bool
    proved: bool
    named: tuple[Amount, ...]
    originators: int
    reports: int
    gives_way: tuple[str, ...]
    suggested: tuple[Suggestion, ...]

    @property
    def complete(self) -> bool:
        return self.result.complete and self.proved


def work_out(
    sheet: Sheet,
    treated: Case,
    count: Count,
    *,
    used: Sequence[str],
    read_as: Mapping[str, Cell],
) -> Gives:
    """Everything about one count; ``treated`` is the case with what is tried."""
    cell = sheet.cell(count.event, count.category, count.measure)
    tried = reconciliation.try_out(treated, cell, behind=used, read_as=read_as)
    case, result = treated.read_as(read_as), tried.result
    return Gives(
        case=case,
        result=result,
        ours=_amount(called(cell, cell, case), tried.ours, case),
        alone=_amount(called(cell, cell, case), tried.alone, case),
        readings=tuple(_reading(r, cell, case) for r in tried.readings)
        if len(tried.readings) > 1
        else (),
        every_reading=tried.every_reading,
        proved=tried.ours.proved,
        named=tuple(
            _amount(called(r.cell, cell, case), Allowed(r), case)
            for r in [r for r in result.ranges if r.cell.measure == cell.measure][:MOST]
        ),
        originators=result.originators if used else 0,
        reports=_carried(sheet, used),
        gives_way=tuple(
            _briefly(way, case)
            for way in result.gives_way
            if any(case.by_id[key].cell.measure == cell.measure for key in way)
        ),
        suggested=tuple(reconciliation.suggestions(case, result.findings)),
    )


def heaps(
    findings: Sequence[Finding], answers: Answers, sheet: Sheet, reasons: Mapping[str, str]
) -> tuple[list[Heap], list[Noticed]]:
    """Findings that wait, in their groups, with reasons half typed; and those answered."""
    noticed = {
        id(f): replace(_noticed(f, answers, sheet), typed=reasons.get(f.fingerprint, ""))
        for f in findings
    }
    waiting = [f for f in findings if not noticed[id(f)].holds]
    answered = [noticed[id(f)] for f in findings if noticed[id(f)].holds]
    return [_heap(section, noticed) for section in sections(waiting)], answered


def outlived(
    findings: Sequence[Finding], answers: Answers, sheet: Sheet, measure: str
) -> list[FindingAnswer]:
    """Answers to what is no longer there; of figures that are gone, on every page."""
    there = {answer.pk for f in findings if (answer := answer_to(f, answers))}
    return [a for a in answers.values() if a.pk not in there and _about(a, sheet, measure)]


def _about(answer: FindingAnswer, sheet: Sheet, measure: str) -> bool:
    keys = {name.rpartition("/")[2] for name in answer.figures}
    measures = {sheet.by_key[key].measure for key in keys if key in sheet.by_key}
    return not measures or measure in measures


def _noticed(finding: Finding, answers: Answers, sheet: Sheet) -> Noticed:
    answer = answer_to(finding, answers)
    holds = answer is not None and answer.fingerprint == finding.fingerprint
    if not holds or answer is None or answer.answer != Answer.SHOWN:
        return Noticed(finding, answer, holds)
    claims = {sheet.by_key[key].claim for key in finding.figures}
    drafts = sorted(str(c) for c in claims if c.publication == Publication.DRAFT)
    return Noticed(finding, answer, holds, tuple(drafts))


def _heading(line: Line) -> str:
    """Over findings that are one line: who is against whom."""
    if line.outlier:
        return f"One count against {len(line.findings)} others"
    return " against ".join(line.parties)


def _heap(section: Section, noticed: Mapping[int, Noticed]) -> Heap:
    told = [
        Told(_heading(line), tuple(noticed[id(f)] for f in line.findings)) for line in section.lines
    ]
    first, left = _up_to(told, SHOWN)
    folded, beyond = _up_to(left, MOST - SHOWN)
    more = sum(len(one.noticed) for one in beyond)
    return Heap(section.group.label, tuple(first), tuple(folded), more)


def _up_to(told: Sequence[Told], most: int) -> tuple[list[Told], list[Told]]:
    """As many findings as fit, a long line cut in two."""
    taken: list[Told] = []
    for place, one in enumerate(told):
        room = most - sum(len(t.noticed) for t in taken)
        if len(one.noticed) > room:
            head, tail = replace(one, noticed=one.noticed[:room]), one.noticed[room:]
            return [*taken, *([head] if room else [])], [
                replace(one, noticed=tail),
                *told[place + 1 :],
            ]
        taken.append(one)
    return taken, []


def _reading(reading: reconciliation.Reading, here: Cell, case: Case) -> Amount:
    read = [f"{figure}: {called(cell, here, case)}" for figure, cell in reading.read_as]
    words = "; ".join(read) or "As recorded"
    return _amount(words, reading.allowed, case)


def _amount(what: str, allowed: Allowed, case: Case) -> Amount:
    found = allowed.range
    words = "impossible" if found.impossible else describe_range(found.low, found.high)
    return Amount(what, words, found.impossible, _briefly(allowed.blamed, case))


def _briefly(keys: Sequence[str], case: Case) -> str:
    names = names_in(case)
    return "; ".join(brief(case.by_id[key], case, names) for key in keys)


def _carried(sheet: Sheet, used: Sequence[str]) -> int:
    """In how many reports the figures stand: outlets repeat, originators count."""
    claims = {sheet.by_key[key].claim for key in used}
    return len({c.report_id for claim in claims for c in claim.citations.all()})
