"""One step to be written: what happened to a subject, and its state from then on."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from claims.domain.vocabulary import EntryKind, SubjectKind


@dataclass(frozen=True)
class Step:
    """``effective_at`` is given only for what is carried over from an imported history."""

    kind: EntryKind
    subject_kind: SubjectKind
    subject: str
    state: dict[str, Any]
    change: str = ""
    minor: bool = False
    note: str = ""
    about: dict[str, Any] = field(default_factory=dict)
    effective_at: datetime | None = None

    def body(self) -> dict[str, Any]:
        return {
            "v": 1,
            "change": {"type": self.change, "note": self.note, **self.about},
            "state": self.state,
        }
