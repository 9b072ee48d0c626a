"""All events: the roots with their parts, where their claims stand, and when that last changed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Q
from django.http import HttpResponseBase

from claims.domain import search
from claims.domain.dates_in_words import day_text
from claims.domain.messages import gettext as _
from claims.domain.vocabulary import Publication
from claims.lookup.as_of import Shown, common_zone, shown_at, with_later
from claims.lookup.cache import PageRequest, record_page
from claims.lookup.names import event_name
from claims.lookup.paging import address
from claims.lookup.search_query import asked
from claims.lookup.taken_back import withheld_of
from claims.models.record.event_tree import with_parts, with_those_above
from claims.models.record.rows import PublishedEvent
from claims.pages import rendering, sharing
from claims.pages.status_counts import Tally, by_event, total_of
from claims.presenters.counting_context import Node, Tree
from claims.presenters.moments import When, minute
from claims.presenters.names import EventName
from claims.presenters.status import StatusMark, all_marks

A_PAGE = 50


@dataclass(frozen=True)
class EventListed:
    name: EventName
    day: str
    day_text: str
    parts: tuple[EventName, ...]
    marks: tuple[StatusMark, ...]
    total: int
    last: When | None


@record_page("as_of", "before", "q")
def event_list(request: PageRequest) -> HttpResponseBase:
    shown = shown_at(request.as_of, head=request.head, zone=common_zone(request.head))
    question = asked(request.GET)
    roots = _roots(request.GET.get("before", ""), search.terms(question), shown)
    last = str(roots[A_PAGE - 1].since) if len(roots) > A_PAGE else ""
    rows = with_parts(roots[:A_PAGE], shown.rows)
    tallies = by_event([row.uid for row in rows], shown)
    shown = with_later(shown, [row.since for row in rows])
    context = {
        "events": listed(roots[:A_PAGE], rows, tallies, shown),
        "older": address(request.path, request.GET, before=last) if last else "",
        "q": question,
        "all": request.path + shown.query,
        "first": not request.GET.get("before"),
        "taken_back": withheld_of(PublishedEvent, request.GET, "before", shown),
        "use": sharing.of_list(sharing.in_words(_("Events"), question), request, shown),
    }
    return rendering.answer(
        "claims/event_list.html", context, shown=shown, path=request.path, section="events"
    )


def _roots(before: str, terms: Sequence[search.Term], shown: Shown) -> list[PublishedEvent]:
    """The newest first, with one more than fits; what is no key of ours starts at the top."""
    rows = PublishedEvent.objects.as_of(shown.rows).filter(parent="")
    rows = rows.filter(_called(terms, shown)) if terms else rows
    rows = rows.exclude(publication=Publication.WITHHELD)
    if before.isascii() and before.isdigit() and len(before) < 19:
        last = PublishedEvent.objects.filter(since=int(before)).first()
        rows = rows.filter(_older_than(last)) if last else rows
    return list(rows.newest_first()[: A_PAGE + 1])


def _called(terms: Sequence[search.Term], shown: Shown) -> Q:
    """By its own title or that of a part of it."""
    called = PublishedEvent.objects.as_of(shown.rows).called(terms)
    above = with_those_above(called.values_list("uid", flat=True), shown.rows)
    return Q(uid__in=[row.uid for row in above])


def _older_than(last: PublishedEvent) -> Q:
    same = Q(effective_from=last.effective_from, since__lt=last.since)
    return Q(effective_from__lt=last.effective_from) | same


def listed(
    roots: Sequence[PublishedEvent],
    rows: Sequence[PublishedEvent],
    tallies: Mapping[str, Tally],
    shown: Shown,
) -> list[EventListed]:
    tree = Tree(Node(row.uid, row.title, row.parent) for row in rows)
    inside: dict[str, list[PublishedEvent]] = defaultdict(list)
    for row in rows:
        inside[tree.line(row.uid)[0]].append(row)
    return [_one(root, inside[root.uid], tallies, shown) for root in roots]


def _one(
    root: PublishedEvent,
    inside: Sequence[PublishedEvent],
    tallies: Mapping[str, Tally],
    shown: Shown,
) -> EventListed:
    """``inside`` is the event itself with all its parts."""
    tally = total_of([row.uid for row in inside], tallies)
    return EventListed(
        name=event_name(root, shown.query),
        day=root.starts_on.isoformat() if root.starts_on else "",
        day_text=day_text(root.starts_on) if root.starts_on else "",
        parts=tuple(event_name(row, shown.query) for row in inside if row.uid != root.uid),
        marks=tuple(mark for mark in all_marks(tally.counts) if mark.count),
        total=tally.total,
        last=minute(tally.last, root.time_zone or shown.zone) if tally.last else None,
    )
