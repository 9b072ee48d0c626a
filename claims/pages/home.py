"""Running stories first: what is known of each, what changed, and what is open."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby

from django.conf import settings
from django.db.models import Count, QuerySet, Subquery
from django.db.models.functions import Coalesce
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
    return [_import(entry, roots, shown) for entry in _came(shown.rows)]


@prepared
def _came(moment: AsOf) -> QuerySet[Entry]:
    return Entry.objects.imports().filter(moment.entries()).newest_first()[:MOST_IMPORTS]


def _import(closing: Entry, roots: Mapping[str, PublishedEvent], shown: Shown) -> Import:
    counts = _carried_over(closing.seq, closing.digest)
    return Import(
        event_name(roots[closing.subject], shown.query) if closing.subject in roots else None,
        minute(closing.recorded_at, settings.TIME_ZONE),
        counts[SubjectKind.CLAIM],
        counts[SubjectKind.REPORT],
        counts[SubjectKind.POSITION],
        counts[SubjectKind.QUESTION],
    )


@lru_cache(maxsize=64)
def _carried_over(closing: int, digest: str) -> Counter[str]:
    """How much of each kind stands right before the entry that closes an import.

    Counted once in a process: it never changes, and the digest is in no other database.
    """
    before = Entry.objects.imports().filter(seq__lt=closing).newest_first().values("seq")[:1]
    own = {"seq__gt": Coalesce(Subquery(before), 0), "seq__lt": closing}
    carried = Entry.objects.filter(kind=EntryKind.IMPORTED, **own)
    counted = carried.values_list("subject_kind").annotate(Count("subject", distinct=True))
    return Counter(dict(counted))
