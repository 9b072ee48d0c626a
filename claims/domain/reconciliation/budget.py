"""How much the engine may do: counted, not timed, so that every run stops at the same place."""

from dataclasses import dataclass

SEARCH = 700_000
"""Units of work for the contradictions of one event: about a second on a small machine."""
RANGES = 700_000
TRYING = 150_000
"""The same while an editor waits for each choice to be worked out; the page says if it stopped."""


class Stopped(Exception):
    """There was more to do than the budget allows."""


@dataclass
class Budget:
    left: int

    @property
    def spent(self) -> bool:
        return self.left <= 0

    def spend(self, units: int) -> None:
        self.left -= units
        if self.left < 0:
            raise Stopped
