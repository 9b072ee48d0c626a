"""Every text of a state that readers can find, with what it is called and whom it is about."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from claims.states.base import State, fields_of
from claims.states.encoding import type_of
from claims.states.link import LinkState
from claims.states.references import references

TEXTS = (str, tuple[str, ...])
# What says again, for programs, what stands beside it.
UNREAD = ("as_messages",)


@dataclass(frozen=True)
class Text:
    """``about``: the subjects that its part of the state names; none for words of the whole."""

    label: str
    text: str
    about: frozenset[str]


def texts_of(state: State) -> Iterator[Text]:
    """A link is about its ends; of all others each part is about what it names."""
    return _texts(state, "", _named(state) if isinstance(state, LinkState) else frozenset())


def _texts(state: State, within: str, about: frozenset[str]) -> Iterator[Text]:
    kind = type(state)
    for name, told in fields_of(kind).items():
        value, label = getattr(state, name), f"{within}{told.label}"
        for one in value if isinstance(value, tuple) else (value,):
            if isinstance(one, State):
                yield from _texts(one, f"{label}: ", _named(one))
            elif _is_words(one) and type_of(kind, name) in TEXTS and name not in UNREAD:
                yield Text(label, one, about)


def _is_words(value: object) -> bool:
    """Not a short name, a key or a code."""
    return isinstance(value, str) and len(value.split()) > 1


def _named(part: State) -> frozenset[str]:
    return frozenset(uid for _, uid in references(part))
