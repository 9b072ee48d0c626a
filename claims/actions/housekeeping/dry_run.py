"""Do it, look at what came of it, and undo it all: a preview that cannot differ from the deed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.db import transaction

from claims.models.desk.base import Publishable
from claims.publishing import four_eyes, log
from claims.publishing.registry import published_state, state
from claims.states.subject import SubjectState


@dataclass(frozen=True)
class Effect:
    """What would become of one thing: on the desk, and in what readers see."""

    subject: Publishable
    desk: tuple[SubjectState, SubjectState]
    readers: tuple[SubjectState | None, SubjectState | None]

    @property
    def at_once(self) -> bool:
        """Whether readers see it as soon as it is done."""
        return self.readers[0] != self.readers[1]

    @property
    def shown(self) -> tuple[SubjectState | None, SubjectState]:
        before, after = self.readers
        return (before, after) if after and self.at_once else self.desk


def rehearse(act: Callable[[], Sequence[Publishable]]) -> list[Effect]:
    """What an act would do to each thing it touches; nothing of it stays."""
    with log.writing(), four_eyes.rehearsing():
        point = transaction.savepoint()
        try:
            after = [(s, _seen(_fresh(s))) for s in act()]
        finally:
            transaction.savepoint_rollback(point)
        before = {s.uid: _seen(_fresh(s)) for s, _ in after}
    return [
        Effect(subject, (before[subject.uid][0], desk), (before[subject.uid][1], readers))
        for subject, (desk, readers) in after
        if before[subject.uid] != (desk, readers)
    ]


def _fresh(subject: Publishable) -> Publishable:
    return type(subject)._base_manager.get(pk=subject.pk)


def _seen(subject: Publishable) -> tuple[SubjectState, SubjectState | None]:
    return state(subject), published_state(subject) if subject.on_record else None
