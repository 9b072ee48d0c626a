"""What an address asks of the list of claims, and how many claims other answers would find."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from functools import cached_property
from heapq import nlargest, nsmallest

from django.db import models
from django.http import QueryDict

from claims.domain.dates_in_words import day_text
from claims.domain.distinct_names import told_apart
from claims.domain.invisible_characters import without_unseen
from claims.domain.measures import MEASURES, Measure
from claims.domain.status import counted_as
from claims.domain.vocabulary import Publication
from claims.filters import PARAMETERS, ClaimFilter, subjects_at
from claims.lookup.as_of import Shown
from claims.lookup.hits import Hits
from claims.lookup.kept_columns import asking_for
from claims.lookup.paging import Page, page_of, page_of_parts, page_of_placed
from claims.models.record.claim_asking import Claims
from claims.models.record.counts import tally
from claims.models.record.event_tree import added_up, wholes, with_those_above
from claims.models.record.merged import counted_once, kept_at
from claims.models.record.rows import PublishedClaim, PublishedEvent, PublishedSource
from claims.pages.filter_names import measures_named, source_labels
from claims.presenters.counting_context import Node, Tree

# As many as a phone loads lightly and a thumb still scrolls through; words find the rest.
MOST_OFFERED = 60
COLUMNS = {"status": "counted", "source": "claimant", "event": "event", "measure": "measures"}
Count = Callable[[str], Mapping[str, int]]
"""From the name of a parameter to how many claims each of its values would find."""


class FilterState:
    """One question, about claims as of one moment."""

    def __init__(self, query: QueryDict, rows: Claims, shown: Shown) -> None:
        self.query, self.rows, self.shown = query, rows, shown
        self._asking = asking_for(query, shown)
        self._columns = self._asking.columns if self._asking else None
        self.filter = ClaimFilter(
            query,
            queryset=rows,
            moment=shown.rows,
            zone=shown.zone,
            asking=self._asking,
        )
        self.statuses = query.getlist("status")
        self.examined = query.get("examined", "")
        # A merged source is asked for as the one it is kept in.
        source = self._subject(PublishedSource, "source")
        self.source = source and kept_at(PublishedSource, source, shown.rows)
        self.event = self._subject(PublishedEvent, "event")

    def _subject(self, model: type[PublishedSource | PublishedEvent], name: str) -> str:
        slug = self.query.get(name, "")
        return next(iter(subjects_at(model, slug, self.shown.rows)), "") if slug else ""

    @property
    def problems(self) -> list[str]:
        return [str(said) for errors in self.filter.form.errors.values() for said in errors]

    @property
    def asked(self) -> dict[str, str]:
        """What the fields repeat; what is no day is not put back into a field for days."""
        kept = {name: without_unseen(self.query.get(name, "")) for name in PARAMETERS}
        wrong = [day for day in ("since", "until") if day in self.filter.form.errors]
        return kept | dict.fromkeys(wrong, "")

    @cached_property
    def _count(self) -> Count:
        """What is asked for is found once, and counted in every way; all claims by indexes.

        What was merged or retracted is listed with its mark, and not counted there.
        """
        if self._columns:
            standing = self._columns.claims.standing(self.shown.rows)
            found = self._columns.tally(
                self.filter.wanted, self._hits.mask if self._hits else standing
            )
            return lambda name: found[COLUMNS[name]]
        if any(self.query.get(name) for name in PARAMETERS):
            asked = self.filter.without(*COLUMNS, "examined").qs
            found = tally(_counting(asked), self.filter.wanted)
            return lambda name: found[COLUMNS[name]]
        return lambda name: grouped(_counting(self.filter.qs), COLUMNS[name])

    @cached_property
    def _hits(self) -> Hits | None:
        """What words found among the claims in memory; None where there are no words."""
        if not self._asking or not self.filter.asked:
            return None
        return Hits(self._asking, self.filter.found)

    def page(self, path: str) -> Page[PublishedClaim]:
        """The closest first where words are searched for, else the latest change."""
        key = {"time": "effective_from", "number": "since", "path": path}
        if not self.filter.asked:
            return page_of(self.filter.qs, self.query, **key)
        if not self._columns or not self._hits:
            return page_of_parts(self.filter.by_closeness, self.query, **key)
        arrays = self._columns.claims.arrays
        # Under a source stands what is its own.
        listed = arrays["counts"] if self.query.get("source") else arrays["listed"]
        fits = listed & self._columns.fitting(self.filter.wanted)
        placed = self._hits.placed(fits, self.query.get("before", ""))
        return page_of_placed(placed, self.query, **key)

    @cached_property
    def counted(self) -> Mapping[str, int]:
        return self._count("status")

    @cached_property
    def by_source(self) -> Mapping[str, int]:
        return self._count("source")

    @cached_property
    def by_measure(self) -> Mapping[str, int]:
        """All words for one measure together: under the one that is used, where only one is."""
        found: Counter[str] = Counter()
        used: dict[str, set[str]] = {}
        for told, n in self._count("measure").items():
            words = {word: MEASURES.same(word) for word in told.split()}
            found.update(dict.fromkeys(words.values(), n))
            for word, one in words.items():
                used.setdefault(one, set()).add(word)
        return {used[one].pop() if len(used[one]) == 1 else one: n for one, n in found.items()}

    @cached_property
    def sources(self) -> list[PublishedSource]:
        """Who made the most claims, by name; the one asked for among them."""
        wanted = [*_most(self.by_source), self.source]
        found = PublishedSource.objects.named(filter(None, wanted), self.shown.rows).values()
        return sorted((s for s in found if not s.withheld), key=lambda s: s.called.casefold())

    @cached_property
    def called(self) -> Mapping[str, str]:
        """What each source offered is called, by uid: two of one name are told apart."""
        return source_labels(self.sources, self.shown)

    @cached_property
    def titles(self) -> Mapping[str, str]:
        """The same of the events offered."""
        rows = [row for row, _, _ in self.events]
        return told_apart({row.uid: _titles(row) for row in rows})

    @cached_property
    def events(self) -> list[tuple[PublishedEvent, int, int]]:
        """Events, how deep each lies, and its claims, parts included; parts follow their wholes."""
        counts = self._count("event")
        rows = with_those_above([*_most(counts), self.event], self.shown.rows)
        totals = added_up(counts, wholes(rows, self.shown.rows))
        offered = {*_most(totals), self.event}
        tree = Tree(Node(row.uid, row.title, row.parent) for row in rows)
        listed = sorted((row for row in rows if row.uid in offered), key=lambda r: tree.rank(r.uid))
        return [(row, len(tree.line(row.uid)) - 1, totals[row.uid]) for row in listed]

    @property
    def total(self) -> int:
        """How many claims there are at any status."""
        return sum(self.counted.values())

    @property
    def left(self) -> int:
        """How many claims the whole question finds."""
        return sum(self.counted.get(key, 0) for key in self.filter.chosen)

    @property
    def named_source(self) -> str:
        return self.called.get(self.source, "")

    @property
    def named_event(self) -> str:
        return self.titles.get(self.event, "")

    @cached_property
    def measures(self) -> list[str]:
        """What is counted in the most claims."""
        return _most(self.by_measure)

    @cached_property
    def measured(self) -> Mapping[str, Measure]:
        """Each measure offered or asked for, by its slug."""
        asked = {self.query.get("measure", "")} - {""}
        return measures_named({*self.by_measure, *asked}, [row for row, _, _ in self.events])


def _titles(event: PublishedEvent) -> list[str]:
    day = day_text(event.starts_on) if event.starts_on else ""
    told = f"{event.title} ({day})" if day else event.title
    return [event.title, told, f"{event.title} ({event.slug})"]


def _most(counts: Mapping[str, int]) -> list[str]:
    # There may be tens of thousands: few are in play, and numbers alone are compared faster.
    (*_, least) = nlargest(MOST_OFFERED, counts.values()) or (0,)
    in_play = (uid for uid, n in counts.items() if n >= least)
    return nsmallest(MOST_OFFERED, in_play, key=lambda uid: (-counts[uid], uid))


def _counting(claims: Claims) -> Claims:
    """What every page counts: each claim that we stand by once."""
    return counted_once(claims.filter(publication=Publication.PUBLISHED))


def grouped(claims: Claims, column: str) -> dict[str, int]:
    """Counted by the database, which reads one index in its order: best where nearly all fit."""
    if column == "counted":
        found: Counter[str] = Counter()
        both = claims.order_by().values_list("status", "examined")
        for status, examined, n in both.annotate(n=models.Count("since")):
            found[counted_as(status, examined=examined)] += n
        return dict(found)
    rows = claims.order_by().values_list(column).annotate(n=models.Count("since"))
    return {value: n for value, n in rows if value}
