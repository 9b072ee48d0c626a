"""The form that narrows the list of claims, one click that does so, and one that takes it away."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from urllib.parse import parse_qsl

from claims.domain.dates_in_words import day_text
from claims.domain.measures import MEASURES
from claims.domain.messages import gettext as _
from claims.domain.status import Status
from claims.lookup.paging import address
from claims.pages.filter_state import FilterState
from claims.presenters.addresses import path_of
from claims.presenters.counting_context import measure_rank
from claims.presenters.status import StatusMark, all_marks

# Browsers drop ordinary spaces from the start of an option.
THAT_STAND_AS, OR_AS = _("that stand as %(status)s"), _("or as %(status)s")
INDENT = "\u00a0\u00a0\u00a0"
MOST_LINKS = 4
EXAMINED = {"yes": _("that we have examined"), "no": _("that we have not examined yet")}
NOT_ON_RECORD = _("something that is not in our record")


@dataclass(frozen=True)
class Option:
    value: str
    label: str
    chosen: bool


@dataclass(frozen=True)
class Choice:
    """One labelled select."""

    name: str
    label: str
    every: str
    options: tuple[Option, ...]

    @property
    def several(self) -> bool:
        """An address may ask for more than one: then the form keeps them."""
        return sum(option.chosen for option in self.options) > 1


@dataclass(frozen=True)
class StatusFacet:
    """A status to narrow by, with how many claims stand there."""

    status: StatusMark
    href: str
    chosen: bool


@dataclass(frozen=True)
class FacetValue:
    """One value to narrow by, and how many claims it would leave."""

    label: str
    count: int
    href: str


@dataclass(frozen=True)
class Facet:
    label: str
    values: tuple[FacetValue, ...]


@dataclass(frozen=True)
class Condition:
    """One thing that narrows the list: the words are ours, ``name`` may be in any language."""

    words: str
    name: str = ""
    without: str = ""


def choices(filters: FilterState) -> list[Choice]:
    marks = all_marks(filters.counted)
    statuses = [
        Option(
            status.value,
            f"{status.label} ({sum(m.count for m in marks if m.code == status)})",
            status in filters.statuses,
        )
        for status in Status
    ]
    examined = [
        Option(word, f"{label} ({_examined(filters, marks, word)})", word == filters.examined)
        for word, label in (("yes", _("We have")), ("no", _("Not yet")))
    ]
    sources = [
        Option(
            row.slug,
            f"{filters.called[row.uid]} ({filters.by_source.get(row.uid, 0)})",
            row.uid == filters.source,
        )
        for row in filters.sources
    ]
    events = [
        Option(
            row.slug,
            f"{INDENT * depth}{filters.titles[row.uid]} ({count})",
            row.uid == filters.event,
        )
        for row, depth, count in filters.events
    ]
    chosen = filters.query.get("measure", "")
    words = MEASURES.words(chosen)
    known = {chosen} & MEASURES.by_slug.keys() if not words & {*filters.measures} else set()
    measures = [
        Option(
            measure,
            f"{filters.measured[measure].heading} ({filters.by_measure.get(measure, 0)})",
            measure in words,
        )
        for measure in sorted({*filters.measures, *known}, key=measure_rank)
    ]
    return [
        Choice("status", _("Status"), _("Any"), tuple(statuses)),
        Choice("examined", _("Examined"), _("Either"), tuple(examined)),
        Choice("source", _("Said by"), _("Anybody"), tuple(sources)),
        Choice("event", _("About"), _("Any event"), tuple(events)),
        Choice("measure", _("With a figure of"), _("Any, or none"), tuple(measures)),
    ]


def status_facets(filters: FilterState) -> list[StatusFacet]:
    asked = bool(filters.statuses or filters.examined)
    return [
        StatusFacet(mark, _standing(filters, mark), asked and mark.counted in filters.filter.chosen)
        for mark in all_marks(filters.counted)
    ]


def _standing(filters: FilterState, mark: StatusMark) -> str:
    asked = {"status": "", "examined": "", **dict(parse_qsl(mark.query))}
    return _with(filters, **asked)


def _examined(filters: FilterState, marks: Iterable[StatusMark], word: str) -> int:
    """How many were, or were not, of those at the statuses asked for."""
    asked = [m for m in marks if not filters.statuses or m.code in filters.statuses]
    return sum(mark.count for mark in asked if mark.examined is (word == "yes"))


def facets(filters: FilterState) -> list[Facet]:
    """What could be asked for besides, the most claims first; nothing where it would not narrow."""
    sources = [
        (row.slug, filters.called[row.uid], filters.by_source.get(row.uid, 0))
        for row in filters.sources
    ]
    events = [(row.slug, filters.titles[row.uid], count) for row, __, count in filters.events]
    measures = [(m, filters.measured[m].heading, n) for m, n in filters.by_measure.items()]
    found = []
    for name, label, values in (
        ("source", _("Said by"), sources),
        ("event", _("About"), events),
        ("measure", _("With a figure of"), measures),
    ):
        narrowing = [value for value in values if 0 < value[2] < filters.left]
        if narrowing and not filters.query.get(name):
            most = sorted(narrowing, key=lambda value: (-value[2], value[1]))[:MOST_LINKS]
            links = [FacetValue(called, n, _with(filters, **{name: v})) for v, called, n in most]
            found.append(Facet(label, tuple(links)))
    return found


def conditions(filters: FilterState) -> Iterator[Condition]:
    """Each thing asked for, to be read after “Only claims”, with the address without it."""
    yield from _standings(filters)
    named = [
        ("source", _("said by"), filters.named_source),
        ("event", _("about"), filters.named_event),
    ]
    for name, words, found in named:
        if filters.query.get(name):
            yield Condition(words, found or NOT_ON_RECORD, _with(filters, **{name: ""}))
    if measure := filters.query.get("measure", ""):
        known = measure in MEASURES.by_slug or measure in filters.by_measure
        label = filters.measured[measure].name if known else NOT_ON_RECORD
        yield Condition(_("with a figure of"), label, _with(filters, measure=""))
    if question := filters.query.get("q", ""):
        yield Condition(_("with the words"), f"“{question}”", _with(filters, q=""))
    for name, words in (
        ("since", _("said on or after %(day)s")),
        ("until", _("said on or before %(day)s")),
    ):
        day = filters.filter.form.cleaned_data.get(name)
        if isinstance(day, date):
            yield Condition(words.placed(day=day_text(day)), without=_with(filters, **{name: ""}))


def _standings(filters: FilterState) -> Iterator[Condition]:
    chosen = [status for status in Status if status in filters.statuses]
    for n, status in enumerate(chosen):
        words = (OR_AS if n else THAT_STAND_AS).placed(status=str(status.label).lower())
        others = filters.query.copy()
        others.setlist("status", [other.value for other in chosen if other != status])
        yield Condition(words, without=address(path_of("pages:claims"), others, before=""))
    if filters.examined in EXAMINED:
        yield Condition(EXAMINED[filters.examined], without=_with(filters, examined=""))


def _with(filters: FilterState, **changed: str) -> str:
    """The list narrowed otherwise in one thing; an empty value takes it away."""
    return address(path_of("pages:claims"), filters.query, **changed, before="")
