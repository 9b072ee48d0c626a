"""States of things on record, read in one query by the entries that their rows came from."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

from claims.models.record.entry import EntryBody
from claims.states.subject import SubjectState

S = TypeVar("S", bound=SubjectState)


def states(entries: Iterable[int], *, kind: type[S]) -> dict[int, S]:
    """States of one kind by entry; those whose words were removed are not among them."""
    bodies = EntryBody.objects.filter(entry__in=list(entries))
    found = ((body.entry_id, body.read.state) for body in bodies)
    return {entry: state for entry, state in found if isinstance(state, kind)}
