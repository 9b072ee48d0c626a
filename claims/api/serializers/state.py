"""Serializers of published states: what a state holds, and what it means, is said at its home."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from datetime import date, datetime
from typing import Any, ClassVar, get_args, get_origin, get_type_hints

from rest_framework import serializers

from claims.api.fields import (
    Code,
    Field,
    Flag,
    Instant,
    Integer,
    Shape,
    StatedMoment,
    Text,
    TextList,
    Values,
)
from claims.api.serializers.references import ClaimRef, EventRef, ReportRef, SourceRef
from claims.domain.moments import Moment
from claims.domain.vocabulary import Word
from claims.states.base import State, fields_of, values
from claims.states.names import ClaimUid, EventUid, ReportUid, SourceUid

FIELDS: Mapping[object, Callable[..., Field]] = {
    str: Text,
    date: Text,
    datetime: Instant,
    bool: Flag,
    int: Integer,
    tuple[str, ...]: TextList,
    Moment: StatedMoment,
    SourceUid: SourceRef,
    EventUid: EventRef,
    ReportUid: ReportRef,
    ClaimUid: ClaimRef,
}


class StateSerializer(Shape):
    """The public fields of a kind of state, in the order of its class.

    Declared by hand is only what its type does not tell; ``nested`` names the serializers of what
    is no single value. ``first`` stands before all others; ``behind`` names the field that another
    stands behind; ``always`` is never null.
    """

    state: ClassVar[type[State]]
    nested: ClassVar[Mapping[str, type[serializers.Serializer]]] = {}
    first: ClassVar[Collection[str]] = ()
    behind: ClassVar[Mapping[str, str]] = {}
    always: ClassVar[Collection[str]] = ()
    left_out: ClassVar[Collection[str]] = ()

    def get_fields(self) -> dict[str, Field]:
        declared, public = super().get_fields(), fields_of(self.state)
        order = list(dict.fromkeys([*self.first, *public, *declared]))
        for name, other in self.behind.items():
            order.remove(name)
            order.insert(order.index(other) + 1, name)
        return {
            name: declared[name] if name in declared else self._field(name, public[name].says)
            for name in order
            if name not in self.left_out
        }

    def _field(self, name: str, says: str) -> Field:
        hint, always = _types(self.state)[name], name in self.always
        if name in self.nested:
            many = get_origin(hint) is tuple
            more = {"many": True, "default": list} if many else {"allow_null": not always}
            return self.nested[name](read_only=True, help_text=says, **more)
        if isinstance(hint, type) and issubclass(hint, Word):
            return Code(says, hint, always=always)
        field = FIELDS[hint if hint in FIELDS else getattr(hint, "__supertype__", hint)]
        return field(says, always=always)

    def to_representation(self, instance: Any) -> Values:
        return super().to_representation(
            values(instance) if isinstance(instance, State) else instance
        )


_TYPES: dict[type[State], dict[str, object]] = {}


def _types(kind: type[State]) -> dict[str, object]:
    """What each field holds where it holds anything."""
    if kind not in _TYPES:
        _TYPES[kind] = {name: _present(hint) for name, hint in get_type_hints(kind).items()}
    return _TYPES[kind]


def _present(hint: object) -> object:
    if type(None) not in get_args(hint):
        return hint
    return next(one for one in get_args(hint) if one is not type(None))
