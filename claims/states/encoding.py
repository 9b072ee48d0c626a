"""States as the plain values that a body holds, and back: by the types that their classes declare.

An empty reference is an empty text, an unknown moment or day is null. A value of a vocabulary is
its code; where there is none, an empty text.
"""

from __future__ import annotations

import types
from collections.abc import Callable, Mapping
from dataclasses import MISSING, dataclass, fields
from datetime import date, datetime
from functools import partial
from operator import attrgetter
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

from claims.domain import canonical
from claims.domain.invisible_characters import without_unseen
from claims.domain.moments import Moment
from claims.domain.vocabulary import Word
from claims.states.base import About, State, about

S = TypeVar("S", bound=State)


@dataclass(frozen=True, slots=True)
class _Codec:
    """How one field is read and written."""

    name: str
    about: About
    holds: object
    load: Callable[[Any], Any]
    dump: Callable[[Any], Any]
    part: type[State] | None
    optional: bool
    unwritten: object
    """The value that a body does not name."""
    inlined: frozenset[str]
    """The keys of a part that stand among those of its owner; none where it is no such part."""


@dataclass(frozen=True, slots=True)
class _Layout:
    """What is read of a body by its own keys, what from among them, and what stands for none.

    ``plain`` are the names of what is always written, as it stands; ``shaped`` all others.
    """

    by_name: Mapping[str, _Codec]
    inlined: tuple[_Codec, ...]
    absent: Mapping[str, object]
    fields: int
    plain: tuple[str, ...]
    shaped: tuple[_Codec, ...]

    @classmethod
    def of(cls, codecs: tuple[_Codec, ...]) -> _Layout:
        own = [one for one in codecs if not one.inlined]
        plain = [one for one in own if one.dump is _same and one.unwritten is MISSING]
        return cls(
            {one.name: one for one in own},
            tuple(one for one in codecs if one.inlined),
            {one.name: one.about.absent for one in own if one.about.absent is not MISSING},
            len(codecs),
            tuple(one.name for one in plain),
            tuple(one for one in codecs if one not in plain),
        )


_CODECS: dict[type[State], tuple[_Codec, ...]] = {}
_NAMED: dict[type[State], Mapping[str, _Codec]] = {}
_LAYOUTS: dict[type[State], _Layout] = {}


def load(kind: type[S], raw: Mapping[str, Any]) -> S:
    """A state from the plain values of a body: what the body does not name is what it meant then.

    Raises ``ValueError`` naming the field where the values are none of this kind.
    """
    layout = _layout(kind)
    values = {**layout.absent}
    for codec in layout.inlined:
        values[codec.name] = codec.load(raw) if codec.inlined & raw.keys() else None
    for name, value in raw.items():
        if name not in layout.by_name:
            continue
        codec = layout.by_name[name]
        loads = codec.load
        # Most values stand as they are read, and a call for each would take longer than all.
        if loads is _same or (loads is without_unseen and value.isascii()):
            values[name] = value
        elif value is None and codec.optional:
            values[name] = None
        else:
            values[name] = () if value == [] else loads(value)
    if len(values) < layout.fields:
        missing = next(one.name for one in _codecs(kind) if one.name not in values)
        raise ValueError(f"A {kind.__name__} without “{missing}”.")
    return kind(**values)


def dump(state: State) -> dict[str, object]:
    """The plain values of a state, as a body holds them."""
    layout = _layout(type(state))
    plain: dict[str, object] = {name: getattr(state, name) for name in layout.plain}
    for codec in layout.shaped:
        value, unwritten = getattr(state, codec.name), codec.unwritten
        if codec.inlined:
            plain |= {} if value is None else dump(value)
        # By type too: False is not 0.
        elif value != unwritten or type(value) is not type(unwritten):
            plain[codec.name] = [] if value == () else codec.dump(value)
    return plain


def convert(kind: type[State], name: str, value: object) -> object:
    """What a column of the desk holds, as the field of a state types it."""
    if isinstance(value, (date, Moment, State)) or value is None:
        return value
    return _named(kind)[name].load(value)


