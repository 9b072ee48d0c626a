"""What changed last, what does not agree, and where everything stands."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Q
from django.http import HttpResponseBase

from claims.domain.status import counted_as
from claims.domain.vocabulary import EntryKind, Publication
from claims.lookup.as_of import Shown, common_zone, shown_at
from claims.lookup.cache import PageRequest, record_page
from claims.models.record.event_tree import with_parts
from claims.models.record.merged import counted_once
from claims.models.record.rows import PublishedClaim, PublishedEvent
from claims.pages import rendering, sharing
from claims.pages.changes import changes_of, days, news
from claims.pages.conflicts import conflicts
from claims.pages.event_list import EventListed, listed
from claims.pages.status_counts import by_event
from claims.presenters.status import StatusMark, all_marks

LATEST = 8
MOST_EVENTS = 5


@dataclass(frozen=True)
class Piece:
    """A stretch of the bar that shows where the claims of an event stand."""

    mark: str
    x: str
    width: str


@dataclass(frozen=True)
class EventStanding:
    event: EventListed
    bar: Sequence[Piece]


@record_page("as_of")
def home(request: PageRequest) -> HttpResponseBase:
    shown = shown_at(request.as_of, head=request.head, zone=common_zone(request.head))
    # What was carried over without a change of status is no news: it is a beginning.
    begun = Q(kind=EntryKind.IMPORTED, change="")
    latest = news(shown).exclude(begun).newest_first()[:LATEST]
    context = {
        "days": days(changes_of(latest, shown)),
        "conflicts": conflicts(shown),
        "events": _events(shown),
        "marks": all_marks(_counts(shown)),
        "use": sharing.of_list("What changed", request, shown),
    }
    return rendering.answer(
        "claims/home.html", context, shown=shown, path=request.path, section="home"
    )


def _counts(shown: Shown) -> dict[str, int]:
    rows = PublishedClaim.objects.as_of(shown.rows).filter(publication=Publication.PUBLISHED)
    counted = counted_once(rows).order_by().values("status", "examined").annotate(n=Count("since"))
    found: Counter[str] = Counter()
    for row in counted:
        found[counted_as(row["status"], examined=row["examined"])] += row["n"]
    return found


def _events(shown: Shown) -> list[EventStanding]:
    rows = PublishedEvent.objects.as_of(shown.rows).filter(parent="")
    roots = list(rows.exclude(publication=Publication.WITHHELD).newest_first()[:MOST_EVENTS])
    parts = with_parts(roots, shown.rows)
    found = listed(roots, parts, by_event([row.uid for row in parts], shown), shown)
    return [EventStanding(event, bar(event.marks)) for event in found]


def bar(marks: Sequence[StatusMark]) -> list[Piece]:
    """Pieces as wide as their share, half a hundredth apart."""
    total = sum(mark.count for mark in marks) or 1
    pieces, x = [], 0.0
    for mark in marks:
        share = mark.count / total * 100
        pieces.append(Piece(mark.mark, f"{x:.4g}%", f"{max(share - 0.5, 0.2):.4g}%"))
        x += share
    return pieces
