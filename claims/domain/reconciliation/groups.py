"""Findings as people read them: five groups, one line for each pair of opposing parties.

One count that clashes with many others of its cell is one line as well.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from claims.domain.reconciliation.finding import Finding
from claims.domain.reconciliation.kinds import CONTRADICTIONS, Group, Kind

MANY = 3
"""So many others make a count an outlier that is asked about once."""


@dataclass(frozen=True)
class Line:
    """One finding, or all in which the same parties, or one count and many, clash."""

    findings: tuple[Finding, ...]
    parties: tuple[str, ...] = ()
    outlier: str = ""
    """The figure that all of them hold against others."""

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
    listed = list(findings)
    clashes = Counter(figure for f in listed if _is_pair(f) for figure in f.figures)
    folded: dict[object, list[Finding]] = {}
    for finding in listed:
        folded.setdefault(_fold(finding, clashes), []).append(finding)
    return tuple(
        Line(tuple(same), _parties(same[0]), _outlier(same[0], clashes)) for same in folded.values()
    )


def _fold(finding: Finding, clashes: Counter[str]) -> object:
    outlier = _outlier(finding, clashes)
    return _parties(finding) or outlier or (finding.kind, finding.figures)


def _is_pair(finding: Finding) -> bool:
    """Whether two counts of the same people lie apart, and no parties fold it already."""
    return finding.kind is Kind.DIRECT_CONTRADICTION and not finding.opposed


def _outlier(finding: Finding, clashes: Counter[str]) -> str:
    """The figure of a pair that clashes with many, and with more than the other does."""
    if not _is_pair(finding):
        return ""
    (fewer, _), (more, most) = sorted(
        ((clashes[figure], figure) for figure in finding.figures), key=lambda found: found[0]
    )
    return most if more >= MANY and more > fewer else ""


def _parties(finding: Finding) -> tuple[str, ...]:
    foldable = finding.kind in CONTRADICTIONS and finding.kind is not Kind.SELF_INCONSISTENT
    return finding.parties if foldable and finding.opposed else ()