def type_of(kind: type[State], name: str) -> object:
    """What a field holds where it holds something: its type without “or None”."""
    return _named(kind)[name].holds


def is_moment(kind: type[State], name: str) -> bool:
    """Whether a field says when: on the desk it is two columns."""
    return type_of(kind, name) is Moment


def part_of(kind: type[State], name: str) -> type[State] | None:
    """The kind of part that a field holds, one or several of them; None where it holds none."""
    held = type_of(kind, name)
    (held, *_) = get_args(held) or (held,)
    return held if isinstance(held, type) and issubclass(held, State) else None


def _codecs(kind: type[State]) -> tuple[_Codec, ...]:
    if kind not in _CODECS:
        hints = get_type_hints(kind)
        made = fields(kind)  # type: ignore[arg-type]  # each is a dataclass
        _CODECS[kind] = tuple(_codec(one.name, about(one), hints[one.name]) for one in made)
    return _CODECS[kind]


def _named(kind: type[State]) -> Mapping[str, _Codec]:
    if kind not in _NAMED:
        _NAMED[kind] = {codec.name: codec for codec in _codecs(kind)}
    return _NAMED[kind]


def _layout(kind: type[State]) -> _Layout:
    if kind not in _LAYOUTS:
        _LAYOUTS[kind] = _Layout.of(_codecs(kind))
    return _LAYOUTS[kind]


def _codec(name: str, told: About, hint: object) -> _Codec:
    optional = type(None) in get_args(hint) and get_origin(hint) in (Union, types.UnionType)
    if optional:
        (hint,) = (one for one in get_args(hint) if one is not type(None))
    held, hint = hint, getattr(hint, "__supertype__", hint)
    part = hint if isinstance(hint, type) and issubclass(hint, State) else None
    loads, dumps = _both_ways(hint)
    if optional and isinstance(hint, type) and issubclass(hint, Word):
        loads, dumps = partial(_if_any, hint), _or_empty
    elif optional:
        loads, dumps = _or_null(loads), _or_null(dumps)
    inlined = frozenset(one.name for one in _codecs(part)) if told.inlined and part else frozenset()
    unwritten = MISSING if told.always_written else told.absent
    return _Codec(name, told, held, loads, dumps, part, optional, unwritten, inlined)


_code = attrgetter("_value_")
"""Of a word: ``value`` takes as long as all the rest of writing it."""


def _if_any(kind: type[Word], raw: str | None) -> Word | None:
    return kind(raw) if raw else None


def _or_empty(word: object) -> object:
    return word or ""


def _or_null(way: Callable[[Any], Any]) -> Callable[[Any], Any]:
    return way if way is _same else lambda value: None if value is None else way(value)


def _both_ways(hint: Any) -> tuple[Callable[[Any], Any], Callable[[Any], Any]]:
    """How a value of this type is read from plain values, and written as them."""
    if get_origin(hint) is tuple:
        item = get_args(hint)[0]
        loads, dumps = _both_ways(getattr(item, "__supertype__", item))
        return (
            lambda raw: tuple(map(loads, raw)),
            lambda value: [dumps(one) for one in value],
        )
    if issubclass(hint, State):
        return (lambda raw: load(hint, raw)), dump
    if issubclass(hint, Word):
        known = {word.value: word for word in hint}
        return (lambda raw: known.get(raw) or hint(raw)), _code
    return _PLAIN.get(hint, (_same, _same))


def _moment(raw: Mapping[str, str]) -> Moment:
    return Moment(datetime.fromisoformat(raw["at"]), raw["precision"])


def _moment_text(moment: Moment) -> dict[str, str]:
    return {"at": canonical.moment_text(moment.at), "precision": str(moment.precision)}


def _same(value: object) -> object:
    return value


_PLAIN: dict[Any, tuple[Callable[[Any], Any], Callable[[Any], Any]]] = {
    # Bodies of long ago may hold what is not seen and reorders a text: no face shows it.
    str: (without_unseen, _same),
    Moment: (_moment, _moment_text),
    datetime: (datetime.fromisoformat, canonical.moment_text),
    date: (date.fromisoformat, date.isoformat),
}
