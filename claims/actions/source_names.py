"""Which source on the desk a typed name means, and how sources of one name are told apart."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property

from django.db.models import Count
from django.utils.translation import ngettext

from claims.domain.errors import RuleBroken
from claims.domain.messages import gettext as _
from claims.domain.messages import strung
from claims.domain.role_names import is_role, names_a_group
from claims.domain.text import fold
from claims.domain.vocabulary import Nature, SourceKind
from claims.models.desk.claim import Claim
from claims.models.desk.event import Event
from claims.models.desk.source import Report, Source

CARRIERS = {SourceKind.MEDIA, SourceKind.AGENCY}
PEOPLE = {SourceKind.WITNESS, SourceKind.OFFICIAL, SourceKind.ANALYST}
MOST_OF_ABOUT = 60
MOST_EVENTS = 2
_COLUMNS = (
    "pk",
    "slug",
    "name",
    "short_name",
    "aliases",
    "nature",
    "kind",
    "about",
    "merged_into",
)
# Behind a name, as `label` writes it.
_SLUG_BEHIND = re.compile(r"\[([a-z0-9-]+)\]\s*\Z")


@dataclass(frozen=True)
class Known:
    """What is read of each source: enough to find it and to tell it from others."""

    pk: int
    slug: str
    name: str
    short_name: str
    aliases: list[str]
    nature: str
    kind: str
    about: str
    merged_into: int | None

    @cached_property
    def names(self) -> frozenset[str]:
        return frozenset(fold(n) for n in (self.name, self.short_name, *self.aliases) if n)

    @property
    def is_group(self) -> bool:
        """People whom nobody named: they belong to one event."""
        if self.nature:
            return self.nature == Nature.UNNAMED
        return names_a_group(self.name)

    @property
    def is_person(self) -> bool:
        return self.nature == Nature.PERSON or (not self.nature and self.kind in PEOPLE)

    @property
    def told(self) -> str:
        """What it is, to tell it from another of its name."""
        about = self.about if len(self.about) <= MOST_OF_ABOUT else f"{self.about[:59].rstrip()}…"
        nature = Nature(self.nature).label if self.nature else ""
        return " · ".join(map(str, filter(None, (nature, SourceKind(self.kind).label, about))))


def known(source: Source) -> Known:
    return Known(
        pk=source.pk,
        slug=source.slug,
        name=source.name,
        short_name=source.short_name,
        aliases=source.aliases,
        nature=source.nature,
        kind=source.kind,
        about=source.about,
        merged_into=source.merged_into_id,
    )


@dataclass(frozen=True)
class Meant:
    """The source that is meant; or those it may be, of whom somebody must say which."""

    known: Known | None = None
    asks: tuple[Known, ...] = ()

    @property
    def source(self) -> Source | None:
        return Source.objects.get(pk=self.known.pk) if self.known else None

    @property
    def sources(self) -> list[Source]:
        """Those it may be, in the order in which they are asked about."""
        found = Source.objects.in_bulk([known.pk for known in self.asks])
        return [found[known.pk] for known in self.asks]

    def question(self, typed: str) -> str:
        """What to do about it, where it asks."""
        told = "; ".join(f"{known.name} [{known.slug}], {known.told}" for known in self.asks)
        told = told.rstrip(".")
        return _(
            "“%(typed)s” may be %(told)s. Say which is meant: its slug can stand for its name.",
            typed=typed,
            told=told,
        )


class SourceNames:
    """All names on the desk, read once.

    A source that has said something in the event is known there. Of any other a name is taken
    only where it is wholly its own; a short name, a person's or a role's is asked about, and
    people whom nobody named are never those of another event. ``parts`` are all of the event's,
    where they were read before.
    """

    def __init__(self, event: Event | None = None, parts: Sequence[Event] = ()) -> None:
        rows = Source.objects.order_by("name", "pk").values_list(*_COLUMNS)
        self.known = {row[0]: Known(*row) for row in rows}
        self.slugs = {known.slug: known for known in self.known.values()}
        self.event, self.here = event, _heard_in(event, parts)
        self._named: dict[str, set[int]] = {}
        for known in self.known.values():
            for name in known.names:
                self._named.setdefault(name, set()).add(self._kept(known).pk)

    def claimant(self, typed: str) -> Meant:
        return self._meant(typed, self._is_plain)

    def publisher(self, typed: str) -> Meant:
        """Outlets go by their short names in every event."""
        return self._meant(
            typed, lambda t, known: known.kind in CARRIERS or self._is_plain(t, known)
        )

    def may_be(self, known: Known, name: str) -> bool:
        """Whether somebody who goes by a like name can say something in this event."""
        is_local = known.is_group or names_a_group(name)
        return known.pk in self.here or not is_local

    def written(self, source: Source) -> str:
        """What stands in the box of a claimant once this one was chosen."""
        is_plain = self.claimant(source.name).known == self.known[source.pk]
        return source.name if is_plain else f"{source.name} [{source.slug}]"

    def label(self, pk: int, name: str = "") -> str:
        """A name of it that, typed, means this one and no other."""
        known = self.known[pk]
        name = name or known.name
        is_shared = len(self._named.get(fold(name), ())) > 1
        return f"{name} [{known.slug}]" if is_shared else name

    def offered(self, most: int) -> list[tuple[str, str]]:
        """Labels to type, short names too, each with what tells it from others."""
        kept = [known for known in self.known.values() if known.merged_into is None]
        offers = {
            self.label(known.pk, name): known.told
            for known in kept[:most]
            for name in (known.name, known.short_name)
            if name
        }
        return list(offers.items())

    def _meant(self, typed: str, is_plain: Callable[[str, Known], bool]) -> Meant:
        chosen = self._by_slug(typed)
        if chosen:
            return Meant(chosen)
        found = self._by_name(typed)
        if len(found) == 1 and is_plain(typed, found[0]):
            return Meant(found[0])
        return Meant(asks=tuple(found))

    def _by_slug(self, typed: str) -> Known | None:
        """Chosen by key; but “police” is a word before it is anybody's slug."""
        behind = _SLUG_BEHIND.search(typed)
        slug = behind[1] if behind else "" if is_role(typed) else typed
        if slug in self.slugs:
            return self._kept(self.slugs[slug])
        if behind and fold(typed) not in self._named:
            raise RuleBroken(
                _(
                    "There is no source “%(slug)s”: write another slug, or the name alone.",
                    slug=slug,
                )
            )
        return None

    def _by_name(self, typed: str) -> list[Known]:
        found = [self.known[pk] for pk in sorted(self._named.get(fold(typed), ()))]
        is_group = names_a_group(typed)
        return [k for k in found if k.pk in self.here or not (is_group or k.is_group)]

    def _is_plain(self, typed: str, known: Known) -> bool:
        if known.pk in self.here:
            return True
        return fold(typed) == fold(known.name) and not is_role(typed) and not known.is_person

    def _kept(self, known: Known) -> Known:
        """What was merged goes by the one it was merged into."""
        seen = {known.pk}
        while known.merged_into and known.merged_into not in seen:
            seen.add(known.merged_into)
            known = self.known[known.merged_into]
        return known


