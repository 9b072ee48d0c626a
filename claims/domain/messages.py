"""Sentences that can be translated: the English one, its key, and what stands at its places.

A message *is* its English sentence: as such it is compared, kept and sent to programs. Printed,
which is what templates and ``str`` do, it is in the language of the site. What is kept beside the
English sentence (``kept``) makes the same message again (``restored``), in any language.

The app says once who translates (``speak_through``); without it everything is English.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any, Protocol, Self


class Translations(Protocol):
    """What ``django.utils.translation`` offers, as far as it is needed here."""

    def gettext(self, message: str, /) -> str: ...
    def pgettext(self, context: str, message: str, /) -> str: ...
    def ngettext(self, singular: str, plural: str, number: int, /) -> str: ...


class _English:
    def gettext(self, message: str, /) -> str:
        return message

    def pgettext(self, context: str, message: str, /) -> str:
        return message

    def ngettext(self, singular: str, plural: str, number: int, /) -> str:
        return singular if number == 1 else plural


_ENGLISH = _English()
_translations: Translations = _ENGLISH


def speak_through(translations: Translations) -> None:
    """Say who turns keys into the words of the language that is active."""
    global _translations  # one site has one language
    _translations = translations


class Message(str):
    """One whole sentence or phrase. Equal to its English words; printed, it is translated."""

    __slots__ = ("context", "key", "number", "places", "plural")
    key: str
    plural: str
    number: int
    context: str
    places: Mapping[str, object]

    def __new__(
        cls,
        key: str,
        places: Mapping[str, object] | None = None,
        *,
        plural: str = "",
        number: int = 1,
        context: str = "",
    ) -> Self:
        chosen = _ENGLISH.ngettext(key, plural, number) if plural else key
        if places:
            chosen %= {name: _english(value) for name, value in places.items()}
        made = super().__new__(cls, chosen)
        made.key, made.plural, made.number = key, plural, number
        made.context, made.places = context, places or {}
        return made

    def __str__(self) -> str:
        if not self.places:
            return self._translated()
        return self._translated() % {name: str(value) for name, value in self.places.items()}

    def _translated(self) -> str:
        if not self.key:
            return ""
        if self.plural:
            return _translations.ngettext(self.key, self.plural, self.number)
        if self.context:
            return _translations.pgettext(self.context, self.key)
        return _translations.gettext(self.key)

    def __format__(self, spec: str) -> str:
        return format(str(self), spec)

    def __getnewargs_ex__(self) -> tuple[tuple[object, ...], dict[str, object]]:
        named = {"plural": self.plural, "number": self.number, "context": self.context}
        return (self.key, dict(self.places)), named

    def placed(self, **places: object) -> Message:
        """The same message, with what was not known yet at its places."""
        return Message(
            self.key,
            {**self.places, **places},
            plural=self.plural,
            number=self.number,
            context=self.context,
        )

    def counted(self, number: int) -> Message:
        """The same message of another number, which stands at its place ``number``."""
        return Message(
            self.key,
            {**self.places, "number": number},
            plural=self.plural,
            number=number,
            context=self.context,
        )

    def __mod__(self, places: Mapping[str, object]) -> Message:
        return self.placed(**places)

    @property
    def kept(self) -> dict[str, object]:
        """Key and places, as they are kept beside the English sentence."""
        found: dict[str, object] = {"key": self.key}
        if self.plural:
            found |= {"plural": self.plural, "number": self.number}
        if self.context:
            found["context"] = self.context
        if self.places:
            found["places"] = {name: _kept(value) for name, value in self.places.items()}
        return found


def gettext(key: str, /, **places: object) -> Message:
    """A sentence with named places: ``_("%(party)s denies it.", party=name)``."""
    return Message(key, places)


def pgettext(context: str, key: str, /, **places: object) -> Message:
    """The same, of a word that means different things in different places."""
    return Message(key, places, context=context)


def ngettext(singular: str, plural: str, number: int, /, **places: object) -> Message:
    """A sentence that differs with a number; the number is no place unless it is named."""
    return Message(singular, places, plural=plural, number=number)


def restored(kept: Mapping[str, Any]) -> Message:
    """The message of which key and places were kept."""
    places = {
        name: restored(value) if isinstance(value, Mapping) else value
        for name, value in kept.get("places", {}).items()
    }
    return Message(
        kept["key"],
        places,
        plural=kept.get("plural", ""),
        number=kept.get("number", 1),
        context=kept.get("context", ""),
    )


def capitalised(text: str) -> str:
    """With a capital, as it is printed in the language of the site."""
    shown = str(text)
    return shown[:1].upper() + shown[1:]


def lowered(text: str) -> str:
    """In small letters, as it is printed in the language of the site."""
    return str(text).lower()


NOTHING = Message("")


def printed(value: object) -> Any:
    """What is written as JSON for people to read: messages in it in the language of the site."""
    if isinstance(value, Mapping):
        return {name: printed(inner) for name, inner in value.items()}
    if isinstance(value, list | tuple):
        return [printed(inner) for inner in value]
    return str(value) if isinstance(value, Message) else value


def written(messages: Mapping[str, str]) -> str:
    """Keys and places of several messages by name, as one text; of plain strings nothing."""
    found = {name: one.kept for name, one in messages.items() if isinstance(one, Message)}
    return json.dumps(found, ensure_ascii=False, sort_keys=True) if found else ""


def read_back(text: str) -> dict[str, Message]:
    """The messages of such a text by name."""
    return {name: restored(kept) for name, kept in json.loads(text).items()} if text else {}


def listed(items: Iterable[object]) -> Message | str:
    """Several as a sentence lists them: “A”, “A and B”, “A, B and C”."""
    every = list(items)
    before = strung(every[:-1])
    return (
        gettext("%(before)s and %(last)s", before=before, last=every[-1])
        if before
        else _strung(every, NOTHING)
    )


def strung(items: Iterable[object]) -> Message | str:
    """Several that are told one after the other: “A, B, C”; empty ones are left out."""
    return _strung(filter(None, items), gettext("%(before)s, %(next)s"))


def in_a_row(items: Iterable[object]) -> Message | str:
    """Several sayings of one sentence: “A; B; C”."""
    return _strung(items, gettext("%(before)s; %(next)s"))


def after_colons(items: Iterable[object]) -> Message | str:
    """Whose it is and what it says, each after what stands before it: “A: B: C”."""
    return _strung(filter(None, items), gettext("%(before)s: %(next)s"))


def joined(sentences: Iterable[object]) -> Message | str:
    """Several whole sentences, one after the other."""
    return _strung(filter(None, sentences), gettext("%(before)s %(next)s"))


def _strung(items: Iterable[object], two: Message) -> Message | str:
    every = list(items)
    before = every[0] if every else ""
    for item in every[1:]:
        before = two.placed(before=before, next=item)
    return before if isinstance(before, Message) else str(before)


def _english(value: object) -> str:
    return str.__str__(value) if isinstance(value, Message) else str(value)


def _kept(value: object) -> object:
    if isinstance(value, Message):
        return value.kept
    return value if isinstance(value, int) else str(value)
