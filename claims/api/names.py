"""What an answer mentions: each kind of thing asked once, named as of the moment."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from functools import cached_property
from typing import TypeVar

from claims.api.addresses import page_url, url
from claims.api.fields import Shape, Values, every
from claims.api.serializers.references import ClaimNamed, EventNamed, ReportNamed, SourceNamed
from claims.domain import chains
from claims.domain.chains import Originator, SourceFacts, Sources, Voice
from claims.domain.moments import Moment
from claims.domain.parties import NO_PARTIES, Parties, Party
from claims.lookup.as_of import Shown
from claims.lookup.states import states
from claims.models.record.event_tree import with_those_above
from claims.models.record.row import Row, rows_of
from claims.models.record.rows import (
    PublishedClaim,
    PublishedEvent,
    PublishedReference,
    PublishedReport,
    PublishedSource,
)
from claims.presenters.counting_context import Node, Tree
from claims.presenters.parties import facts_of, parties_in
from claims.states.base import values
from claims.states.event import EventState
from claims.states.report import ReportState
from claims.states.source import SourceState
from claims.states.subject import SubjectState

R = TypeVar("R", bound=Row)


class Known:
    """Rows by uid, and what they are called."""

    def __init__(
        self,
        shown: Shown,
        *,
        sources: Iterable[str] = (),
        events: Iterable[str] = (),
        reports: Iterable[str] = (),
        claims: Iterable[str] = (),
    ) -> None:
        self.shown = shown
        self.claims = self._rows(PublishedClaim, claims)
        self.reports = self._rows(PublishedReport, reports)
        said_by = {row.claimant for row in self.claims.values()}
        published_by = {row.publisher for row in self.reports.values()}
        self.sources = self._rows(PublishedSource, {*sources, *said_by, *published_by})
        about = {row.event for row in self.claims.values()}
        self.events = {row.uid: row for row in with_those_above({*events, *about}, shown.rows)}
        self.tree = Tree(Node(row.uid, row.slug, row.parent) for row in self.events.values())
        self._told: dict[str, Parties] = {}
        self._standing: dict[str, Sources] = {}
        self._named: dict[tuple[str, str], Values] = {}

    @cached_property
    def _bodies(self) -> Mapping[int, SubjectState]:
        """Of reports and whole events: what no column holds."""
        rows = (*self.reports.values(), *self.roots)
        return states([row.since for row in rows if not row.withheld], kind=SubjectState)

    def _rows(self, model: type[R], uids: Iterable[str]) -> dict[str, R]:
        return rows_of(model).named({uid for uid in uids if uid}, self.shown.rows)

    @property
    def roots(self) -> list[PublishedEvent]:
        """The whole events that those mentioned are parts of."""
        return [row for uid, row in self.events.items() if self.root(uid) == uid]

    def root(self, event: str) -> str:
        return next(iter(self.tree.line(event)), "")

    def path(self, event: str) -> str:
        return "/".join(self.events[uid].slug for uid in self.tree.line(event))

    def zone(self, event: str) -> str:
        return self.events[event].time_zone if event in self.events else self.shown.zone

    def party(self, claim: PublishedClaim, event: str) -> Party | None:
        """The party of the whole event with which a claimant stood when it said something."""
        if claim.claimant not in self.sources:
            return None
        said = Moment(claim.said_at, claim.said_precision) if claim.said_at else None
        day = said.day(self.zone(event)) if said else None
        sources = self._sources(self.root(event))
        return chains.party_of(Originator(claim.claimant, day=day), sources)

    def _sources(self, root: str) -> Sources:
        """The sources as they stand in a whole event."""
        if root not in self._standing:
            self._standing[root] = Sources(self._facts, self._parties(root))
        return self._standing[root]

    @cached_property
    def _facts(self) -> dict[str, SourceFacts]:
        """Whom those mentioned speak for, whom these speak for, and so on."""
        found: dict[str, SourceFacts] = {}
        level = self.sources
        while level:
            found |= _facts_of(level.values())
            voices = {one.source for uid in level for one in found[uid].speaks_for}
            level = self._rows(PublishedSource, voices - found.keys())
            found |= {uid: SourceFacts(uid, uid) for uid in voices - found.keys()}
        return found

    def _parties(self, root: str) -> Parties:
        if root not in self._told:
            row = self.events.get(root)
            state = self._bodies.get(row.since) if row else None
            told = NO_PARTIES
            if isinstance(state, EventState):
                told = parties_in(state, self.sources.values())
            self._told[root] = told
        return self._told[root]

    def category(self, event: str, slug: str) -> Values:
        """A category of an event's tree: it stands with the whole event."""
        row = self.events.get(self.root(event))
        state = self._bodies.get(row.since) if row else None
        categories = state.categories if isinstance(state, EventState) else ()
        return {"slug": slug, "name": next((c.name for c in categories if c.slug == slug), None)}

    def key(self, event: str, key: str) -> str | None:
        """What a figure is called from outside its claim: event/figure-id."""
        row = self.events.get(self.root(event))
        return f"{row.slug}/{key}" if row else None

    def figure_key(self, claim: str, key: str) -> str | None:
        """The same, as other figures name it."""
        row = self.claims.get(claim)
        return self.key(row.event, key) if row else None

    def report_state(self, uid: str) -> ReportState | None:
        """Most of a report stands with its entry alone."""
        row = self.reports.get(uid)
        state = self._bodies.get(row.since) if row else None
        return state if isinstance(state, ReportState) else None

    def _of_kind(self, kind: str) -> Mapping[str, Row]:
        rows: dict[str, Mapping[str, Row]] = {
            "source": self.sources,
            "event": self.events,
            "claim": self.claims,
            "report": self.reports,
        }
        return rows[kind]

    def named(self, kind: str, uid: str) -> Values:
        """One thing as others name it; made once for each answer."""
        if (kind, uid) not in self._named:
            told = NAMED[kind](self, uid) | _common(kind, uid, self._of_kind(kind).get(uid))
            (shaped,) = every(SHAPES[kind], [told], known=self, zone=self.shown.zone)
            self._named[kind, uid] = shaped
        return self._named[kind, uid]


