"""Where an event stands: what is established, disputed and not known, by the statuses alone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from claims.domain.status import Status
from claims.domain.vocabulary import Lifecycle
from claims.presenters.figure_index import Told
from claims.presenters.names import Name, Names
from claims.presenters.status import StatusMark, mark_of

MOST = 6
COLUMNS = (
    ("Established", Status.CONFIRMED, (Status.CONFIRMED, Status.PARTLY_CONFIRMED)),
    ("Disputed", Status.DISPUTED, (Status.DISPUTED, Status.REFUTED)),
    ("Not known", Status.UNCONFIRMED, (Status.UNCONFIRMED, Status.UNVERIFIABLE)),
)


@dataclass(frozen=True)
class Standing:
    """One claim in a column. ``status`` is set where the heading alone would say too much."""

    statement: str
    href: str
    who: Name
    carried: int
    status: StatusMark | None = None
    note: str = ""


@dataclass(frozen=True)
class Column:
    """``more`` is how many are not shown; ``kinds`` counts each status it is made of."""

    heading: str
    mark: str
    claims: tuple[Standing, ...]
    more: int
    kinds: tuple[StatusMark, ...]


def columns(told: Iterable[Told], counts: Mapping[str, int], names: Names) -> tuple[Column, ...]:
    """Three columns; only claims that still stand as they were made are named in them."""
    standing = [c for c in told if c.state.lifecycle == Lifecycle.CURRENT]
    return tuple(
        _column(heading, head, statuses, standing, counts, names)
        for heading, head, statuses in COLUMNS
    )


def _column(
    heading: str,
    head: Status,
    statuses: Sequence[Status],
    standing: Sequence[Told],
    counts: Mapping[str, int],
    names: Names,
) -> Column:
    mine = [c for c in standing if c.state.status in statuses]
    mine.sort(key=lambda c: _order(c, head, statuses))
    kinds = tuple(mark_of(s, counts[s]) for s in statuses if counts.get(s))
    shown = tuple(_standing(claim, head, names) for claim in mine[:MOST])
    total = sum(kind.count for kind in kinds)
    return Column(heading, mark_of(head).mark, shown, max(0, total - len(shown)), kinds)


def _order(claim: Told, head: Status, statuses: Sequence[Status]) -> tuple[int, int]:
    """What is not known: the most widely carried first. Else the plainer status first."""
    if head is Status.UNCONFIRMED:
        return (-carried(claim), 0)
    return (statuses.index(Status(claim.state.status)), -carried(claim))


def carried(claim: Told) -> int:
    """In how many reports we found it."""
    return len({citation.report for citation in claim.state.citations})


def _standing(claim: Told, head: Status, names: Names) -> Standing:
    state = claim.state
    partly = state.status == Status.PARTLY_CONFIRMED
    return Standing(
        statement=state.short or state.statement,
        href=claim.href,
        who=names.source(state.claimant),
        carried=carried(claim),
        status=None if state.status == head else mark_of(state.status),
        note=state.reason if partly else "",
    )
