"""Lets no entry pass that a second person must sign, whichever way it is reached.

Who signs is not handed from action to action: every way to the record ends in ``log.append``,
which asks here. Where nobody has signed it refuses.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import TypeGuard

from django.conf import settings
from django.contrib.auth.models import User

from claims.domain.errors import NeedsSecond, RuleBroken
from claims.domain.four_eyes import FourEyes, is_of_the_dead
from claims.domain.measures import Measures
from claims.domain.messages import gettext as _
from claims.domain.status import Status
from claims.domain.vocabulary import EntryKind
from claims.models.desk.base import Editor
from claims.models.desk.event import Event
from claims.models.record.entry import EntryBody
from claims.publishing.new_entry import Step
from claims.publishing.number_changes import has_moved
from claims.publishing.substance import substance
from claims.states.base import differing
from claims.states.claim import ClaimState
from claims.states.position import PositionState
from claims.states.subject import SubjectState

# What a status was given to, besides what is of substance to readers.
RESTS_ON = {"statement", "evidence"}
OF_STATUS = {Status.CONFIRMED: FourEyes.CONFIRMED, Status.REFUTED: FourEyes.REFUTED}
OF_KIND = {
    EntryKind.RETRACTED: FourEyes.RETRACTION,
    EntryKind.SUPPRESSED: FourEyes.SUPPRESSION,
}


@dataclass(frozen=True)
class Signature:
    """Somebody else signed just this: ``digest`` is of what they were shown."""

    by: User
    digest: str


_signature: ContextVar[Signature | None] = ContextVar("signature", default=None)
_rehearsing: ContextVar[bool] = ContextVar("rehearsing", default=False)


@contextmanager
def signed(by: User, digest: str) -> Iterator[None]:
    """What is appended within was signed by a second person."""
    token = _signature.set(Signature(by, digest))
    try:
        yield
    finally:
        _signature.reset(token)


@contextmanager
def rehearsing() -> Iterator[None]:
    """What is appended within will be undone: nobody needs to sign it."""
    token = _rehearsing.set(True)
    try:
        yield
    finally:
        _rehearsing.reset(token)


def check(steps: Sequence[Step], *, by: Editor) -> Signature | None:
    """Who signed; raises ``NeedsSecond`` where somebody must and has not."""
    signature = _signature.get()
    if signature is None:
        wanted = () if _rehearsing.get() else needed(steps)
        if wanted:
            raise NeedsSecond(wanted)
    elif by is None or signature.by.pk == by.pk:
        raise RuleBroken(_("Nobody signs what they decided themselves."))
    return signature


def needed(steps: Sequence[Step]) -> tuple[FourEyes, ...]:
    """For what of these steps a second person is asked."""
    if not settings.FOUR_EYES:
        return ()
    shown: dict[str, object] = {}
    found: set[FourEyes] = set()
    for step in steps:
        before = shown.get(step.subject) or _on_record(step.subject)
        found.update(_kinds(step, before))
        shown[step.subject] = step.state
    return tuple(one for one in FourEyes if one in found and one in settings.FOUR_EYES)


def _on_record(uid: str) -> object:
    words = EntryBody.objects.filter(entry__subject=uid).order_by("-entry").first()
    return words.read.state if words else None


def _kinds(step: Step, before: object) -> Iterator[FourEyes]:
    after = step.state
    if step.kind in OF_KIND:
        yield OF_KIND[step.kind]
    elif isinstance(after, ClaimState):
        decided = step.kind == EntryKind.STATUS or _is_news(before, after)
        if decided and after.status in OF_STATUS:
            yield OF_STATUS[after.status]
    elif isinstance(after, PositionState):
        moved = not _stood(before) or has_moved(before, after)
        if moved and is_of_the_dead(after.measure, _measures(after)):
            yield FourEyes.DEAD


def _measures(state: PositionState) -> Measures:
    """Those of the event, which may call the dead by a word of its own."""
    event: Event | None = Event.objects.filter(uid=state.event).first()
    return event.measures_counted() if event else Measures()


def _stood(before: object) -> TypeGuard[SubjectState]:
    """Whether readers saw it, and we stood by it."""
    return isinstance(before, SubjectState) and before.retracted is None


def _is_news(before: object, after: ClaimState) -> bool:
    """Whether readers would see under its status what nobody signed."""
    if not _stood(before):
        return True
    return bool(substance(before, after) or RESTS_ON & set(differing(before, after)))
