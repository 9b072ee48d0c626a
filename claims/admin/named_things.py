"""Lines that name things by kind and uid, with the things themselves: one question a kind."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

from claims.models.desk.audit import AuditEvent
from claims.models.desk.base import Publishable
from claims.models.desk.proposal import Proposal
from claims.publishing.registry import KINDS

MODELS: dict[str, type[Publishable]] = {kind.value: model for model, kind in KINDS.items()}


Line = TypeVar("Line", AuditEvent, Proposal)


def name_things(lines: Iterable[Line], *, kind: str, uid: str) -> list[Line]:
    """Each with its ``thing``, if that is still there."""
    found = list(lines)
    for name, model in MODELS.items():
        own = [line for line in found if getattr(line, kind) == name]
        uids = {getattr(line, uid) for line in own}
        things = {t.uid: t for t in model._base_manager.filter(uid__in=uids)} if uids else {}
        for line in own:
            if getattr(line, uid) in things:
                line.thing = things[getattr(line, uid)]
    return found
