"""Labels of a list, each told so far that no other of the list reads the same."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from functools import lru_cache

from claims.domain.text import fold

# The same names stand on most pages.
folded = lru_cache(maxsize=4_096)(fold)


def told_apart(labels: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """For each key the first of its labels that no other key goes by, else the last."""
    used = Counter(name for told in labels.values() for name in set(map(folded, told)))
    return {
        key: next((label for label in told if used[folded(label)] == 1), told[-1])
        for key, told in labels.items()
    }
