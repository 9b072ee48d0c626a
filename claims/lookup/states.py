"""States of things on record, read in one query by the entries that their rows came from."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import TypeVar

from django.db.models import QuerySet

from claims.domain.vocabulary import EntryKind, SubjectKind
from claims.models.record import read_tracking
from claims.models.record.entry import EntryBody
from claims.models.record.prepared_queries import prepared
from claims.models.record.row import Row
from claims.states.body import KINDS
from claims.states.kept_bodies import read
from claims.states.subject import SubjectState, WithheldState

S = TypeVar("S", bound=SubjectState)
_KINDS = {state: kind for kind, state in KINDS.items()}


def states(entries: Iterable[int], *, kind: type[S]) -> dict[int, S]:
    """States of one kind by entry; those whose words were removed are not among them."""
    wanted = set(entries)
    if not wanted:
        return {}
    found = {}
    for entry, subject, subject_kind, body in _bodies(wanted):
        read_tracking.note(subject)
        state = read(SubjectKind(subject_kind), body).state
        if isinstance(state, kind):
            found[entry] = state
    return found


def state_of(row: Row, kind: type[S]) -> S | None:
    """The full state behind a row; None where its words were removed."""
    if row.body is None:
        return states([row.pk], kind=kind).get(row.pk)
    state = read(_KINDS[kind], row.body).state
    return state if isinstance(state, kind) else None


@prepared
def _bodies(entries: Collection[int]) -> QuerySet[EntryBody, tuple[int, str, str, str]]:
    return EntryBody.objects.filter(entry__seq__listed=entries).values_list(
        "entry__seq", "entry__subject", "entry__subject_kind", "body"
    )


def withheld_states(uids: Iterable[str]) -> Mapping[str, WithheldState]:
    """What is left of subjects whose words were removed, by uid; of no others."""
    wanted = set(uids)
    if not wanted:
        return {}
    bodies = EntryBody.objects.filter(entry__subject__in=wanted, entry__kind=EntryKind.SUPPRESSED)
    found = ((body.entry.subject, body.read.state) for body in bodies.order_by("entry"))
    return {uid: state for uid, state in found if isinstance(state, WithheldState)}
