"""A made-up record, the same on every machine and as large as wanted, for measuring.

Entries, digests and published rows are made as they are for editors, without a desk behind them,
and written in bulk, as a rebuild writes them. Nobody in it exists.
"""

from __future__ import annotations

import hashlib
import random
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from functools import cache, partial
from typing import Any

from django.utils import timezone

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
from claims.domain import canonical
from claims.domain.audit import AuditKind
from claims.domain.status import Status
from claims.domain.vocabulary import ChangeType, EntryKind, SubjectKind
from claims.models.desk.authorship import Authorship
from claims.models.record.entry import Entry, EntryBody, head
from claims.models.record.insert import prepared, write
from claims.publishing import audit, desk_log, log, parallel, projection, rebuild
from claims.publishing.new_entry import Step
from claims.publishing.record_ranges import Walk
from claims.states.body import DecisionState
from claims.states.claim import ClaimState
from claims.states.subject import SubjectState

BEGIN = datetime(2024, 1, 1, tzinfo=UTC)
SEED = 2024
PIECE = 1_000
"""Claims of a piece: it has events of its own, and sources of all before it."""
CLAIMS_OF_SOURCES, SOURCES_AT_ONCE = 500, 20
CLAIMS_OF_AN_EVENT = 100
PARTS = 4
CLAIMS_OF_A_REPORT = 10
STATUSES = [*[Status.UNCONFIRMED] * 6, *Status]
FEWEST = 10 * PIECE
"""Claims for which it is worth while to start processes."""


def fill(claims: int, *, processes: int = parallel.cores()) -> None:
    """Put so many claims on record, with their events, sources and reports: forty each hour."""
    pieces = ((n, min(n + PIECE, claims)) for n in range(0, claims, PIECE))
    with log.writing(), rebuild.in_bulk():
        last = head()
        make = partial(_made, last.seq if last else 0, last.recorded_at if last else BEGIN)
        with parallel.processes(processes if claims >= FEWEST else 1) as run:
            rebuild.write_all(_recorded(run(make, pieces, ahead=rebuild.AHEAD)), Walk())
        audit.write(AuditKind.DECIDED, "published", by=None, at=timezone.now())


@dataclass
class Piece:
    """What is written of some claims, as plain values; entries do not yet hold a digest."""

    leaves: list[dict[str, Any]]
    entries: list[list[object]]
    words: list[list[object]]
    authors: list[list[object]]
    rows: rebuild.Made


def _made(after_entry: int, earliest: datetime, after: int, upto: int) -> Piece:
    """Those of the claims after one and up to another, as if nobody but they came after an entry.

    They are dated by the last of them.
    """
    steps = list(World(after).claims(upto))
    seq = after_entry + after // PIECE * _steps_of_a_piece()
    at = max(earliest, BEGIN + timedelta(hours=upto / 40))
    sealed = [desk_log.seal(None, None) for _ in steps]
    ended = list(zip(steps, log.ends(steps, seq, at), strict=True))
    written = list(log.numbered(ended, seq, at, [author for _, author in sealed]))
    for (authorship, _), one in zip(sealed, written, strict=True):
        authorship.entry = one.entry.seq
    return Piece(
        [one.entry.leaf(one.words.nonce, one.words.body) for one in written],
        prepared([one.entry for one in written]),
        prepared([one.words for one in written]),
        prepared([authorship for authorship, _ in sealed]),
        rebuild.made_of(
            [row for w in written for row in projection.project(w.entry, w.state, w.end)]
        ),
    )


@cache
def _steps_of_a_piece() -> int:
    return sum(1 for _ in World(0).claims(PIECE))


def _recorded(pieces: Iterator[tuple[int, Piece]]) -> Iterator[tuple[int, rebuild.Made]]:
    """Write the entries of each piece, with the digest of the one before; its rows are left."""
    last = head()
    digest = last.digest if last else ""
    columns = [field.name for field in Entry._meta.concrete_fields]
    before, own = columns.index("previous"), columns.index("digest")
    for upto, piece in pieces:
        for leaf, values in zip(piece.leaves, piece.entries, strict=True):
            leaf["previous"] = values[before] = digest
            digest = values[own] = canonical.leaf_digest(leaf)
        write(Entry, piece.entries)
        write(EntryBody, piece.words)
        write(Authorship, piece.authors)
        yield upto, piece.rows


@dataclass
class World:
    """What has been made from a claim on, to be referred to."""

    begin: int
    chance: random.Random = field(init=False)
    sources: int = field(init=False)
    events: list[str] = field(default_factory=list)
    report: str = ""
    before: str = ""

    def __post_init__(self) -> None:
        self.chance = random.Random(f"{SEED} {self.begin}")  # noqa: S311  # the same every time
        self.sources = self.begin // CLAIMS_OF_SOURCES * SOURCES_AT_ONCE

    def claims(self, upto: int) -> Iterator[Step]:
        for n in range(self.begin, upto):
            yield from self._claim(n, last=n == upto - 1)

    def _claim(self, n: int, *, last: bool) -> Iterator[Step]:
        """The steps of one claim, after those of what it needs and has none of yet."""
        if n % CLAIMS_OF_SOURCES == 0:
            yield from (self._source() for _ in range(SOURCES_AT_ONCE))
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
        n = self.sources
        self.sources += 1
        latin, arabic = self.chance.choice(NAMES)
        state = source_state(f"{latin}, spokesperson {n}", [f"{arabic} {n}"], n)
        return _step(SubjectKind.SOURCE, _uid_of_source(n), state)

    def _any_source(self) -> str:
        return _uid_of_source(self.chance.randrange(self.sources))

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
        self.report = self._uid()
        state = report_state(self._any_source(), n, BEGIN + timedelta(hours=n / 40))
        return _step(SubjectKind.REPORT, self.report, state)

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
            claimant=self._any_source(),
            event=event,
            status=chance.choice(STATUSES),
            said=BEGIN + timedelta(hours=n / 40 - 1),
            citations=(citation_state(self.report, quote),),
            figures=figures,
            evidence=(evidence_state(self.report, self._any_source()),),
            stances=(stance_state(self._any_source()),) if n % 3 == 0 else (),
        )

    def _decided(self, n: int, uid: str, state: ClaimState) -> Iterator[Step]:
        """Every fourth claim was decided again."""
        if n % 4 == 3:
            decision = _decision(state.status, self.chance.choice(list(Status)))
            after = replace(state, status=decision.status_to, reason=decision.reason)
            yield _step(SubjectKind.CLAIM, uid, after, kind=EntryKind.STATUS, decision=decision)


@cache
def _uid_of_source(n: int) -> str:
    """Known to every piece of the world."""
    return hashlib.sha256(f"source {n}".encode()).hexdigest()[:32]


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
