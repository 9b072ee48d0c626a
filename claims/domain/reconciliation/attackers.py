"""Counts of everybody that leave the attackers out, or of everybody else that hold them."""

from claims.domain.categories import ATTACKERS
from claims.domain.reconciliation.trees import Tree
from claims.domain.vocabulary import YesNo


def category_meant(category: str, includes: object, tree: Tree) -> str:
    """The category that a figure counts by what is said of attackers in it."""
    node = tree.by_slug.get(ATTACKERS)
    if node is None or not node.parent:
        return category
    rest = _everyone_else(tree, node.parent, node.grouping)
    if includes in (False, YesNo.NO) and category == node.parent and rest:
        return rest
    if includes in (True, YesNo.YES) and category == rest:
        return node.parent
    return category


def _everyone_else(tree: Tree, whole: str, grouping: str) -> str:
    """The one category that is all but the attackers; empty where there is none."""
    others = [slug for slug in tree.parts[whole][grouping] if slug != ATTACKERS]
    return others[0] if len(others) == 1 and grouping in tree.by_slug[whole].complete else ""
