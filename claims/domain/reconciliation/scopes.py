"""Trees made ready for arithmetic: every whole is exactly its parts, those left over named too.

Only what is mentioned matters: parts nobody counted join those left over.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from itertools import product
from math import prod

from claims.domain.reconciliation.trees import Tree

MOST_ATOMS = 256
Rule = tuple[int, tuple[int, ...]]
Atom = frozenset[str]


@dataclass(frozen=True)
class Side:
    """One of the two trees that are crossed, its nodes as numbers."""

    size: int
    index: Mapping[str, int]
    rules: tuple[Rule, ...]
    """Each whole with parts that have nobody in common and leave nobody out."""
    splits: bool
    """Whether some whole is divided in two ways at once."""
    groupings: Mapping[str, tuple[tuple[str, ...], ...]] = field(repr=False)
    roots: tuple[str, ...] = ()

    @property
    def bottom(self) -> list[int]:
        wholes = {whole for whole, _ in self.rules}
        return [node for node in range(self.size) if node not in wholes]


REST = ""
"""Stands among parts for those in none of them."""


def side(tree: Tree, mentioned: Iterable[str]) -> Side:
    kept = {above for slug in mentioned for above in tree.lines[slug]}
    index = {slug: number for number, slug in enumerate(sorted(kept))}
    groupings = {slug: _groupings(tree, slug, kept) for slug in index}
    size, rules = len(index), []
    for slug, divided in groupings.items():
        for parts in divided:
            numbers = [index[part] if part else size for part in parts]
            size += REST in parts
            rules.append((index[slug], tuple(numbers)))
    splits = any(len(divided) > 1 for divided in groupings.values())
    roots = tuple(slug for slug in tree.roots if slug in kept)
    return Side(size, index, tuple(rules), splits, groupings, roots)


def cross(events: Side, categories: Side) -> tuple[Side, Side, bool]:
    """Both sides, and whether crossing them leaves nothing unsaid.

    Where both trees divide a whole in two ways at once, counts for each pair of nodes may fit
    together only in part. One tree is then cut into the pieces that all its divisions make.
    """
    if not (events.splits and categories.splits):
        return events, categories, True
    ours, theirs = _count(events), _count(categories)
    if min(ours, theirs) > MOST_ATOMS:
        return events, categories, False
    if ours <= theirs:
        return _cut(events), categories, True
    return events, _cut(categories), True


def _groupings(tree: Tree, slug: str, kept: set[str]) -> tuple[tuple[str, ...], ...]:
    found = []
    for grouping, parts in tree.parts.get(slug, {}).items():
        mentioned = tuple(part for part in parts if part in kept)
        whole = grouping in tree.by_slug[slug].complete and len(mentioned) == len(parts)
        if mentioned:
            found.append(mentioned if whole else (*mentioned, REST))
    return tuple(found)


def _count(one: Side) -> int:
    """How many pieces all divisions of a tree make together."""

    def pieces(slug: str) -> int:
        if slug == REST:
            return 1
        return prod(sum(pieces(part) for part in parts) for parts in one.groupings[slug])

    return sum(pieces(root) for root in one.roots)


def _atoms(one: Side, slug: str) -> list[Atom]:
    """The smallest pieces of a node, each as the nodes it lies in."""
    if slug == REST:
        return [frozenset()]
    divisions = [
        [atom for part in parts for atom in _atoms(one, part)] for parts in one.groupings[slug]
    ]
    return [frozenset({slug}).union(*choice) for choice in product(*divisions)]


def _cut(one: Side) -> Side:
    atoms = [atom for root in one.roots for atom in _atoms(one, root)]
    numbered = list(enumerate(atoms, start=len(one.index)))
    rules = [
        (number, tuple(at for at, atom in numbered if slug in atom))
        for slug, number in one.index.items()
    ]
    return replace(one, size=len(one.index) + len(atoms), rules=tuple(rules), splits=False)
