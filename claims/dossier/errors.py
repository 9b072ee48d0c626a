"""What is wrong with a dossier: each thing at its exact place, with what to do about it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from claims.domain.errors import RuleBroken

MOST = 50

Step = str | int
Place = tuple[Step, ...]


class Refused(RuleBroken):
    """A dossier that cannot be taken; nothing of it was."""


class Complaints:
    """Gathers everything that is wrong, so that an author need not find it one by one."""

    def __init__(self) -> None:
        self.sentences: list[str] = []

    def add(self, place: Place, sentence: str) -> None:
        said = f"{spelt(place)}: {sentence}" if place else sentence
        if said not in self.sentences[-MOST:]:
            self.sentences.append(said)

    def settle(self) -> None:
        """Raise ``Refused`` with everything found so far, if there is anything."""
        if self.sentences:
            raise refused(self.sentences)


def refused(sentences: Sequence[str]) -> Refused:
    shown = list(sentences[:MOST])
    if len(sentences) > MOST:
        shown.append(f"… and {len(sentences) - MOST:,} more. Put these right first.")
    return Refused(*shown)


def spelt(place: Iterable[Step]) -> str:
    """A place in the file: ``claims[3].figures[0].low``."""
    text = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in place)
    return text.removeprefix(".")
