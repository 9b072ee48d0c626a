"""Findings as people read them: five groups, and one line for each pair of opposing parties."""

from collections.abc import Iterable
from dataclasses import dataclass

from claims.domain.reconciliation.finding import Finding
from claims.domain.reconciliation.kinds import CONTRADICTIONS, Group, Kind


@dataclass(frozen=True)
class Line:
    """One finding, or everything in which the same parties contradict each other."""

    findings: tuple[Finding, ...]
    parties: tuple[str, ...] = ()

    @property
    def severity(self) -> int:
        return max(finding.severity for finding in self.findings)


@dataclass(frozen=True)
class Section:
    group: Group
    lines: tuple[Line, ...]


def sections(findings: Iterable[Finding]) -> list[Section]:
    """The groups that have anything in them, each with its lines in order."""
    listed = list(findings)
    found = []
    for group in Group:
        lines = _lines(finding for finding in listed if finding.group is group)
        found += [Section(group, lines)] if lines else []
    return found


def _lines(findings: Iterable[Finding]) -> tuple[Line, ...]:
    folded: dict[object, list[Finding]] = {}
    for finding in findings:
        folded.setdefault(_fold(finding), []).append(finding)
    return tuple(Line(tuple(same), _parties(same[0])) for same in folded.values())


def _fold(finding: Finding) -> object:
    return _parties(finding) or (finding.kind, finding.figures)


def _parties(finding: Finding) -> tuple[str, ...]:
    foldable = finding.kind in CONTRADICTIONS and finding.kind is not Kind.SELF_INCONSISTENT
    return finding.parties if foldable and finding.opposed else ()
