"""Running stories first: what is known of each, what changed, and what is open."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from itertools import groupby

from django.conf import settings
from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.http import HttpResponseBase
from django.utils.translation import get_language

from claims.domain.messages import gettext as _
from claims.domain.vocabulary import EntryKind, SubjectKind
from claims.lookup.as_of import Shown, common_zone, shown_at
from claims.lookup.cache import PageRequest, record_page
from claims.lookup.names import event_name
from claims.models.record.entry import Entry
from claims.models.record.event_tree import with_parts
from claims.models.record.moment import AsOf
from claims.models.record.prepared_queries import prepared
from claims.models.record.rows import PublishedEvent
from claims.pages import rendering, sharing
from claims.pages.changes import changes_of
from claims.pages.event_data import about
from claims.pages.status_counts import by_status
from claims.pages.stories import news, running, stories, within
from claims.presenters.moments import When, minute
from claims.presenters.names import EventName
from claims.presenters.page import Drawn, drawn
from claims.presenters.status import all_marks

MOST_TOLD = 6
"""Stories with their answer in a sentence, the first in full; the rest is folded by year."""
MOST_CHANGES = 6
MOST_OF_ONE = 3
MOST_IMPORTS = 10


@dataclass(frozen=True)
class StoriesOfYear:
    """``year`` is None for those whose day nobody stated."""

    year: int | None
    events: tuple[EventName, ...]


@dataclass(frozen=True)
class Import:
    """A history that was put on record at once, and how much it holds."""

    event: EventName | None
    when: When
    claims: int
    reports: int
    positions: int
    questions: int


@record_page("as_of")
def home(request: PageRequest) -> HttpResponseBase:
    shown = shown_at(request.as_of, head=request.head, zone=common_zone(request.head))
    roots = running(shown)
    told_of = with_parts(roots[:MOST_TOLD], shown.rows)
    listed = stories(roots[:MOST_TOLD], told_of, shown)
    of_one = _news_of(within(roots[0].uid, told_of), shown.rows) if roots else []
    # Told together: names and counts are looked up once for both.
    told = changes_of([*of_one, *_news(shown.rows)], shown)
    context = {
        "first": next(iter(listed), None),
        "others": listed[1:],
        "changed": told[: len(of_one)],
        "years": _drawn(get_language(), _by_year(roots[MOST_TOLD:], shown)),
        "folded": len(roots[MOST_TOLD:]),
        "changes": told[len(of_one) :],
        "imports": _imports({row.uid: row for row in roots}, shown),
        "marks": all_marks(by_status(shown)),
        "use": sharing.of_list(_("Running stories"), request, shown),
    }
    return rendering.answer(
        "claims/home.html", context, shown=shown, path=request.path, section="home"
    )


@prepared
def _news(moment: AsOf) -> QuerySet[Entry]:
    return news(moment).select_related("words")[:MOST_CHANGES]


@prepared
def _news_of(within: Collection[str], moment: AsOf) -> QuerySet[Entry]:
    return news(moment).filter(about(within)).select_related("words")[:MOST_OF_ONE]


def _by_year(roots: Sequence[PublishedEvent], shown: Shown) -> tuple[StoriesOfYear, ...]:
    def year(row: PublishedEvent) -> int:
        return row.starts_on.year if row.starts_on else 0

    newest_first = sorted(roots, key=year, reverse=True)
    return tuple(
        StoriesOfYear(one or None, tuple(event_name(row, shown.query) for row in rows))
        for one, rows in groupby(newest_first, key=year)
    )


@lru_cache(maxsize=4)
def _drawn(language: str, years: tuple[StoriesOfYear, ...]) -> Drawn:
    """Kept by what it says, in which language: hundreds of names that few entries change."""
    return drawn("years", {"years": years})


def _imports(roots: Mapping[str, PublishedEvent], shown: Shown) -> list[Import]:
    """The latest, each with its numbers; in no list of news."""
    imports = {seq: (recorded_at, event) for seq, recorded_at, event in _came(shown.rows)}
    # What one carried over comes right before it; several may be of one minute.
    closing = Entry.objects.imports().filter(seq__gt=OuterRef("seq")).order_by("seq")
    carried = Entry.objects.filter(kind=EntryKind.IMPORTED).annotate(
        closed_by=Subquery(closing.values("seq")[:1])
    )
    counts: dict[int, Counter[str]] = {seq: Counter() for seq in imports}
    for row in (
        carried.filter(shown.rows.entries(), closed_by__in=list(imports))
        .values("closed_by", "subject_kind")
        .annotate(n=Count("subject", distinct=True))
    ):
        counts[row["closed_by"]][row["subject_kind"]] = row["n"]
    return [
        Import(
            event_name(roots[event], shown.query) if event in roots else None,
            minute(recorded_at, settings.TIME_ZONE),
            counts[seq][SubjectKind.CLAIM],
            counts[seq][SubjectKind.REPORT],
            counts[seq][SubjectKind.POSITION],
            counts[seq][SubjectKind.QUESTION],
        )
        for seq, (recorded_at, event) in imports.items()
    ]


@prepared
def _came(moment: AsOf) -> QuerySet[Entry, tuple[int, datetime, str]]:
    came = Entry.objects.imports().filter(moment.entries()).order_by("-seq")
    return came.values_list("seq", "recorded_at", "subject")[:MOST_IMPORTS]
