"""Which figures could be left out so that no known conflict remains: each way, none twice.

A depth-first search over minimal hitting sets (after Murakami and Uno), in which conflicts may
be found on the way. Sets are whole numbers, one bit for each figure or conflict.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from claims.domain.reconciliation.budget import Budget, Stopped

Mask = int
DEEPEST = 300


@dataclass
class Walk:
    """One search; `probe` tells a conflict that a way leaves standing, or 0 where none does."""

    everything: Mask
    conflicts: list[Mask]
    probe: Callable[[Mask], Mask]
    budget: Budget
    ways: set[Mask] = field(default_factory=set)
    """Figures whose absence leaves no conflict, each set as small as it can be."""

    _touching: dict[Mask, Mask] = field(default_factory=dict)
    """For each figure the conflicts it is in."""
    _counted: int = 0

    def run(self) -> None:
        """Walk again and again until a whole walk meets no new conflict."""
        known = -1
        while known != len(self.conflicts):
            known = len(self.conflicts)
            self.ways = set()
            self._explore(0, self.everything, {})

    def _explore(self, chosen: Mask, candidates: Mask, only: dict[Mask, Mask]) -> None:
        self.budget.spend(20 + len(self.conflicts))
        if len(only) > DEEPEST:
            raise Stopped
        conflict = self._standing(chosen, candidates)
        left = candidates & ~conflict
        for bit in bits(conflict & candidates):
            kept = self._still_needed(only, bit)
            if kept is not None:
                self._explore(chosen | bit, left, kept)
            left |= bit

    def _standing(self, chosen: Mask, candidates: Mask) -> Mask:
        """A conflict that the chosen do not touch, the one with the fewest ways out; or 0."""
        standing = [conflict for conflict in self.conflicts if not conflict & chosen]
        if standing:
            return min(standing, key=lambda conflict: (conflict & candidates).bit_count())
        if chosen in self.ways:
            return 0
        found = self.probe(self.everything & ~chosen)
        if found:
            self.conflicts.append(found)
        else:
            self.ways.add(chosen)
        return found

    def _still_needed(self, only: dict[Mask, Mask], bit: Mask) -> dict[Mask, Mask] | None:
        """For each chosen figure the conflicts it alone touches; None where one has none left."""
        touched = self._touched(bit)
        kept = {other: needed & ~touched for other, needed in only.items()}
        if not all(kept.values()):
            return None
        elsewhere = 0
        for other in only:
            elsewhere |= self._touched(other)
        kept[bit] = touched & ~elsewhere
        return kept

    def _touched(self, bit: Mask) -> Mask:
        for number in range(self._counted, len(self.conflicts)):
            for one in bits(self.conflicts[number]):
                self._touching[one] = self._touching.get(one, 0) | 1 << number
        self._counted = len(self.conflicts)
        return self._touching.get(bit, 0)


def bits(mask: Mask) -> Iterator[Mask]:
    """The single bits of a set, lowest first."""
    while mask:
        lowest = mask & -mask
        yield lowest
        mask ^= lowest
