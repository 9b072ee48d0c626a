"""Where an event stands: what is established, disputed and not known, by the statuses alone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from claims.domain.status import NOT_EXAMINED, Status
from claims.domain.vocabulary import Lifecycle
from claims.presenters.figure_index import RecordedClaim
from claims.presenters.names import Name, Names
from claims.presenters.report_marks import GONE, in_short
from claims.presenters.status import COLUMNS, LOOKS, StatusMark, mark_counted, mark_of

MOST = 6


@dataclass(frozen=True)
class ColumnClaim:
    """One claim in a column. ``status`` is set where the heading alone would say too much."""

    statement: str
    href: str
    who: Name
    carried: int
    status: StatusMark | None = None
    note: str = ""
    marks: tuple[str, ...] = ()


@dataclass(frozen=True)
class Column:
    """``more`` is how many are not shown; ``kinds`` counts each status it is made of."""

    heading: str
    mark: str
    claims: tuple[ColumnClaim, ...]
    more: int
    kinds: tuple[StatusMark, ...]


def columns(
    claims: Iterable[RecordedClaim], counts: Mapping[str, int], names: Names
) -> tuple[Column, ...]:
    """Every status in its column; only claims that still stand as they were made are named."""
    current = [c for c in claims if c.state.lifecycle is Lifecycle.CURRENT]
    return tuple(_column(heading, current, counts, names) for heading in COLUMNS)


def _column(
    heading: str, current: Iterable[RecordedClaim], counts: Mapping[str, int], names: Names
) -> Column:
    head = COLUMNS[heading]
    # The plainer status first.
    statuses = sorted(
        (status for status in Status if LOOKS[status].column == heading),
        key=lambda status: status is not head,
    )
    mine = [c for c in current if c.state.status in statuses]
    mine.sort(key=lambda c: _order(c, head, statuses))
    keys = [NOT_EXAMINED, *statuses] if head is Status.UNCONFIRMED else statuses
    kinds = tuple(mark_counted(key, counts[key]) for key in keys if counts.get(key))
    named = tuple(_column_claim(claim, head, names) for claim in mine[:MOST])
    total = sum(kind.count for kind in kinds)
    return Column(heading, LOOKS[head].mark, named, max(0, total - len(named)), kinds)


def _order(claim: RecordedClaim, head: Status, statuses: Sequence[Status]) -> tuple[int, int]:
    """What is not known: the most widely carried first. Else the plainer status first."""
    if head is Status.UNCONFIRMED:
        return (-carried(claim), 0)
    return (statuses.index(claim.state.status), -carried(claim))


def carried(claim: RecordedClaim) -> int:
    """In how many reports we found it that neither we nor their publishers took back."""
    gone = {report for report, mark in claim.marked.items() if mark in GONE}
    return len({citation.report for citation in claim.state.citations} - gone)


def _column_claim(claim: RecordedClaim, head: Status, names: Names) -> ColumnClaim:
    state = claim.state
    mark = mark_of(state.status, examined=state.examined)
    partly = state.status is Status.PARTLY_CONFIRMED
    return ColumnClaim(
        statement=state.short or state.statement,
        href=claim.href,
        who=names.source(state.claimant),
        carried=carried(claim),
        status=None if mark.counted == head else mark,
        note=state.reason if partly else "",
        marks=in_short(claim.marked),
    )
