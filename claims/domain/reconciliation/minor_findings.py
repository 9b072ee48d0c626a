"""What holds by the definition of a finding and tells readers nothing: notes, for programs."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from claims.domain.reconciliation import clashes, remainders, standing_figures, sums
from claims.domain.reconciliation.finding import Finding, make
from claims.domain.reconciliation.kinds import Kind
from claims.domain.reconciliation.values import Case

NOTE = 1
"""How grave a note is."""


def notes(told: Iterable[Finding], case: Case) -> list[Finding]:
    """Newer counts, remainders and sums beside those that are told, each once."""
    known = {_about(finding) for finding in told}
    found: dict[object, Finding] = {}
    for one in (*_overtaken(case), *remainders.every(case), *sums.every(case)):
        if _about(one) not in known:
            found.setdefault(_about(one), replace(one, severity=NOTE))
    return list(found.values())


def _overtaken(case: Case) -> Iterator[Finding]:
    """Each count with the one that took its place, also where one voice merely went on."""
    for key, newer in standing_figures.overtaken(case).items():
        older = case.by_id[key]
        words = clashes.of_overtaken(newer, older, case)
        yield make(Kind.OVERTAKEN_BY_LATER_COUNT, [newer, older], words, case)


def _about(finding: Finding) -> object:
    return finding.kind, frozenset(finding.figures)
