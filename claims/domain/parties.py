"""Who stands together in one event, and from which day to which."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from typing import Self

from claims.domain.iso import shown
from claims.domain.messages import gettext as _

_STATED = re.compile(r"([0-9]{4})(?:-([0-9]{2}))?(?:-([0-9]{2}))?")


@dataclass(frozen=True)
class Span:
    """From a day to a day, both included; an end that nobody stated is open."""

    first: date = date.min
    last: date = date.max
    # Where an end is a month or a year: by when it had begun, and until when it held at least.
    begun: date | None = field(default=None, compare=False)
    held: date | None = field(default=None, compare=False)

    @classmethod
    def read(cls, since: str = "", until: str = "") -> Self:
        """Each end a year, a month or a day; raises ValueError with a sentence."""
        first, begun = _days(since) if since else (date.min, None)
        held, last = _days(until) if until else (None, date.max)
        span = cls(first, last, begun, held)
        if span.last < span.first:
            raise ValueError(f"{shown(until)} lies before {shown(since)}.")
        return span

    def holds(self, day: date | None) -> bool:
        """Whether a day lies in it; a day that nobody stated may."""
        return day is None or self.first <= day <= self.last

    def meets(self, other: "Span") -> bool:
        """Whether some day surely lies in both: a month may end one and begin the next."""
        return self._had_begun <= other._held_until and other._had_begun <= self._held_until

    @property
    def _had_begun(self) -> date:
        return self.begun or self.first

    @property
    def _held_until(self) -> date:
        return self.held or self.last


ALWAYS = Span()


@dataclass(frozen=True)
class Member:
    """A source that stood with a party, and when."""

    source: str
    span: Span = ALWAYS


@dataclass(frozen=True)
class Party:
    """A side in one event, by the name that readers know."""

    slug: str
    name: str
    members: tuple[Member, ...] = ()
    allied_with: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Parties:
    """The parties of one event. Who is a member of none is an outsider there."""

    listed: tuple[Party, ...] = ()

    @cached_property
    def by_slug(self) -> Mapping[str, Party]:
        return {party.slug: party for party in self.listed}

    @cached_property
    def _memberships(self) -> Mapping[str, Sequence[tuple[Span, Party]]]:
        found: dict[str, list[tuple[Span, Party]]] = {}
        for party in self.listed:
            for member in party.members:
                found.setdefault(member.source, []).append((member.span, party))
        return found

    def party_of(self, source: str, day: date | None) -> Party | None:
        """The party it was a member of on that day; the last where no day is known."""
        held = [one for one in self._memberships.get(source, ()) if one[0].holds(day)]
        return max(held, key=lambda one: one[0].first)[1] if held else None

    def together(self, a: Party | None, b: Party | None) -> bool:
        """One party, or two of which one is said to be allied with the other."""
        if a is None or b is None:
            return False
        return a.slug == b.slug or a.slug in b.allied_with or b.slug in a.allied_with

    def opposed(self, a: Party | None, b: Party | None) -> bool:
        return a is not None and b is not None and not self.together(a, b)

    def held_twice(self) -> Iterable[tuple[str, str]]:
        """The members that stand with two parties at a time: slug of the second, source."""
        for source, held in self._memberships.items():
            for n, (span, party) in enumerate(held):
                if any(span.meets(earlier) for earlier, _ in held[:n]):
                    yield party.slug, source


NO_PARTIES = Parties()


def _days(text: str) -> tuple[date, date]:
    """The first and last day of a year, a month or a day."""
    found = _STATED.fullmatch(text)
    try:
        if found is None:
            raise ValueError
        year, month, day = (int(part) if part else None for part in found.groups())
        first = date(year or 0, month or 1, day or 1)
        if day is not None:
            return first, first
        after = first.replace(day=28) + timedelta(days=4)
        month_ends = after.replace(day=1) - timedelta(days=1)
        return first, month_ends if month else date(first.year, 12, 31)
    except (ValueError, OverflowError):
        told = _(
            "%(text)s is no year (2024), month (2024-08) or day (2024-08-26).", text=shown(text)
        )
        raise ValueError(told) from None
