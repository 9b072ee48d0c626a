"""Links between figures that an editor may want to make. Suggested, never applied."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations, islice

from claims.domain.messages import gettext as _
from claims.domain.reconciliation.finding import Finding
from claims.domain.reconciliation.kinds import CONTRADICTIONS, Kind
from claims.domain.reconciliation.values import Case, Cell, Figure, before
from claims.domain.vocabulary import Word, labels_of

LEAST_TELLING = 4
"""Smaller numbers, and round ones, agree by chance."""
MOST = 60
MOST_PAIRS = 20_000
"""Pairs looked at; where there are more, there is enough to do already."""


class Tie(Word):
    """How a figure may hang on another."""

    UPDATE = "update", _("A newer count of the same source")
    REPEAT = "repeat", _("The same number, said later by another")
    SUM = "sum", _("Equals the sum of others")
    MISPRINT = "misprint", _("One statement gives two numbers for the same")


TIE_LABELS = labels_of(Tie)


@dataclass(frozen=True)
class Suggestion:
    """`figure` is what would be treated otherwise; `others` are what it hangs on."""

    tie: Tie
    figure: str
    others: tuple[str, ...]


def suggestions(case: Case, findings: Iterable[Finding]) -> list[Suggestion]:
    """At most so many, in an order that the file does not decide."""
    by_cell: dict[Cell, list[Figure]] = defaultdict(list)
    for figure in case.live:
        by_cell[figure.cell].append(figure)
    pairs = (pair for cell in sorted(by_cell) for pair in combinations(by_cell[cell], 2))
    ties = (one for a, b in islice(pairs, MOST_PAIRS) for one in _of_pair(a, b, case))
    return [*islice(ties, MOST), *_sums(case, findings)][:MOST]


def behind(one: Suggestion, findings: Iterable[Finding]) -> Finding | None:
    """The finding that says the same, where a link could not."""
    keys = {one.figure, *one.others}
    for finding in findings:
        figures = set(finding.figures)
        if one.tie is Tie.SUM and finding.kind is Kind.ADD_UP_MATCH and figures == keys:
            return finding
        if one.tie is Tie.MISPRINT and finding.kind in CONTRADICTIONS and keys <= figures:
            return finding
    return None


def _sums(case: Case, findings: Iterable[Finding]) -> Iterator[Suggestion]:
    """One for each total: the sum of the fewest figures, which chance hits least."""
    seen: set[str] = set()
    for finding in findings:
        if finding.kind is Kind.ADD_UP_MATCH and not _one_statement(finding, case):
            total, *parts = finding.figures
            if total not in seen:
                yield Suggestion(Tie.SUM, total, tuple(parts))
            seen.add(total)


def _one_statement(finding: Finding, case: Case) -> bool:
    """A total and the breakdown it was told with: nothing to link."""
    return len({case.by_id[figure].said_in for figure in finding.figures}) == 1


def _of_pair(a: Figure, b: Figure, case: Case) -> Iterator[Suggestion]:
    if case.same_voice(a, b):
        yield from _of_one_voice(a, b)
    elif is_telling(a) and a.number == b.number and not case.opposed([a, b]):
        yield from _of_two_voices(a, b)


def _of_one_voice(a: Figure, b: Figure) -> Iterator[Suggestion]:
    if a.said_in == b.said_in:
        if _apart(a, b):
            yield Suggestion(Tie.MISPRINT, a.id, (b.id,))
            yield Suggestion(Tie.MISPRINT, b.id, (a.id,))
        return
    # Of one day and no hour the larger is taken for the later: counts of the dead grow.
    first, then = (b, a) if before(b, a) or (not before(a, b) and a.low > b.low) else (a, b)
    yield Suggestion(Tie.UPDATE, first.id, (then.id,))


def _of_two_voices(a: Figure, b: Figure) -> Iterator[Suggestion]:
    if before(a, b):
        yield Suggestion(Tie.REPEAT, b.id, (a.id,))
    elif before(b, a):
        yield Suggestion(Tie.REPEAT, a.id, (b.id,))


def is_telling(figure: Figure) -> bool:
    number = figure.number
    return number is not None and number > LEAST_TELLING and number % 10 != 0


def _apart(a: Figure, b: Figure) -> bool:
    return (b.high is not None and a.low > b.high) or (a.high is not None and b.low > a.high)
