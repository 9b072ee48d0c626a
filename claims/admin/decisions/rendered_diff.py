"""The changed figures, quotes and evidence of a claim, before and after, as readers read them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

from claims.admin.decisions.preview import claim_preview
from claims.domain.messages import gettext as _
from claims.presenters.claim import ClaimPage
from claims.presenters.claim_parts import ClaimFigure, EvidenceLine, Quoted
from claims.states.claim import ClaimState

T = TypeVar("T")


@dataclass(frozen=True)
class Side:
    """What stands on one side only: it went, came, or was changed."""

    heading: str
    figures: tuple[ClaimFigure, ...]
    words: tuple[Quoted, ...]
    evidence: tuple[EvidenceLine, ...]

    @property
    def is_empty(self) -> bool:
        return not (self.figures or self.words or self.evidence)


def as_read(before: ClaimState, after: ClaimState) -> tuple[Side, ...]:
    """Both sides; nothing where no such thing changed."""
    then, now = claim_preview(before), claim_preview(after)
    sides = (_side(_("Readers read now"), then, now), _side(_("Readers will read"), now, then))
    return () if all(side.is_empty for side in sides) else sides


def _side(heading: str, own: ClaimPage, other: ClaimPage) -> Side:
    return Side(
        heading,
        _only(own.figures, other.figures),
        _only(own.words, other.words),
        _only(own.evidence, other.evidence),
    )


def _only(own: Sequence[T], other: Sequence[T]) -> tuple[T, ...]:
    return tuple(one for one in own if one not in other)
