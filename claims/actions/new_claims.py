"""The claims of a table with all that they need: built from reading alone, inserted in bulk."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from django.db import transaction

from claims.actions.addresses import NewAddresses
from claims.actions.bulk_rows import Rows, tidied
from claims.actions.cite import citation_in, cited_before
from claims.actions.desk import Editor, mark_all_added_to
from claims.actions.not_duplicates import told_apart
from claims.actions.record_claim import Apart
from claims.actions.record_figure import Count, category_of, figure_of, free_key
from claims.actions.stubs import give_categories, keep_copy, naming_words
from claims.actions.suggest_links import LinksOfNew
from claims.domain.moments import Moment
from claims.domain.web_address import page_at
from claims.models.desk.base import Completable
from claims.models.desk.claim import Citation, Claim
from claims.models.desk.event import Category, Event
from claims.models.desk.figure import Figure
from claims.models.desk.source import Report, Source
from claims.models.desk.told_apart import ToldApart
from claims.publishing.built_before_lock import built_before


@dataclass
class Line:
    """A new claim; or more of one, on the desk (``claim``) or further up in the table (``of``)."""

    claimant: Source
    event: Event
    statement: str
    claim: Claim | None = None
    of: Line | None = None
    report: Report | None = None
    quote: str = ""
    locator: str = ""
    address: str = ""
    count: Count | None = None
    apart: list[Apart] = field(default_factory=list)
    said: Moment | None = None
    private_note: str = ""

    def citation(self, report: Report) -> Citation:
        return citation_in(report, address=self.address, quote=self.quote, locator=self.locator)


class NewClaims:
    """New claims, and what lines add to claims on the desk.

    Keeps nothing before ``put``, and touches none of the lines: it can be built again. Raises
    ``RuleBroken`` where a line cannot be kept.
    """

    def __init__(self, lines: Sequence[Line], *, by: Editor) -> None:
        self.by, self.lines = by, len(lines)
        self.claims: list[Claim] = []
        self._addresses, self._suggested = NewAddresses(), LinksOfNew()
        self._things: dict[str, Completable] = {}
        self._slugs: dict[str, str] = {}
        self._trees: dict[str, list[Event]] = {}
        self._categories: dict[tuple[str, str], Category] = {}
        self._made: dict[int, Claim] = {}
        self._known: dict[int, Claim] = {}
        self._citations: list[Citation] = []
        self._cited: dict[tuple[str, str], set[str]] = {}
        self._figures: list[Figure] = []
        self._apart: dict[frozenset[str], ToldApart] = {}
        self._copies: list[tuple[Report, str]] = []
        for line in lines:
            self._add(line)
        for rows in (self._things.values(), self.claims, self._citations, self._figures):
            tidied(list(rows))
        tidied([*self._suggested.links, *self._apart.values()])

    def _add(self, line: Line) -> None:
        for thing in (line.claimant, line.event, line.report):
            self._name(thing)
        claim = self._claim_of(line)
        if line.report is not None:
            self._cite(claim, line, line.report)
        if line.count is not None:
            self._count(claim, line.count)
        for pair in line.apart if id(line) in self._made else ():
            told = told_apart(
                pair.new or claim, pair.other, reason=pair.reason, by=self.by, at=pair.at
            )
            self._apart.setdefault(frozenset({told.one, told.other}), told)

    def _name(self, thing: Completable | None) -> None:
        """An address for a thing, and first for what it points at, where they are new."""
        if thing is None or not thing._state.adding or thing.uid in self._things:
            return
        for name in ("publisher", "parent", "speaks_for"):
            self._name(getattr(thing, name, None))
        publisher = self._slugs.get(thing.publisher.uid, "") if isinstance(thing, Report) else ""
        self._slugs[thing.uid] = self._addresses.free(
            thing, *naming_words(thing, publisher=publisher)
        )
        self._things[thing.uid] = thing
        if isinstance(thing, Event):
            self._tree(thing).append(thing)

    def _tree(self, event: Event) -> list[Event]:
        root = event.root()
        if root.uid not in self._trees:
            self._trees[root.uid] = [] if root._state.adding else root.tree()
        return self._trees[root.uid]

    def _claim_of(self, line: Line) -> Claim:
        known = line.claim or (line.of.claim if line.of else None)
        if known is not None:
            return self._on_desk(known)
        if line.of is None:
            return self._claim(line)
        if id(line.of) not in self._made:
            raise ValueError("A line that adds to another comes after it.")
        return self._made[id(line.of)]

    def _on_desk(self, claim: Claim) -> Claim:
        """As it stands now, with what it cites and how it bears on others."""
        if claim.pk not in self._known:
            now = Claim.objects.select_related("claimant", "event").get(pk=claim.pk)
            for report, quote in now.citations.values_list("report__uid", "quote"):
                self._cited.setdefault((now.uid, report), set()).add(quote)
            self._suggested.know(now)
            self._known[claim.pk] = now
        return self._known[claim.pk]

    def _claim(self, line: Line) -> Claim:
        said = line.said
        claim = Claim(
            claimant=line.claimant,
            event=line.event,
            statement=line.statement,
            slug=self._addresses.claim(
                line.claimant,
                said.day(line.event.time_zone) if said else None,
                line.statement,
                self._tree(line.event),
            ),
            said_at=said.at if said else None,
            said_precision=said.precision if said else "",
            private_note=line.private_note,
        )
        self.claims.append(claim)
        self._made[id(line)] = claim
        return claim

    def _cite(self, claim: Claim, line: Line, report: Report) -> None:
        citation = line.citation(report)
        citation.claim = claim
        citation.tidy()
        before = self._cited.setdefault((claim.uid, report.uid), set())
        if citation.quote in before or (before and not citation.quote):
            raise cited_before(claim, citation)
        before.add(citation.quote)
        self._citations.append(citation)
        if not report._state.adding:
            self._copies.append((report, line.address))
        elif not report.archive_url:
            report.archive_url = page_at(line.address).archive_url

    def _count(self, claim: Claim, count: Count) -> None:
        root = claim.event.root()
        counted = (root.uid, count.counted)
        if counted not in self._categories:
            self._categories[counted] = category_of(claim.event, count.counted)
        figure = figure_of(
            claim,
            count,
            key=self._addresses.give(Figure, free_key(claim, count, self._addresses.taken(Figure))),
            category=self._categories[counted],
        )
        self._figures.append(figure)
        self._suggested.add(figure, apart=self._apart.keys())

    def put(self) -> list[Claim]:
        """Insert all of it, with its history; the new claims, in the order of their lines.

        The caller holds the lock, and nothing was written since it was built.
        """
        rows = Rows(self.by)
        for uid, thing in self._things.items():
            thing.slug = self._slugs[uid]  # type: ignore[attr-defined]  # those of a table have
        for kind in (Source, Event, Report):
            rows.put_tidied([thing for thing in self._things.values() if isinstance(thing, kind)])
        for event in self._things.values():
            if isinstance(event, Event) and event.parent is None:
                give_categories(event, attackers=event.counts_attackers, by=self.by)
        for made in (self.claims, self._citations, self._figures):
            rows.put_tidied(made)
        rows.put_tidied(self._suggested.links)
        rows.put_tidied(list(self._apart.values()))
        for report, address in self._copies:
            keep_copy(report, address, by=self.by)
        mark_all_added_to(list(self._known.values()), by=self.by)
        return self.claims


def record_table(lines: Callable[[], Sequence[Line]], *, by: Editor) -> list[Claim]:
    """The new claims, in the order of their rows.

    The lines are read, checked and built before anybody has to wait, from reading alone, and
    anew where the desk has changed meanwhile; then inserted in bulk.
    """
    with built_before(lambda: NewClaims(lines(), by=by), transaction.atomic) as built:
        return built.put()
