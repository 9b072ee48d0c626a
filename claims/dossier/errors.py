"""What is wrong with a dossier: each thing at its exact place, with what to do about it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from claims.domain.errors import RuleBroken
from claims.domain.iso import shown

MOST = 50

Step = str | int
Place = tuple[Step, ...]


class Refused(RuleBroken):
    """A dossier that cannot be taken; nothing of it was."""


class Complaints:
    """Gathers everything that is wrong, so that an author need not find it one by one.

    Of a ``dossier`` each thing is named as well as placed: nobody counts to the 28th source.
    """

    def __init__(self, dossier: object = None) -> None:
        self.sentences: list[str] = []
        self.dossier = dossier

    def add(self, place: Place, sentence: str) -> None:
        said = placed(place, sentence, self.dossier) if place else sentence
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


def placed(place: Place, sentence: str, dossier: object) -> str:
    """A sentence with its place before it, and behind it what stands there."""
    named = [f"{kind} {shown(name)}" for kind, name in names_at(place, dossier)]
    unsaid = [one for one in named if one.partition(" ")[2] not in sentence]
    return f"{spelt(place)}: {sentence}" + (f" ({', '.join(unsaid)})" if unsaid else "")


def names_at(place: Place, dossier: object) -> Iterator[tuple[str, str]]:
    """What each thing on the way to a place is called: the claim, then its figure."""
    here = dossier
    for list_name, step in zip(("", *place), place, strict=False):
        if isinstance(here, dict) and step in here:
            here = here[step]
        elif isinstance(here, list) and isinstance(step, int) and step < len(here):
            here = here[step]
            if name := _called(here, str(list_name)):
                yield NAMED_IN[str(list_name)], name
        else:
            return


NAMED_IN = {
    "sources": "source",
    "reports": "report",
    "claims": "claim",
    "figures": "figure",
    "evidence": "evidence",
    "parts": "part",
    "links": "link",
    "positions": "position",
    "questions": "question",
}
_NAME = {
    "figures": ("id",),
    "evidence": ("key",),
    "links": ("from", "relation", "to"),
    "positions": ("event", "category", "measure"),
}


def _called(thing: object, listed: str) -> str:
    if listed not in NAMED_IN or not isinstance(thing, dict):
        return ""
    words = [thing.get(key) for key in _NAME.get(listed, ("slug",))]
    return " ".join(word for word in words if isinstance(word, str))


def spelt(place: Iterable[Step]) -> str:
    """A place in the file: ``claims[3].figures[0].low``."""
    text = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in place)
    return text.removeprefix(".")
