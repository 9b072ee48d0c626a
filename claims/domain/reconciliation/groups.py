"""Findings as people read them: five groups, one line for each pair of opposing parties.

One count that lies apart from many others is one line as well.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from claims.domain.reconciliation import clashes
from claims.domain.reconciliation.finding import Finding, make
from claims.domain.reconciliation.kinds import CONTRADICTIONS, Group, Kind
from claims.domain.reconciliation.values import Case, Cell, natural

MANY = 3
"""So many others make a count an outlier that is asked about once."""
PAIRS = (Kind.DIRECT_CONTRADICTION, Kind.PART_EXCEEDS_WHOLE)


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


def folded(findings: Iterable[Finding], case: Case) -> list[Finding]:
    """The same findings, one for each count that lies apart from many."""
    listed = list(findings)
    outliers = _outliers(listed)
    told: dict[str, Finding] = {}
    for finding in listed:
        outlier = outliers.get(finding.fingerprint, "")
        if not outlier:
            told[finding.fingerprint] = finding
        elif outlier not in told:
            same = [f for f in listed if outliers.get(f.fingerprint) == outlier]
            told[outlier] = _as_one(outlier, same, case)
    return list(told.values())


def _as_one(outlier: str, pairs: Sequence[Finding], case: Case) -> Finding:
    others = [case.by_id[f] for pair in pairs for f in pair.figures if f != outlier]
    figure = case.by_id[outlier]
    if pairs[0].kind is Kind.DIRECT_CONTRADICTION:
        words = clashes.of_outlier(figure, others, case)
    elif pairs[0].figures[0] == outlier:
        words = clashes.of_large_part(figure, others, case)
    else:
        words = clashes.of_small_whole(figure, others, case)
    return make(pairs[0].kind, [figure, *others], words, case)


def _lines(findings: Iterable[Finding]) -> tuple[Line, ...]:
    listed = list(findings)
    outliers = _outliers([f for f in listed if not _parties(f)])
    lines: dict[object, list[Finding]] = {}
    for finding in listed:
        alone = outliers.get(finding.fingerprint) or finding.fingerprint
        lines.setdefault(_parties(finding) or alone, []).append(finding)
    return tuple(
        Line(tuple(same), _parties(same[0]), outliers.get(same[0].fingerprint, ""))
        for same in lines.values()
    )


def _outliers(findings: Sequence[Finding]) -> dict[str, str]:
    """By the fingerprints of pairs the figure that clashes with many; those with most come first.

    Of one kind each: whom to ask differs between counts of the same people and parts of a whole.
    """
    found: dict[str, str] = {}
    for kind in PAIRS:
        left = [f for f in findings if f.kind is kind and not f.by_time]
        while times := Counter(end for pair in left for end in _ends(pair)):
            most = min(times, key=lambda end: (-times[end], natural(end[0]), end[1]))
            if times[most] < MANY:
                break
            found |= {pair.fingerprint: most[0] for pair in left if most in _ends(pair)}
            left = [pair for pair in left if most not in _ends(pair)]
    return found


def _ends(pair: Finding) -> list[tuple[str, Cell]]:
    """Each of the two figures with what the other counts: of one outlier all count the same.

    Of a whole that parts exceed, whatever parts they are.
    """
    (one, other), (ours, theirs) = pair.figures, pair.cells
    whole = ours if pair.kind is Kind.DIRECT_CONTRADICTION else theirs
    return [(one, theirs), (other, whole)]


def _parties(finding: Finding) -> tuple[str, ...]:
    foldable = finding.kind in CONTRADICTIONS and finding.kind is not Kind.SELF_INCONSISTENT
    return finding.parties if foldable and finding.opposed else ()
