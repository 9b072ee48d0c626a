"""Who knows independently of whom: originators, and the chains they form."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations

from claims.domain.errors import RuleBroken

Key = str
MOST_EXACT = 15


@dataclass(frozen=True)
class SourceFacts:
    """What independence rests on: whom a source speaks for and whose side it is on."""

    key: Key
    name: str
    kind: str = "other"
    side: str = ""
    speaks_for: Key | None = None
    apart_from: frozenset[Key] = frozenset()
    """Sources of its side that, as an editor recorded with a public reason, know separately."""


Sources = Mapping[Key, SourceFacts]


@dataclass(frozen=True, order=True)
class Originator:
    """The source behind one piece of evidence; conceding, it speaks against its own side."""

    source: Key
    concedes: bool = False


@dataclass(frozen=True)
class Chain:
    """Originators tied to one another, with how many of them know independently."""

    originators: tuple[Originator, ...]
    independent: int
    sentence: str


def lineage(key: Key, sources: Sources) -> list[Key]:
    """A source, whom it speaks for, whom they speak for, and so on."""
    line: list[Key] = []
    step: Key | None = key
    while step is not None:
        if step in line:
            names = " and ".join(_names(line, sources))
            raise RuleBroken(f"{names} are said to speak for one another in a circle.")
        line.append(step)
        step = sources[step].speaks_for
    return line


def root(key: Key, sources: Sources) -> Key:
    return lineage(key, sources)[-1]


def side_of(key: Key, sources: Sources) -> str:
    """A source's own side, else that of whom it speaks for; empty where there is none."""
    return next((side for k in lineage(key, sources) if (side := sources[k].side)), "")


def same_side(a: Key, b: Key, sources: Sources) -> bool:
    return side_of(a, sources) != "" and side_of(a, sources) == side_of(b, sources)


def opposed(a: Key, b: Key, sources: Sources) -> bool:
    """Both have a side, and the sides differ."""
    ours, theirs = side_of(a, sources), side_of(b, sources)
    return ours != "" and theirs != "" and ours != theirs


def same_voice(a: Key, b: Key, sources: Sources) -> bool:
    """Joined by whom they speak for."""
    return root(a, sources) == root(b, sources)


def dependent(a: Originator, b: Originator, sources: Sources) -> bool:
    """Whether two originators are one chain."""
    if same_voice(a.source, b.source, sources):
        return True
    if not same_side(a.source, b.source, sources) or a.concedes != b.concedes:
        return False
    return not _apart(a.source, b.source, sources)


def independent(originators: Iterable[Originator], sources: Sources) -> int:
    """How many of them know independently: the most of whom no two are one chain."""
    return sum(_most(group, sources) for group in _groups(originators, sources))


def chains_explained(originators: Iterable[Originator], sources: Sources) -> list[Chain]:
    """The originators by chain, each with a sentence for the editor."""
    found = []
    for group in _groups(originators, sources):
        most = _most(group, sources)
        found.append(Chain(tuple(sorted(group)), most, _sentence(group, most, sources)))
    return found


def _apart(a: Key, b: Key, sources: Sources) -> bool:
    ours, theirs = lineage(a, sources), lineage(b, sources)
    return _recorded(ours, theirs, sources) or _recorded(theirs, ours, sources)


def _recorded(ours: list[Key], theirs: list[Key], sources: Sources) -> bool:
    return any(sources[key].apart_from.intersection(theirs) for key in ours)


def _groups(originators: Iterable[Originator], sources: Sources) -> Iterator[set[Originator]]:
    """Originators that are tied, directly or through others; in a fixed order."""
    waiting = sorted(set(originators))
    while waiting:
        group = [waiting.pop(0)]
        for member in group:
            tied = [other for other in waiting if dependent(member, other, sources)]
            group += tied
            waiting = [other for other in waiting if other not in tied]
        yield set(group)


def _most(group: set[Originator], sources: Sources) -> int:
    ties = {a: frozenset(b for b in group if b == a or dependent(a, b, sources)) for a in group}
    # Those tied to exactly the same others stand for one another.
    alone = {tied: a for a, tied in sorted(ties.items(), reverse=True)}
    kept = frozenset(alone.values())
    ties = {a: ties[a] & kept for a in kept}
    return _largest(kept, ties) if len(kept) <= MOST_EXACT else _greedy(kept, ties)


Ties = Mapping[Originator, frozenset[Originator]]


def _largest(left: frozenset[Originator], ties: Ties) -> int:
    """The size of the largest set without ties, by trying each with and without."""
    if not left:
        return 0
    busiest = max(sorted(left), key=lambda a: len(ties[a] & left))
    taken = 1 + _largest(left - ties[busiest], ties)
    if len(ties[busiest] & left) == 1:
        return taken
    return max(taken, _largest(left - {busiest}, ties))


def _greedy(left: frozenset[Originator], ties: Ties) -> int:
    """Too many to try them all: a count that may be too low, never too high."""
    count = 0
    while left:
        freest = min(sorted(left), key=lambda a: len(ties[a] & left))
        left -= ties[freest]
        count += 1
    return count


def _sentence(group: set[Originator], most: int, sources: Sources) -> str:
    keys = sorted({originator.source for originator in group})
    names = _listed(sorted(_names(keys, sources)))
    number = "one chain" if most == 1 else f"{most} chains"
    if len(keys) == 1:
        return f"{names}: {number}."
    one_voice = all(same_voice(a, b, sources) for a, b in combinations(keys, 2))
    tie = "speak with one voice" if one_voice else "are on one side"
    return f"{names} {tie}: {number}."


def _names(keys: Iterable[Key], sources: Sources) -> list[str]:
    return [sources[key].name for key in keys]


def _listed(names: list[str]) -> str:
    return " and ".join(filter(None, [", ".join(names[:-1]), names[-1]]))
