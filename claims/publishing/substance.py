"""What of a change touches what a thing says."""

from __future__ import annotations

from claims.states.base import differing, fields_of
from claims.states.claim import ClaimState
from claims.states.subject import SubjectState


def substance(before: SubjectState, after: SubjectState) -> list[str]:
    """Which parts of substance differ between two states, as a refusal names them."""
    fields = fields_of(type(after))
    found = [fields[n].substance for n in differing(before, after) if fields[n].substance]
    if _quotes(before) != _quotes(after):
        found.append("a quote")
    return found


def _quotes(shape: SubjectState) -> list[tuple[str, str]]:
    if not isinstance(shape, ClaimState):
        return []
    return [(citation.quote, citation.translation) for citation in shape.citations]
