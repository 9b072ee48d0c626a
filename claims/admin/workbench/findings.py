"""What the engine noticed beside the decisions: looked at when an editor opens it, and answered."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from claims.actions.reconcile.answer import Answers, answer_to, standing
from claims.actions.reconcile.sheet import Sheet
from claims.admin.workbench.labels import Words
from claims.admin.workbench.link_suggestions import Offered, offered
from claims.domain import reconciliation
from claims.domain.messages import gettext as _
from claims.domain.reconciliation import Finding, Line, Section, Tie, sections
from claims.domain.reconciliation.budget import TRYING
from claims.domain.reconciliation.kinds import CONTRADICTIONS, Kind
from claims.domain.vocabulary import Answer, Publication
from claims.models.desk.position import FindingAnswer

SHOWN = 12
MOST = 60

SUMS = frozenset({Kind.ADD_UP_MATCH, Kind.DERIVED_FIGURE, Kind.UNACCOUNTED_REMAINDER})
OVERLAPS = frozenset({Kind.POSSIBLE_DOUBLE_COUNT})
CLASHES = CONTRADICTIONS
COPIES = frozenset(Kind) - SUMS - OVERLAPS - CLASHES
_TIES = {Tie.UPDATE: COPIES, Tie.REPEAT: COPIES, Tie.SUM: SUMS, Tie.MISPRINT: CLASHES}
"""Among which findings a link is suggested."""


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
class Found:
    """What the engine noticed of one count, in heaps, with what was answered."""

    heaps: tuple[Heap, ...]
    answered: tuple[Noticed, ...]
    outlived: tuple[FindingAnswer, ...]
    offered: tuple[Offered, ...]
    complete: bool


def found(words: Words, kinds: frozenset[Kind], reasons: Mapping[str, str]) -> Found:
    """Findings of some kinds about the count at hand and its parts."""
    sheet, case = words.sheet, words.case
    result = reconciliation.check(case, [words.here], effort=TRYING)
    here = frozenset(f.id for f in case.figures if case.contains(words.here, f.cell))
    listed = [f for f in result.findings if f.kind in kinds and not here.isdisjoint(f.figures)]
    answers = standing(sheet.root)
    waiting, answered = heaps(listed, answers, sheet, reasons)
    gone = outlived(result.findings, answers, sheet, words.here.measure)
    ties = [t for t in reconciliation.suggestions(case, listed) if _TIES[t.tie] == kinds]
    return Found(
        heaps=tuple(waiting),
        answered=tuple(answered),
        outlived=tuple(row for row in gone if row.kind in kinds),
        offered=tuple(offered(sheet, ties, listed, answers, here)),
        complete=result.complete,
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
        return _("One count against %(number)s others", number=len(line.findings))
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
