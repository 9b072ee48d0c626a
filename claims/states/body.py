"""The one door to a body: knows its version, fills what it left out, yields the present types."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from claims.domain import canonical
from claims.domain.messages import gettext as _
from claims.domain.status import Status
from claims.domain.vocabulary import ChangeType, SubjectKind
from claims.states.base import State, public, state
from claims.states.claim import ClaimState
from claims.states.encoding import dump, load
from claims.states.event import EventState
from claims.states.link import LinkState
from claims.states.position import NUMBER, HeldState, PositionState
from claims.states.question import QuestionState
from claims.states.report import ReportState
from claims.states.source import SourceState
from claims.states.subject import SubjectState, WithheldState

# The version that is written, and the newest that is read. Raise it where a field changes its name
# or its meaning, with a step in CONVERT; a new field needs none, its ``absent`` says enough.
VERSION = 2


def _examined_once_decided(state: dict[str, object]) -> dict[str, object]:
    """Until version 2 readers were told that what had been decided on had been examined."""
    return {"examined": state.get("decided") is not None, **state}


CONVERT: dict[tuple[int, SubjectKind], Callable[[dict[str, object]], dict[str, object]]] = {
    (1, SubjectKind.CLAIM): _examined_once_decided,
}

KINDS: dict[SubjectKind, type[SubjectState]] = {
    SubjectKind.EVENT: EventState,
    SubjectKind.SOURCE: SourceState,
    SubjectKind.REPORT: ReportState,
    SubjectKind.CLAIM: ClaimState,
    SubjectKind.POSITION: PositionState,
    SubjectKind.LINK: LinkState,
    SubjectKind.QUESTION: QuestionState,
}


@state
class DecisionState(State):
    """That a status was decided: from what to what, why, and on which evidence.

    Whether the claim had been examined, before and after, entries did not say at first.
    """

    status_from: Status | None = public(_("Status from"))
    status_to: Status = public(_("Status to"))
    reason: str = public(_("Reason"))
    evidence: tuple[str, ...] | None = public(_("Evidence"), absent=None)
    examined_from: bool | None = public(_("Examined before"), absent=None)
    examined_to: bool | None = public(_("Examined"), absent=None)


@state
class ChangeState(State):
    """What an entry says of the change it is."""

    type: ChangeType | None = public(_("Type of change"))
    note: str = public(_("Note"))
    fields: tuple[str, ...] | None = public(_("Fields"), absent=None)
    decision: DecisionState | None = public(_("Decision"), absent=None, inlined=True)


@dataclass(frozen=True)
class Body:
    """What an entry put on record: the change, and the subject's state from then on."""

    change: ChangeState
    state: SubjectState | WithheldState

    @property
    def number_before(self) -> HeldState | None:
        """What a figure of ours was until this entry, where the entry says why it moved."""
        if not isinstance(self.state, PositionState) or not self.state.held:
            return None
        return self.state.held[-1] if set(NUMBER) & set(self.change.fields or ()) else None

    def text(self) -> str:
        """Canonical JSON: what is hashed and kept."""
        return canonical.dumps(
            {"v": VERSION, "change": dump(self.change), "state": dump(self.state)}
        )


def read(kind: SubjectKind, text: str) -> Body:
    """The body of an entry about a subject of this kind; ``ValueError`` where it cannot be read."""
    raw = json.loads(text)  # ours: what may be written was refused before it was hashed
    version = raw.get("v")
    if not isinstance(version, int) or not 1 <= version <= VERSION:
        raise ValueError(f"A body of version {version}: this release reads up to {VERSION}.")
    state = raw["state"]
    for older in range(version, VERSION):
        state = CONVERT.get((older, kind), _unchanged)(state)
    return Body(load(ChangeState, raw["change"]), load_state(kind, state))


def load_state(kind: SubjectKind, raw: Mapping[str, object]) -> SubjectState | WithheldState:
    """The state alone, withheld or not."""
    return load(WithheldState, raw) if "withheld" in raw else load(KINDS[kind], raw)


def _unchanged(state: dict[str, object]) -> dict[str, object]:
    return state
