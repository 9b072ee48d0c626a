"""Lines that name things by kind and uid, with the things themselves: one question a kind."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from claims.models.desk.base import Publishable
from claims.publishing.registry import KINDS

MODELS: dict[str, type[Publishable]] = {kind.value: model for model, kind in KINDS.items()}


def name_things(lines: Iterable[Any], *, kind: str, uid: str) -> list[Any]:
    """Each with ``thing``, if it is still there."""
    found = list(lines)
    for name, model in MODELS.items():
        own = [line for line in found if getattr(line, kind) == name]
        uids = {getattr(line, uid) for line in own}
        things = {t.uid: t for t in model._base_manager.filter(uid__in=uids)} if uids else {}
        for line in own:
            if getattr(line, uid) in things:
                line.thing = things[getattr(line, uid)]
    return found
