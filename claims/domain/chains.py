"""Who knows independently of whom: originators, and the chains they form."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import combinations

from claims.domain.errors import RuleBroken
from claims.domain.messages import gettext as _
from claims.domain.messages import listed, ngettext
from claims.domain.parties import ALWAYS, NO_PARTIES, Parties, Party, Span

Key = str
MOST_EXACT = 15


@dataclass(frozen=True)
class Voice:
    """Another source on whose behalf one speaks, and when."""

    source: Key
    span: Span = ALWAYS


@dataclass(frozen=True)
class SourceFacts:
    """What independence rests on, besides the parties of the event: whom a source speaks for."""

    key: Key
    name: str
    kind: str = "other"
    speaks_for: tuple[Voice, ...] = ()
    apart_from: frozenset[Key] = frozenset()
    """Sources of its party that, as an editor recorded with a public reason, know separately."""

    def voice(self, day: date | None) -> Key | None:
        """Whom it spoke for on that day; whom it speaks for last where no day is known."""
        held = [one for one in self.speaks_for if one.span.holds(day)]
        return max(held, key=lambda one: one.span.first).source if held else None


@dataclass(frozen=True)
class Sources:
    """The sources of one event, and the parties there."""

    facts: Mapping[Key, SourceFacts]
    parties: Parties = NO_PARTIES

    def __getitem__(self, key: Key) -> SourceFacts:
        return self.facts[key]

    @cached_property
    def standings(self) -> dict[tuple[Key, date | None], "Standing"]:
        """What was worked out once and is asked again."""
        return {}


@dataclass(frozen=True)
class Originator:
    """Who says or knows something, and when; conceding, it speaks against its own party.

    Where it stood is asked as of that day: who has changed party since still knew it as what it
    was.
    """

    source: Key
    concedes: bool = False
    day: date | None = None

    def __lt__(self, other: "Originator") -> bool:
        return self._order < other._order

    @property
    def _order(self) -> tuple[Key, bool, date]:
        return self.source, self.concedes, self.day or date.min


@dataclass(frozen=True)
class Standing:
    """Where somebody stood on a day: in whose voice, and with which party."""

    lineage: tuple[Key, ...]
    party: Party | None

    @cached_property
    def voices(self) -> frozenset[Key]:
        return frozenset(self.lineage)


@dataclass(frozen=True)
class Chain:
    """Originators tied to one another, with how many of them know independently."""

    originators: tuple[Originator, ...]
    independent: int
    sentence: str


def check_voices(sources: Sources) -> None:
    """Raise RuleBroken where sources speak for one another in a circle, whenever."""
    settled: set[Key] = set()
    for key in sources.facts:
        line: list[Key] = []
        waiting = [(key, 0)]
        while waiting:
            step, depth = waiting.pop()
            del line[depth:]
            if step in line:
                names = listed(_names(line[line.index(step) :], sources))
                raise RuleBroken(
                    _("%(names)s are said to speak for one another in a circle.", names=names)
                )
            line.append(step)
            if step not in settled:
                waiting += [(v.source, depth + 1) for v in sources[step].speaks_for]
            settled.add(step)


def standing(one: Originator, sources: Sources) -> Standing:
    """Whom a source spoke for on its day, and the party of the first of them that has one."""
    key = one.source, one.day
    if key not in sources.standings:
        line = _lineage(one, sources)
        known = (sources.parties.party_of(source, one.day) for source in line)
        party = next((party for party in known if party), None)
        sources.standings[key] = Standing(line, party)
    return sources.standings[key]


def _lineage(one: Originator, sources: Sources) -> tuple[Key, ...]:
    """A source, whom it spoke for, whom they spoke for, and so on."""
    line: list[Key] = []
    step: Key | None = one.source
    while step is not None and step not in line:
        line.append(step)
        step = sources[step].voice(one.day)
    return tuple(line)


def party_of(one: Originator, sources: Sources) -> Party | None:
    """The party it stood with, or that of whom it spoke for; None for an outsider."""
    return standing(one, sources).party


def together(a: Originator, b: Originator, sources: Sources) -> bool:
    """Of one party, or of two that are allied."""
    return sources.parties.together(party_of(a, sources), party_of(b, sources))


def opposed(a: Originator, b: Originator, sources: Sources) -> bool:
    """Of different parties that are not allied."""
    return sources.parties.opposed(party_of(a, sources), party_of(b, sources))


def same_voice(a: Originator, b: Originator, sources: Sources) -> bool:
    """Joined by whom they speak for."""
    return not standing(a, sources).voices.isdisjoint(standing(b, sources).lineage)


def dependent(a: Originator, b: Originator, sources: Sources) -> bool:
    """Whether two originators are one chain."""
    if a.source == b.source or same_voice(a, b, sources):
        return True
    if not together(a, b, sources) or a.concedes != b.concedes:
        return False
    return not _apart(a, b, sources)


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


def _apart(a: Originator, b: Originator, sources: Sources) -> bool:
    ours, theirs = standing(a, sources).lineage, standing(b, sources).lineage
    return _recorded(ours, theirs, sources) or _recorded(theirs, ours, sources)


def _recorded(ours: Iterable[Key], theirs: Iterable[Key], sources: Sources) -> bool:
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
    names = listed(sorted(_names(keys, sources)))
    number = ngettext("one chain", "%(most)s chains", most, most=most)
    if len(keys) == 1:
        return _("%(names)s: %(number)s.", names=names, number=number)
    if all(same_voice(a, b, sources) for a, b in combinations(sorted(group), 2)):
        return _("%(names)s speak with one voice: %(number)s.", names=names, number=number)
    parties = sorted({party.name for one in group if (party := party_of(one, sources))})
    places = {"names": names, "parties": listed(parties), "number": number}
    if len(parties) == 1:
        return _("%(names)s are on one side, %(parties)s: %(number)s.", **places)
    return _("%(names)s are on allied sides, %(parties)s: %(number)s.", **places)


def _names(keys: Iterable[Key], sources: Sources) -> list[str]:
    return [sources[key].name for key in keys]
