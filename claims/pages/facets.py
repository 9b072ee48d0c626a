"""Ways to narrow the list of claims by one click, and to take away what narrows it now."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.http import QueryDict

from claims.domain.figures import MEASURES, measure_label
from claims.domain.status import Status
from claims.lookup.paging import address
from claims.pages.filter_state import Narrowing
from claims.presenters.addresses import path_of
from claims.presenters.moments import day_text
from claims.presenters.status import StatusMark, all_marks

MOST_LINKS = 4
Value = tuple[str, str, int]
"""What an address names it by, what a reader calls it, how many claims."""
NOT_ON_RECORD = "something that is not on record"


@dataclass(frozen=True)
class StatusFacet:
    """A status to narrow by, with how many claims stand there."""

    status: StatusMark
    href: str
    chosen: bool


@dataclass(frozen=True)
class Way:
    """One value to narrow by, and how many claims it would leave."""

    label: str
    count: int
    href: str


@dataclass(frozen=True)
class Facet:
    label: str
    ways: tuple[Way, ...]


@dataclass(frozen=True)
class Condition:
    """One thing that narrows the list: the words are ours, ``name`` may be in any language."""

    words: str
    name: str = ""
    without: str = ""


def statuses(asked: Narrowing) -> list[StatusFacet]:
    return [
        StatusFacet(mark, _narrower(asked, status=mark.code), mark.code in asked.statuses)
        for mark in all_marks(asked.by_status)
    ]


def facets(asked: Narrowing) -> list[Facet]:
    """What could be asked for besides, the most claims first; nothing where it would not narrow."""
    offered = {
        "source": ("Said by", _sources(asked)),
        "event": ("About", [(row.slug, row.title, n) for row, _, n in asked.events]),
        "measure": ("With a figure of", _measures(asked)),
    }
    found = [
        Facet(label, tuple(_ways(asked, name, values)))
        for name, (label, values) in offered.items()
        if not asked.query.get(name)
    ]
    return [facet for facet in found if facet.ways]


def _sources(asked: Narrowing) -> list[Value]:
    return [(row.slug, row.called, asked.by_source.get(row.uid, 0)) for row in asked.sources]


def _measures(asked: Narrowing) -> list[Value]:
    return [(m, measure_label(m).capitalize(), n) for m, n in asked.by_measure.items()]


def _ways(asked: Narrowing, name: str, values: Iterable[Value]) -> Iterator[Way]:
    narrowing = [value for value in values if 0 < value[2] < asked.left]
    for slug, label, count in sorted(narrowing, key=lambda v: (-v[2], v[1]))[:MOST_LINKS]:
        yield Way(label, count, _narrower(asked, **{name: slug}))


def _narrower(asked: Narrowing, **changed: str) -> str:
    return address(path_of("pages:claims"), asked.query, **changed, before="")


def conditions(asked: Narrowing) -> Iterator[Condition]:
    """Each thing asked for, to be read after “Only claims”, with the address without it."""
    yield from _statuses(asked)
    named = [("source", "said by", asked.named_source), ("event", "about", asked.named_event)]
    for name, words, found in named:
        if asked.query.get(name):
            yield Condition(words, found or NOT_ON_RECORD, _narrower(asked, **{name: ""}))
    if measure := asked.query.get("measure", ""):
        known = measure in MEASURES or measure in asked.by_measure
        label = measure_label(measure) if known else NOT_ON_RECORD
        yield Condition("with a figure of", label, _narrower(asked, measure=""))
    if question := asked.query.get("q", ""):
        yield Condition("with the words", f"“{question}”", _narrower(asked, q=""))
    yield from _days(asked)


def _statuses(asked: Narrowing) -> Iterator[Condition]:
    chosen = [status for status in Status if status in asked.statuses]
    for n, status in enumerate(chosen):
        words = f"{'or as' if n else 'that stand as'} {status.label.lower()}"
        kept = [other.value for other in chosen if other != status]
        yield Condition(words, without=_with_statuses(asked.query, kept))


def _with_statuses(query: QueryDict, kept: list[str]) -> str:
    asked = query.copy()
    asked.setlist("status", kept)
    return address(path_of("pages:claims"), asked, before="")


def _days(asked: Narrowing) -> Iterator[Condition]:
    for name, words in (("since", "said on or after"), ("until", "said on or before")):
        day = asked.filter.form.cleaned_data.get(name)
        if isinstance(day, date):
            yield Condition(f"{words} {day_text(day)}", without=_narrower(asked, **{name: ""}))
