"""Who is counted: the usual trees of categories, one of which is copied into each new event."""

from collections.abc import Iterable, Iterator
from typing import Required, TypedDict

from claims.domain.messages import gettext as _


class Category(TypedDict, total=False):
    """A category as a dossier writes it."""

    slug: Required[str]
    name: Required[str]
    phrase: str
    grouping: str
    complete: list[str]
    parts: "list[Category]"


MAIN = "main"
ALL = "all"
ATTACKERS = "attackers"
EVERYONE_ELSE = "everyone-else"
"""The headline category: everyone except attackers."""


PHRASES: dict[str, str] = {
    ATTACKERS: _("attackers"),
    "civilians": _("civilians"),
    "security-forces": _("members of the security forces"),
    "soldiers": _("soldiers"),
    "law-enforcement": _("members of law enforcement"),
    "police": _("police officers"),
    "paramilitary": _("members of paramilitary forces"),
    "children": _("children"),
    "rescuers": _("rescuers"),
}
"""How a sentence says whom a usual category counts, where the event does not say otherwise."""


_HEADINGS = {
    (ALL, "All"): _("Everyone"),
    # What it is called where only its slug is known.
    (EVERYONE_ELSE, "Everyone else"): _("Everyone except attackers"),
}


def heading(slug: str, name: str) -> str:
    """A category over a table: the usual whole is everyone, unless editors call it otherwise."""
    return _HEADINGS.get((slug, name), name)


def default_tree() -> list[Category]:
    """A fresh copy each time, so that no event can change another's."""
    return [
        {
            "slug": ALL,
            "name": "All",
            "complete": [MAIN],
            "parts": [{"slug": ATTACKERS, "name": "Attackers"}, _everyone_else()],
        }
    ]


def tree_without_attackers() -> list[Category]:
    """For a fire, a flood, a wreck: nobody was attacking."""
    return [
        {
            "slug": ALL,
            "name": "All",
            "parts": [
                {"slug": "children", "name": "Children", "grouping": "age"},
                {"slug": "rescuers", "name": "Rescuers", "grouping": "role"},
            ],
        }
    ]


def usual_tree(*, attackers: bool) -> list[Category]:
    """By the answer to “Was anybody attacking?”."""
    return default_tree() if attackers else tree_without_attackers()


def _everyone_else() -> Category:
    civilians: Category = {"slug": "civilians", "name": "Civilians"}
    return {
        "slug": EVERYONE_ELSE,
        "name": "Everyone except attackers",
        "parts": [civilians, _security_forces()],
    }


def _security_forces() -> Category:
    law_enforcement: Category = {
        "slug": "law-enforcement",
        "name": "Law enforcement",
        "parts": [
            {"slug": "police", "name": "Police"},
            {"slug": "paramilitary", "name": "Paramilitary"},
        ],
    }
    return {
        "slug": "security-forces",
        "name": "Security forces",
        "parts": [{"slug": "soldiers", "name": "Soldiers"}, law_enforcement],
    }


def walk(
    tree: Iterable[Category], parent: Category | None = None
) -> Iterator[tuple[Category, Category | None]]:
    """Every category with its parent, parents before their parts."""
    for category in tree:
        yield category, parent
        yield from walk(category.get("parts") or [], category)
