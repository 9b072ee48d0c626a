"""What is counted: the measures there are, how a sentence tells them, what each is the sum of.

A *total* only grows; a *state* holds at a moment and may fall. Events may add their own.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Required, TypedDict

from claims.domain.messages import capitalised
from claims.domain.messages import gettext as _
from claims.domain.vocabulary import Word, labels_of


class Nature(Word):
    TOTAL = "total", _("A total: it only grows")
    STATE = "state", _("A state: it holds at a moment, and may fall")


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
        return capitalised(self.name)

    @cached_property
    def of_people(self) -> bool:
        """Whether the phrase goes on after a number of people; others name what they count.

        What is counted has a plural, most verbs have none: "fell ill", but "ballots were counted".
        """
        one, many = (phrase.partition(" ")[0] for phrase in (self.one, self.many))
        return many in _GOES_ON or (many != "" and one == many)


_GOES_ON = frozenset(
    {"were", "are", "had", "have", "took", "died", "remained", "lived", "lost", "fled"}
    | {"surrendered", "escaped", "survived"}
)


DEFAULTS: tuple[Measure, ...] = (
    Measure("killed", _("killed"), _("was killed"), _("were killed")),
    # Of an illness, a birth, a cold winter: nobody killed them.
    Measure("died", _("dead"), _("died"), _("died"), same_as="killed"),
    Measure("injured", _("injured"), _("was injured"), _("were injured")),
    Measure("wounded", _("wounded"), _("was wounded"), _("were wounded"), same_as="injured"),
    Measure(
        "casualties",
        _("killed or injured"),
        _("was killed or injured"),
        _("were killed or injured"),
        sum_of=("killed", "injured"),
    ),
    Measure("missing", _("missing"), _("was missing"), _("were missing"), nature=Nature.STATE),
    Measure(
        "dead-or-missing",
        _("dead or missing"),
        _("was dead or missing"),
        _("were dead or missing"),
        nature=Nature.STATE,
        sum_of=("killed", "missing"),
    ),
    Measure(
        "presumed-dead",
        _("presumed dead"),
        _("was presumed dead"),
        _("were presumed dead"),
        nature=Nature.STATE,
    ),
    Measure("declared-dead", _("declared dead"), _("was declared dead"), _("were declared dead")),
    Measure("bodies-found", _("found dead"), _("was found dead"), _("were found dead")),
    Measure(
        "aboard",
        _("aboard"),
        _("was aboard"),
        _("were aboard"),
        sum_of=("rescued", "killed", "missing"),
    ),
    Measure("rescued", _("rescued"), _("was rescued"), _("were rescued")),
    Measure("freed", _("freed"), _("was freed"), _("were freed")),
    Measure("released", _("released"), _("was released"), _("were released"), same_as="freed"),
    Measure("abducted", _("abducted"), _("was abducted"), _("were abducted")),
    Measure("captured", _("captured"), _("was captured"), _("were captured"), same_as="abducted"),
    Measure(
        "held-hostage",
        _("held hostage"),
        _("was held hostage"),
        _("were held hostage"),
        nature=Nature.STATE,
    ),
    Measure("detained", _("detained"), _("was detained"), _("were detained"), nature=Nature.STATE),
    Measure("arrested", _("arrested"), _("was arrested"), _("were arrested")),
    Measure("surrendered", _("surrendered"), _("surrendered"), _("surrendered")),
    Measure("escaped", _("escaped"), _("escaped"), _("escaped")),
    Measure(
        "displaced", _("displaced"), _("was displaced"), _("were displaced"), nature=Nature.STATE
    ),
    Measure(
        "in-hospital",
        _("in hospital"),
        _("was in hospital"),
        _("were in hospital"),
        nature=Nature.STATE,
    ),
    Measure(
        "cases-confirmed", _("cases confirmed"), _("case was confirmed"), _("cases were confirmed")
    ),
    Measure(
        "cases-suspected",
        _("cases suspected"),
        _("case was suspected"),
        _("cases were suspected"),
        nature=Nature.STATE,
    ),
    Measure(
        "cases",
        _("cases confirmed or suspected"),
        _("case was confirmed or suspected"),
        _("cases were confirmed or suspected"),
        nature=Nature.STATE,
        sum_of=("cases-confirmed", "cases-suspected"),
    ),
    Measure(
        "confirmed-deaths",
        _("deaths among confirmed cases"),
        _("died with a confirmed infection"),
        _("died with a confirmed infection"),
    ),
    Measure("involved", _("taking part"), _("took part"), _("took part")),
    Measure("torched", _("set on fire")),
    Measure("vehicles-hit", _("vehicles hit"), _("vehicle was hit"), _("vehicles were hit")),
    Measure(
        "vehicles-torched",
        _("vehicles set on fire"),
        _("vehicle was set on fire"),
        _("vehicles were set on fire"),
    ),
    Measure(
        "vehicles-destroyed",
        _("vehicles destroyed"),
        _("vehicle was destroyed"),
        _("vehicles were destroyed"),
    ),
    Measure("buildings-hit", _("buildings hit"), _("building was hit"), _("buildings were hit")),
    Measure(
        "buildings-destroyed",
        _("buildings destroyed"),
        _("building was destroyed"),
        _("buildings were destroyed"),
    ),
    Measure("attacks", _("attacks"), _("attack was counted"), _("attacks were counted")),
)


OTHER_WORDS: Mapping[str, str] = {
    **dict.fromkeys(("dead", "deaths", "fatalities"), "killed"),
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

    def words(self, slug: str) -> frozenset[str]:
        """All words for what this one counts."""
        known = {*self.by_slug, *OTHER_WORDS, slug}
        return frozenset(word for word in known if self.same(word) == self.same(slug))

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


class Written(TypedDict, total=False):
    """A measure as a dossier writes it."""

    slug: Required[str]
    name: str
    one: str
    many: str
    nature: str
    sum_of: list[str]


def read_measures(listed: Iterable[Written]) -> Measures:
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
