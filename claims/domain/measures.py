"""What is counted: the measures there are, how a sentence tells them, what each is the sum of.

A *total* only grows; a *state* holds at a moment and may fall. Events may add their own.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from claims.domain.vocabulary import Word, labels_of


class Nature(Word):
    TOTAL = "total", "A total: it only grows"
    STATE = "state", "A state: it holds at a moment, and may fall"


NATURE_LABELS = labels_of(Nature)


@dataclass(frozen=True)
class Measure:
    """One thing that is counted."""

    slug: str
    name: str
    one: str = ""
    """How a sentence goes on after one of them: "was killed"."""
    many: str = ""
    """How it goes on after several: "were killed"."""
    nature: Nature = Nature.TOTAL
    sum_of: tuple[str, ...] = ()
    """Measures that make this one together, and have nobody in common."""
    same_as: str = ""
    """The measure of which this is only another word."""

    @property
    def heading(self) -> str:
        """Its name at the beginning of a line; names in it keep their capitals."""
        return self.name[:1].upper() + self.name[1:]

    @property
    def of_people(self) -> bool:
        """Whether the phrase goes on after a number of people; others name what they count."""
        return self.many.partition(" ")[0] in _GOES_ON


_GOES_ON = frozenset(
    {"were", "are", "had", "have", "took", "died", "remained", "lived", "lost", "fled"}
    | {"surrendered", "escaped", "survived"}
)


def _befell(slug: str, name: str = "", **more: Any) -> Measure:
    said = name or slug.replace("-", " ")
    return Measure(slug, said, f"was {said}", f"were {said}", **more)


def _done(slug: str) -> Measure:
    return Measure(slug, slug, slug, slug)


def _things(slug: str, one: str, many: str, done: str) -> Measure:
    return Measure(slug, f"{many} {done}", f"{one} was {done}", f"{many} were {done}")


DEFAULTS: tuple[Measure, ...] = (
    _befell("killed"),
    _befell("injured"),
    _befell("wounded", same_as="injured"),
    Measure(
        "casualties",
        "killed or injured",
        "was killed or injured",
        "were killed or injured",
        sum_of=("killed", "injured"),
    ),
    _befell("missing", nature=Nature.STATE),
    Measure(
        "dead-or-missing",
        "dead or missing",
        "was dead or missing",
        "were dead or missing",
        nature=Nature.STATE,
        sum_of=("killed", "missing"),
    ),
    _befell("presumed-dead", nature=Nature.STATE),
    _befell("declared-dead"),
    Measure("bodies-found", "found dead", "was found dead", "were found dead"),
    _befell("aboard", sum_of=("rescued", "killed", "missing")),
    _befell("rescued"),
    _befell("freed"),
    _befell("released", same_as="freed"),
    _befell("abducted"),
    _befell("captured", same_as="abducted"),
    _befell("held-hostage", nature=Nature.STATE),
    _befell("detained", nature=Nature.STATE),
    _befell("arrested"),
    _done("surrendered"),
    _done("escaped"),
    _befell("displaced", nature=Nature.STATE),
    _befell("in-hospital", nature=Nature.STATE),
    Measure("involved", "taking part", "took part", "took part"),
    Measure("torched", "set on fire"),
    _things("vehicles-hit", "vehicle", "vehicles", "hit"),
    _things("vehicles-torched", "vehicle", "vehicles", "set on fire"),
    _things("vehicles-destroyed", "vehicle", "vehicles", "destroyed"),
    _things("buildings-hit", "building", "buildings", "hit"),
    _things("buildings-destroyed", "building", "buildings", "destroyed"),
    Measure("attacks", "attacks", "attack was counted", "attacks were counted"),
)


OTHER_WORDS: Mapping[str, str] = {
    **dict.fromkeys(("dead", "deaths", "fatalities", "died"), "killed"),
    **dict.fromkeys(("hurt", "injuries"), "injured"),
    **dict.fromkeys(("held", "hostages", "captive", "in-captivity"), "held-hostage"),
    **dict.fromkeys(("kidnapped", "taken-hostage"), "abducted"),
    **dict.fromkeys(("hospitalised", "hospitalized"), "in-hospital"),
    "unaccounted-for": "missing",
}
"""What files call a default measure; not offered to anybody."""
OTHER_STATES = frozenset({"trapped", "sheltering", "inside", "unidentified", "still-inside"})
"""What comes and goes, where an event uses such a word and does not describe it."""


class Measures:
    """The measures of one event: the default ones and its own, each known by its slug."""

    def __init__(self, own: Iterable[Measure] = ()) -> None:
        self.own = tuple(own)

    @cached_property
    def by_slug(self) -> Mapping[str, Measure]:
        return {one.slug: one for one in (*DEFAULTS, *self.own)}

    def __iter__(self) -> Iterator[Measure]:
        return iter(self.by_slug.values())

    def of(self, slug: str) -> Measure:
        """A measure; one that nobody described is called by its slug, and mostly a total."""
        if slug in self.by_slug:
            return self.by_slug[slug]
        nature = Nature.STATE if slug in OTHER_STATES else Nature.TOTAL
        return Measure(slug, spelled(slug), nature=nature, same_as=OTHER_WORDS.get(slug, ""))

    def same(self, slug: str) -> str:
        """The one slug of all words for the same thing."""
        return self.of(slug).same_as or slug

    def is_state(self, slug: str) -> bool:
        return slug in self._states

    @cached_property
    def _states(self) -> frozenset[str]:
        known = {*self.by_slug, *OTHER_WORDS, *OTHER_STATES}
        return frozenset(s for s in known if self.of(self.same(s)).nature is Nature.STATE)

    def parts(self, slug: str) -> tuple[str, ...]:
        """What a measure is the sum of, each under its one slug."""
        return tuple(self.same(part) for part in self.of(self.same(slug)).sum_of)

    @cached_property
    def wholes(self) -> Mapping[str, tuple[str, ...]]:
        """For each measure those that hold everybody it counts, the nearest first."""
        found: dict[str, list[str]] = {}
        for whole in self.by_slug:
            for part in self._below(whole):
                found.setdefault(part, []).append(whole)
        return {part: tuple(wholes) for part, wholes in found.items()}

    def _below(self, whole: str) -> list[str]:
        """Every measure in a sum; sums that run in a circle end."""
        found: list[str] = []
        waiting = list(self.parts(whole))
        while waiting:
            part = waiting.pop(0)
            if part not in found and part != whole:
                found.append(part)
                waiting += self.parts(part)
        return found


def spelled(slug: str) -> str:
    return slug.replace("-", " ").replace("_", " ")


MEASURES = Measures()
"""Those of an event that has none of its own."""


def read_measures(listed: Iterable[Mapping[str, Any]]) -> Measures:
    """The measures of an event, its own as a dossier writes them."""
    return Measures(
        Measure(
            slug=part["slug"],
            name=part.get("name") or spelled(part["slug"]),
            one=part.get("one") or "",
            many=part.get("many") or "",
            nature=Nature(part.get("nature") or Nature.TOTAL),
            sum_of=tuple(part.get("sum_of") or ()),
        )
        for part in listed
    )
