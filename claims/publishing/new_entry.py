"""One step to be written: what happened to a subject, and its state from then on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from claims.domain.vocabulary import ChangeType, EntryKind, SubjectKind
from claims.models.record.entry import Entry, EntryBody
from claims.states.body import Body, ChangeState, DecisionState
from claims.states.subject import SubjectState, WithheldState


@dataclass(frozen=True)
class Step:
    """``effective_at`` is given only for what is carried over from an imported history.

    ``decision`` is given where a status was decided, ``fields`` names what a change moved.
    """

    kind: EntryKind
    subject_kind: SubjectKind
    subject: str
    state: SubjectState | WithheldState
    change: ChangeType | None = None
    minor: bool = False
    note: str = ""
    fields: tuple[str, ...] | None = None
    decision: DecisionState | None = None
    effective_at: datetime | None = None

    def body(self) -> Body:
        change = ChangeState(
            type=self.change, note=self.note, fields=self.fields, decision=self.decision
        )
        return Body(change, self.state)


class End(NamedTuple):
    """Where what an entry says ends: the number and the time of the next about its subject."""

    seq: int
    effective_at: datetime


@dataclass(frozen=True)
class Written:
    """A step as it went on record; ``end`` where its next was written with it."""

    entry: Entry
    words: EntryBody
    state: SubjectState | WithheldState
    end: End | None
