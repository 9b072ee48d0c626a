"""What all nodes share: who publishes, how times are spelt, and that nothing empty is said."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from claims.domain.vocabulary import Nature, SourceKind
from claims.presenters.addresses import Site, path_of
from claims.presenters.moments import When

Node = dict[str, object]
VOCABULARY = "https://schema.org"
_TO_THE_MINUTE = re.compile(r"(T\d\d:\d\d)(?=[+\-Z])")
_A_DAY = 10
PEOPLE = (SourceKind.OFFICIAL, SourceKind.WITNESS, SourceKind.ANALYST)


def node(kind: str, **facts: object) -> Node:
    """A node with what is known; absence is not a statement."""
    return {"@type": kind, **{name: fact for name, fact in facts.items() if fact}}


def graph(nodes: Iterable[Node]) -> Node:
    return {"@context": VOCABULARY, "@graph": list(nodes)}


def speaker(name: str, *, kind: str, nature: str) -> Node | None:
    """Whoever says things: a person or a body; a group that is not named is neither.

    Where nobody said which it is, its kind tells.
    """
    if nature == Nature.UNNAMED:
        return None
    is_person = nature == Nature.PERSON or (not nature and kind in PEOPLE)
    return node("Person" if is_person else "Organization", name=name)


def newsroom(site: Site) -> Node:
    home, method = (site.at(path_of(f"pages:{name}")) for name in ("home", "methodology"))
    return node("Organization", name=site.name, url=home, publishingPrinciples=method)


def moment(when: When | None) -> str:
    """With seconds, as schema.org has it; nothing for a month, which it cannot say."""
    if when is None or len(when.iso) < _A_DAY:
        return ""
    return _TO_THE_MINUTE.sub(r"\1:00", when.iso)


def crumbs(site: Site, trail: Sequence[tuple[str, str]]) -> Node:
    """From the list a page stands in to the page itself: names with their paths."""
    return node(
        "BreadcrumbList",
        itemListElement=[
            node("ListItem", position=n, name=name, item=site.at(path))
            for n, (name, path) in enumerate(trail, start=1)
        ],
    )
