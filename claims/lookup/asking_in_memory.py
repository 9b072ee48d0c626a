"""Claims asked for by words as ``Asking`` asks for them, in memory: it finds the same."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property, partial, reduce
from operator import and_, or_

import numpy as np

from claims.domain.search import Term
from claims.lookup.columns import Columns
from claims.lookup.kinds_in_memory import NUMBERED_AS
from claims.lookup.postings import Mask
from claims.lookup.rows_in_memory import Rows
from claims.models.record import search
from claims.models.record.claim_asking import Asking, Claims
from claims.models.record.row import Row
from claims.models.record.rows import (
    PublishedClaim,
    PublishedEvent,
    PublishedReport,
    PublishedSource,
)
from claims.models.record.search import Token, all_numbers, numbered, stated

Ways = Iterator[tuple[Mask, int]]
"""Claims that answer in one way, and how many numbers the database would give of them."""


@dataclass(frozen=True, eq=False)
class InMemory:
    """Claims that answer: which, once it is asked; ``found`` are their numbers where not many."""

    rows: Rows
    make: Callable[[], Mask]
    found: frozenset[int] | None = None

    @cached_property
    def mask(self) -> Mask:
        return self.make()

    def within(self, few: frozenset[int]) -> frozenset[int]:
        places = self.rows.places(few)
        return frozenset(self.rows.since[places[self.mask[places]]].tolist())


@dataclass(frozen=True)
class AskingInMemory(Asking):
    """``columns`` are of the newest entry, or of one after the moment."""

    columns: Columns = field(kw_only=True)
    _masks: dict[Term, InMemory] = field(default_factory=dict)

    def look_up(self, terms: Sequence[Term]) -> tuple[Sequence[InMemory], Sequence[InMemory]]:
        for term in terms:
            if term not in self._masks:
                self._masks[term] = self._found(term)
        return [self._masks[term] for term in terms], [*self._closer(terms)]

    def how_many(self, terms: Sequence[Term]) -> dict[int, int]:
        return self._most([self._masks[term].mask for term in terms])

    def how_many_stated(self, terms: Sequence[Term]) -> dict[int, int]:
        having = self.columns.claims.postings.having
        return self._most([having(stated(term, in_other_words=True)) for term in terms])

    def _most(self, masks: Sequence[Mask]) -> dict[int, int]:
        """In how many each claim of the moment is, by its number; those that are in most."""
        rows = self.columns.claims
        n = reduce(np.add, masks, np.zeros(len(rows.since), dtype=np.int8))
        n[~rows.standing(self.moment)] = 0
        places = np.flatnonzero(n)
        order = np.argsort(n[places], kind="stable")[::-1][: search.MANY]
        most = places[order]
        return dict(zip(rows.since[most].tolist(), n[most].tolist(), strict=True))

    def _found(self, term: Term) -> InMemory:
        """Claims that answer a term in whatever way: few only where there are few ways in all."""
        rows = self.columns.claims
        masks, counts = zip(*self._ways(term), strict=True)
        mask = reduce(or_, masks)
        many = sum(counts) >= search.MANY
        found = None if many else frozenset(rows.since[mask].tolist())
        return InMemory(rows, lambda: mask, found)

    def _ways(self, term: Term) -> Ways:
        """As ``Asking`` has them: by its own words, by what it is named with, by what it does."""
        claims = self.columns.claims
        own = claims.postings.having(term.answers)
        yield own, int(np.count_nonzero(own))
        sources = self._those_called(PublishedSource, [term])
        events = self._those_called(PublishedEvent, [term])
        for column, named in (
            ("claimant", sources),
            ("event", events),
            ("event", self._naming(PublishedEvent, "parent", events)),
        ):
            if named.any():
                by_name = named[claims.arrays[column]]
                yield by_name, int(np.count_nonzero(by_name))
        for reports in (
            self._those_called(PublishedReport, [term]),
            self._naming(PublishedReport, "publisher", sources),
        ):
            if reports.any():
                yield self._citing(reports)
        for beside in (self.linked([term]), self.said_then([term])):
            if beside is not None:
                yield self._numbered(beside)

    def _those_called(self, model: type[Row], terms: Sequence[Term]) -> Mask:
        """Which of the sources, events or reports of the moment are called so, by their numbers."""
        postings = self.columns.named[model].postings
        called = reduce(and_, (postings.having(term.answers) for term in terms))
        return self._those(model, called)

    def _naming(self, model: type[Row], column: str, named: Mask) -> Mask:
        """Which of them name one of these."""
        return self._those(model, named[self.columns.named[model].arrays[column]])

    def _those(self, model: type[Row], mask: Mask) -> Mask:
        rows = self.columns.named[model]
        numbers = rows.arrays["uid"][mask & rows.standing(self.moment)]
        return self.columns.values[NUMBERED_AS[model]].of(numbers)

    def _citing(self, reports: Mask) -> tuple[Mask, int]:
        pairs = reports[self.columns.cited]
        mask = np.zeros(len(self.columns.claims.since), dtype=bool)
        mask[self.columns.citing[pairs]] = True
        return mask, int(np.count_nonzero(pairs))

    def _numbered(self, claims: Claims) -> tuple[Mask, int]:
        """What the database alone knows."""
        (numbers,) = all_numbers([numbered(PublishedClaim, claims)])
        return self.columns.claims.among(numbers), numbers.count(",") + bool(numbers)

    def _closer(self, terms: Sequence[Term]) -> Iterator[InMemory]:
        """What finds the closer claims, as ``Asking`` has it."""
        claims, linked, said = self.columns.claims, self.linked(terms), self.said_then(terms)

        def having(tokens: Callable[[Term], Sequence[Token]]) -> Mask:
            return reduce(and_, (claims.postings.having(tokens(term)) for term in terms))

        def otherwise() -> Mask:
            mask = having(partial(stated, in_other_words=True))
            sources = self._those_called(PublishedSource, terms)
            return mask | sources[claims.arrays["claimant"]] if sources.any() else mask

        if linked is not None:
            yield InMemory(claims, lambda: self._numbered(linked)[0])
        if said is None:
            yield InMemory(claims, lambda: having(stated))
        else:
            yield InMemory(claims, lambda: having(stated) | self._numbered(said)[0])
        yield InMemory(claims, otherwise)
        yield InMemory(claims, lambda: having(lambda term: term.asked))
