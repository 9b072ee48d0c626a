"""Trees of events and of categories: what is part of what, and what leaves nobody out."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from claims.domain.errors import RuleBroken
from claims.domain.messages import gettext as _
from claims.domain.trees import DEEPEST

MAIN = "main"


@dataclass(frozen=True)
class Node:
    """A part of the event, or a category of people; `parent` is empty at the top."""

    slug: str
    name: str
    parent: str = ""
    grouping: str = MAIN
    complete: frozenset[str] = field(default_factory=frozenset)
    """The groupings of its parts that leave nobody out."""


Line = tuple[str, ...]


@dataclass(frozen=True)
class Tree:
    nodes: tuple[Node, ...]

    @cached_property
    def by_slug(self) -> Mapping[str, Node]:
        found = {node.slug: node for node in self.nodes}
        if len(found) < len(self.nodes):
            raise RuleBroken(_("Two parts of the event, or two categories, have one slug."))
        return found

    @cached_property
    def roots(self) -> tuple[str, ...]:
        return tuple(sorted(node.slug for node in self.nodes if not node.parent))

    @cached_property
    def parts(self) -> Mapping[str, Mapping[str, tuple[str, ...]]]:
        """For each whole its parts by grouping, in an order that the file does not decide."""
        found: dict[str, dict[str, tuple[str, ...]]] = {}
        for node in sorted(self.nodes, key=lambda n: (n.grouping, n.slug)):
            groupings = found.setdefault(node.parent, {})
            groupings[node.grouping] = (*groupings.get(node.grouping, ()), node.slug)
        return found

    @cached_property
    def lines(self) -> Mapping[str, Line]:
        """For each node: itself, what it is part of, what that is part of, up to the top."""
        return {slug: self._line(slug) for slug in self.by_slug}

    def name(self, slug: str) -> str:
        return self.by_slug[slug].name

    def contains(self, whole: str, part: str) -> bool:
        """Whether everyone in the part is in the whole; each node contains itself."""
        return whole in self.lines[part]

    def apart(self, a: str, b: str) -> bool:
        """Whether nobody can be in both: they fall under two parts of one grouping."""
        ours, theirs = self.lines[a][::-1], self.lines[b][::-1]
        if ours[0] != theirs[0]:
            return False
        for one, other in zip(ours, theirs, strict=False):
            if one != other:
                return self.by_slug[one].grouping == self.by_slug[other].grouping
        return False

    def _line(self, slug: str) -> Line:
        line: list[str] = []
        while slug:
            if slug in line:
                raise RuleBroken(_("“%(name)s” is a part of itself.", name=self.name(slug)))
            if len(line) == DEEPEST:
                raise RuleBroken(
                    _("Parts of parts go deeper than %(deepest)s steps.", deepest=DEEPEST)
                )
            if slug not in self.by_slug:
                raise RuleBroken(
                    _(
                        "There is no “%(slug)s” for “%(line)s” to be part of.",
                        slug=slug,
                        line=line[-1],
                    )
                )
            line.append(slug)
            slug = self.by_slug[slug].parent
        return tuple(line)