def _heard_in(event: Event | None, parts: Sequence[Event]) -> set[int]:
    root = event.root() if event else None
    if root is None or root._state.adding:
        return set()
    claims = Claim.objects.filter(event__in=parts or root.tree())
    return {
        *claims.values_list("claimant", flat=True),
        *claims.values_list("stances__source", flat=True),
    } - {None}


def in_full(source: Source) -> str:
    """Name, what it is and where it was heard, for whoever must see who was taken."""
    marks = {} if source._state.adding else marks_of([source])
    # What was saved and taken back with the rest is as new as before.
    return (
        f"{source.name} {marks[source.pk]}"
        if marks
        else _("%(source)s: new to the desk", source=source.name)
    )


def marks_of(sources: Sequence[Source]) -> dict[int, str]:
    """What tells each from others of its name: slug, kind, what it is, what it said or carried."""
    keys = [source.pk for source in sources]
    heard, carried = _events_of(keys), _reports_of(keys)
    kept = Source.objects.filter(pk__in=keys)
    return {
        source.pk: _marks(known(source), heard.get(source.pk, []), carried.get(source.pk, 0))
        for source in kept
    }


def _marks(known: Known, events: list[str], reports: int) -> str:
    told, more = strung(f"“{title}”" for title in events[:MOST_EVENTS]), len(events) - MOST_EVENTS
    where = _("heard in %(events)s", events=told) if events else ""
    if more > 0:
        where = _("heard in %(events)s and %(more)s more", events=told, more=more)
    published = ngettext("published %(n)s report", "published %(n)s reports", reports)
    carried = published % {"n": reports} if reports else ""
    nothing = "" if where or carried else _("has said nothing on the desk yet")
    return " · ".join(
        map(str, filter(None, (f"[{known.slug}]", known.told, where, carried, nothing)))
    )


def _reports_of(sources: Sequence[int]) -> dict[int, int]:
    """How many reports each has published."""
    rows = Report.objects.filter(publisher__in=sources).values_list("publisher").order_by()
    return dict(rows.annotate(n=Count("pk")))


def _events_of(sources: Sequence[int]) -> dict[int, list[str]]:
    """Titles of the whole events in which each has said something, the newest first."""
    rows = Claim.objects.filter(claimant__in=sources).values_list("claimant", "event").distinct()
    wholes = _wholes() if rows else {}
    found: dict[int, dict[str, None]] = {}
    for source, event in sorted(rows, reverse=True):
        found.setdefault(source, {})[wholes[event]] = None
    return {source: list(titles) for source, titles in found.items()}


def _wholes() -> dict[int, str]:
    rows = {
        pk: (parent, title)
        for pk, parent, title in Event.objects.values_list("pk", "parent", "title")
    }

    def title_of(pk: int) -> str:
        seen = {pk}
        while (parent := rows[pk][0]) and parent not in seen:
            seen.add(parent)
            pk = parent
        return rows[pk][1]

    return {pk: title_of(pk) for pk in rows}
