"""When and on which ground words were removed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from claims.domain.vocabulary import EntryKind
from claims.models.record.entry import EntryBody
from claims.states.subject import WithheldState


def withheld_states(uids: Iterable[str]) -> Mapping[str, WithheldState]:
    """What is left of subjects whose words were removed, by uid; of no others."""
    wanted = set(uids)
    if not wanted:
        return {}
    bodies = EntryBody.objects.filter(entry__subject__in=wanted, entry__kind=EntryKind.SUPPRESSED)
    found = ((body.entry.subject, body.read.state) for body in bodies.order_by("entry"))
    return {uid: state for uid, state in found if isinstance(state, WithheldState)}