def _facts_of(rows: Collection[PublishedSource]) -> dict[str, SourceFacts]:
    """Those with days stand with the entry alone, which is read where there are any."""
    entries = [row.since for row in rows]
    named = PublishedReference.objects.filter(since__in=entries, field="voices")
    dated = set(named.values_list("since", flat=True))
    known = states(dated, kind=SourceState) if dated else {}
    return {
        row.uid: facts_of(row.uid, known[row.since])
        if row.since in known
        else SourceFacts(
            row.uid, row.name, speaks_for=(Voice(row.speaks_for),) if row.speaks_for else ()
        )
        for row in rows
    }


def _common(kind: str, uid: str, row: Row | None) -> Values:
    slug = row.slug if row else ""
    return {
        "uid": uid,
        "slug": slug,
        "publication": row.publication if row else None,
        "url": url(kind, slug),
        "page": page_url(kind, slug) if kind != "report" else None,
    }


def _columns(row: Row | None, *names: str) -> Values:
    return {name: getattr(row, name, None) for name in names}


def _source(known: Known, uid: str) -> Values:
    return _columns(known.sources.get(uid), "name", "short_name", "side")


def _event(known: Known, uid: str) -> Values:
    return _columns(known.events.get(uid), "title") | {"path": known.path(uid)}


def _claim(known: Known, uid: str) -> Values:
    return _columns(known.claims.get(uid), "statement", "claimant", "status", "lifecycle")


def _report(known: Known, uid: str) -> Values:
    state = known.report_state(uid)
    return values(state) | {"address": state.url} if state else {}


SHAPES: dict[str, type[Shape]] = {
    "source": SourceNamed,
    "event": EventNamed,
    "claim": ClaimNamed,
    "report": ReportNamed,
}
NAMED: dict[str, Callable[[Known, str], Values]] = {
    "source": _source,
    "event": _event,
    "claim": _claim,
    "report": _report,
}
