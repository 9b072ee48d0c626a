"""Statuses as readers meet them: a glyph, a word and one sentence."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from claims.domain.status import DEFINITIONS, MARKS, Status


@dataclass(frozen=True)
class StatusMark:
    """``mark`` names the glyph and its colour; never shown without ``label``."""

    code: str
    mark: str
    label: str
    definition: str
    count: int = 0


def mark_of(code: str, count: int = 0) -> StatusMark:
    status = Status(code)
    return StatusMark(status.value, MARKS[status], status.label, DEFINITIONS[status], count)


def all_marks(counts: Mapping[str, int]) -> tuple[StatusMark, ...]:
    """All six in their order, with how many claims stand there."""
    return tuple(mark_of(status, counts.get(status, 0)) for status in Status)
