"""A made-up record, the same on every machine and as large as wanted, for measuring.

Steps are written straight through the log, in bulk: entries, digests and published rows are made
as they are for editors, without a desk behind them. Nobody in it exists.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from benchmarks.states import (
    citation_state,
    claim_state,
    event_state,
    evidence_state,
    figure_state,
    link_state,
    position_state,
    report_state,
    source_state,
    stance_state,
)
from benchmarks.words import NAMES, PLACES, RARE, STATEMENTS, URDU
from claims.domain.status import Status
from claims.domain.vocabulary import ChangeType, EntryKind, SubjectKind
from claims.publishing import log
from claims.publishing.new_entry import Step
from claims.states.body import DecisionState
from claims.states.claim import ClaimState
from claims.states.subject import SubjectState

BEGIN = datetime(2024, 1, 1, tzinfo=UTC)
SEED = 2024
CHUNK = 5_000
CLAIMS_OF_AN_EVENT = 100
PARTS = 4
CLAIMS_OF_A_REPORT = 10
STATUSES = [*[Status.UNCONFIRMED] * 6, *Status]


def fill(claims: int) -> None:
    """Put so many claims on record, with their events, sources and reports: forty each hour."""
    world = World(random.Random(SEED))  # noqa: S311  # the same record every time is the point
    steps: list[Step] = []
    for n in range(claims):
        steps += world.claim(n, last=n == claims - 1)
        if len(steps) >= CHUNK or n == claims - 1:
            with log.writing():
                log.append(steps, by=None, at=BEGIN + timedelta(hours=n / 40))
            steps = []


@dataclass
class World:
    """What has been made so far, to be referred to."""

    chance: random.Random
    sources: list[str] = field(default_factory=list)
    events: list[str] = field(default_factory=list)
    reports: list[str] = field(default_factory=list)
    before: str = ""

    def claim(self, n: int, *, last: bool = False) -> Iterator[Step]:
        """The steps of one claim, after those of what it needs and has none of yet."""
        if n % 500 == 0:
            yield from (self._source() for _ in range(20))
        if n % CLAIMS_OF_AN_EVENT == 0:
            yield from self._events(n)
        if n % CLAIMS_OF_A_REPORT == 0:
            yield self._report(n)
        uid, state = self._uid(), self._claim_state(n)
        yield _step(SubjectKind.CLAIM, uid, state, decision=_decision(None, state.status))
        yield from self._decided(n, uid, state)
        if n % CLAIMS_OF_AN_EVENT == CLAIMS_OF_AN_EVENT - 1 or last:
            yield _step(SubjectKind.POSITION, self._uid(), position_state(self.events[0]))
        if n % 25 == 1 and self.before:
            yield _step(SubjectKind.LINK, self._uid(), link_state(self.before, uid))
        self.before = uid

    def _uid(self) -> str:
        return f"{self.chance.getrandbits(128):032x}"

    def _source(self) -> Step:
        n, chance = len(self.sources), self.chance
        self.sources.append(self._uid())
        latin, arabic = chance.choice(NAMES)
        state = source_state(f"{latin}, spokesperson {n}", [f"{arabic} {n}"], n)
        return _step(SubjectKind.SOURCE, self.sources[-1], state)

    def _events(self, n: int) -> Iterator[Step]:
        """An event and its parts; claims are about these until the next."""
        self.events, day = [], (BEGIN + timedelta(hours=n / 40)).date()
        for part in range(PARTS + 1):
            parent = self.events[0] if part else ""
            place = self.chance.choice(PLACES)
            self.events.append(self._uid())
            state = event_state(f"{place}, event {n}", f"made-event-{n}-{part}", parent, day, part)
            yield _step(SubjectKind.EVENT, self.events[-1], state)

    def _report(self, n: int) -> Step:
        self.reports.append(self._uid())
        state = report_state(self.chance.choice(self.sources), n, BEGIN + timedelta(hours=n / 40))
        return _step(SubjectKind.REPORT, self.reports[-1], state)

    def _claim_state(self, n: int) -> ClaimState:
        chance = self.chance
        (latin, arabic), place = chance.choice(NAMES), chance.choice(PLACES)
        number, event = chance.randrange(1, 60), chance.choice(self.events)
        statement = chance.choice(STATEMENTS).format(n=number, place=place, name=latin)
        if n % 1_000 == 7:
            statement = f"{statement} {RARE}."
        quote = chance.choice(URDU).format(n=number, place=place, name=arabic)
        figures = tuple(figure_state(n, i, number + i, event) for i in range(1 + n % 2))
        return claim_state(
            n,
            statement=statement,
            claimant=chance.choice(self.sources),
            event=event,
            status=chance.choice(STATUSES),
            said=BEGIN + timedelta(hours=n / 40 - 1),
            citations=(citation_state(self.reports[-1], quote),),
            figures=figures,
            evidence=(evidence_state(self.reports[-1], chance.choice(self.sources)),),
            stances=(stance_state(chance.choice(self.sources)),) if n % 3 == 0 else (),
        )

    def _decided(self, n: int, uid: str, state: ClaimState) -> Iterator[Step]:
        """Every fourth claim was decided again."""
        if n % 4 == 3:
            decision = _decision(state.status, self.chance.choice(list(Status)))
            after = replace(state, status=decision.status_to, reason=decision.reason)
            yield _step(SubjectKind.CLAIM, uid, after, kind=EntryKind.STATUS, decision=decision)


def _step(
    subject: SubjectKind,
    uid: str,
    state: SubjectState,
    *,
    kind: EntryKind = EntryKind.PUBLISHED,
    decision: DecisionState | None = None,
) -> Step:
    change = ChangeType.UPDATE if kind == EntryKind.STATUS else None
    return Step(kind, subject, uid, state, change=change, decision=decision)


def _decision(was: Status | None, now: Status) -> DecisionState:
    reason = "Two counts were compared, and one photograph."
    return DecisionState(
        status_from=was,
        status_to=now,
        reason=reason,
        evidence=(),
        examined_from=None if was is None else True,
        examined_to=True,
    )
