"""One line a field: what a published thing holds, and all that needs to be known of it.

A kind of state is a frozen dataclass whose fields are made by ``public``. From these lines come
how a body is read and written (``encoding``), how the desk and readers call a field, whether a
change of it is of substance, and its key in a dossier.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import MISSING, Field, dataclass, field, fields
from typing import Any, ClassVar, TypeVar, dataclass_transform

from claims.domain.messages import gettext as _


@dataclass(frozen=True, slots=True)
class About:
    """What is to be known of one public field.

    ``label``: how the desk calls it. ``readers``: how a list of changes calls it. ``column``: the
    desk's column it is read from, or empty where it is put together. ``dossier``: its key there, or
    empty. ``substance``: how the refusal of a "minor" change names it, or empty where an edit of it
    may be minor. ``says``: what it means, for who reads the API.
    """

    label: str
    readers: str
    column: str
    dossier: str
    substance: str
    says: str
    absent: object
    always_written: bool
    inlined: bool


def public(
    label: str,
    *,
    says: str = "",
    readers: str = "",
    column: str | None = None,
    dossier: str | None = None,
    substance: str = "",
    absent: object = MISSING,
    always_written: bool = False,
    inlined: bool = False,
) -> Any:
    """A field that readers see.

    ``absent`` is what a body from before the field meant by not naming it. It must never change: it
    would rewrite what was said. A field that has it is written only where it says something else,
    so that older bodies stay equal to newer ones, unless it is ``always_written``. Writers name
    every field, ``absent`` or not. The keys of an ``inlined`` part stand among those of its owner,
    and are all missing where it is.
    """
    about = {
        "label": label,
        "readers": readers,
        "column": column,
        "dossier": dossier,
        "substance": substance,
        "says": says,
        "absent": absent,
        "always_written": always_written,
        "inlined": inlined,
    }
    return field(metadata={"about": about})


class State:
    """What readers see of a thing or of a part of one. Compared by value; never changed."""

    __slots__ = ()
    # Columns of the desk that no state holds, by the names that the kind's model gives them.
    PRIVATE: ClassVar[frozenset[str]] = frozenset()


S = TypeVar("S", bound=State)


@dataclass_transform(frozen_default=True, kw_only_default=True, field_specifiers=(public,))
def state(cls: type[S]) -> type[S]:
    """Make a class of ``public`` fields a kind of state; any other field stops the program."""
    made = dataclass(frozen=True, kw_only=True, slots=True)(cls)
    for one in fields(made):  # type: ignore[arg-type]  # it was made a dataclass in the line above
        if "about" not in one.metadata:
            raise TypeError(f"{cls.__name__}.{one.name} does not say what readers see of it.")
    return made


# What a list of changes calls a field for which its class has no other words.
_OWN_NAMES: dict[str, str] = {
    name: name
    for name in (
        _("title"),
        _("summary"),
        _("context"),
        _("place"),
        _("latitude"),
        _("longitude"),
        _("starts on"),
        _("ends on"),
        _("time zone"),
        _("parent"),
        _("grouping"),
        _("complete"),
        _("position"),
        _("categories"),
        _("measures"),
        _("name"),
        _("short name"),
        _("aliases"),
        _("kind"),
        _("side"),
        _("speaks for"),
        _("about"),
        _("url"),
        _("separations"),
        _("publisher"),
        _("linked"),
        _("medium"),
        _("language"),
        _("published"),
        _("accessed"),
        _("archive url"),
        _("reprints"),
        _("publisher note"),
        _("statement"),
        _("event"),
        _("status"),
        _("reason"),
        _("reopened"),
        _("figures"),
        _("stances"),
        _("evidence"),
        _("category"),
        _("measure"),
        _("established"),
        _("standing"),
        _("low"),
        _("best"),
        _("high"),
        _("as of"),
        _("stated"),
        _("method"),
        _("uses"),
        _("leaves out"),
        _("readings"),
        _("rationale"),
        _("dissent"),
        _("override reason"),
        _("decisions"),
        _("findings"),
        _("from claim"),
        _("relation"),
        _("to claim"),
        _("note"),
        _("text"),
        _("retracted"),
    )
}


def about(one: Field[object]) -> About:
    """All that is to be known of a field of a state, with what its name tells filled in."""
    given = dict(one.metadata["about"])
    own = one.name.replace("_", " ")
    given["readers"] = given["readers"] or _OWN_NAMES.get(own, own)
    for key in ("column", "dossier"):
        given[key] = one.name if given[key] is None else given[key]
    return About(**given)


_FIELDS: dict[type[State], dict[str, About]] = {}


def fields_of(kind: type[State]) -> Mapping[str, About]:
    """The public fields of a kind by name, in the order of its class."""
    if kind not in _FIELDS:
        made = fields(kind)  # type: ignore[arg-type]  # each is a dataclass
        _FIELDS[kind] = {one.name: about(one) for one in made}
    return _FIELDS[kind]


def values(state: State) -> dict[str, object]:
    """The fields of a state by name, each as its class types it."""
    return {name: getattr(state, name) for name in fields_of(type(state))}


def differing(before: State, after: State) -> list[str]:
    """The fields in which two states of one kind differ, in the order of their class."""
    names = fields_of(type(after))
    return [name for name in names if getattr(before, name) != getattr(after, name)]
