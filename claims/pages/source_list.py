"""All sources, by what kind of source they are, with how many claims each has made."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from django.db.models import Q
from django.http import HttpResponseBase

from claims.domain import search
from claims.domain.messages import gettext as _
from claims.domain.text import fold
from claims.domain.vocabulary import Publication, SourceKind, SubjectKind
from claims.filters import events_within
from claims.lookup.as_of import Shown, common_zone, shown_at, with_later
from claims.lookup.cache import PageRequest, record_page
from claims.lookup.names import source_name
from claims.lookup.paging import address
from claims.lookup.search_query import asked
from claims.lookup.taken_back import withheld_of
from claims.models.record.rows import PublishedClaim, PublishedEvent, PublishedSource
from claims.pages import rendering, sharing
from claims.pages.filter_names import source_labels
from claims.pages.status_counts import by_claimant
from claims.presenters.names import Name

A_PAGE = 200
MOST_EVENTS = 50
DEPENDS_ON = (SubjectKind.SOURCE, SubjectKind.CLAIM, SubjectKind.EVENT)


@dataclass(frozen=True)
class SourceListed:
    name: Name
    claims: int


@dataclass(frozen=True)
class KindListed:
    """``silent`` are those of whom we hold no claim: they carried those of others."""

    label: str
    sources: tuple[SourceListed, ...]
    silent: tuple[SourceListed, ...]


@dataclass(frozen=True)
class EventOffered:
    """An event to narrow the list by."""

    slug: str
    title: str
    chosen: bool


@record_page("as_of", "after", "q", "event")
def source_list(request: PageRequest) -> HttpResponseBase:
    shown = shown_at(request.as_of, head=request.head, zone=common_zone(request.head))
    question = asked(request.GET)
    event = request.GET.get("event", "")
    rows = _rows(request.GET.get("after", ""), search.terms(question), event, shown)
    on_page = rows[:A_PAGE]
    shown = with_later(shown, [row.since for row in on_page])
    context = {
        "kinds": _grouped(on_page, shown),
        "more": _more(request, on_page[-1]) if len(rows) > A_PAGE else "",
        "q": question,
        "events": _events(event, shown),
        "narrowed": bool(question or event),
        "all": request.path + shown.query,
        "taken_back": withheld_of(PublishedSource, request.GET, "after", shown),
        "use": sharing.of_list(
            sharing.in_words(_("Sources"), question), request, shown, DEPENDS_ON
        ),
    }
    return rendering.answer(
        "claims/source_list.html", context, shown=shown, path=request.path, section="sources"
    )


def _more(request: PageRequest, last: PublishedSource) -> str:
    return address(request.path, request.GET, after=str(last.since))


def _events(chosen: str, shown: Shown) -> list[EventOffered]:
    """The whole events, the newest first; one asked for by an address is among them."""
    rows = PublishedEvent.objects.as_of(shown.rows).exclude(publication=Publication.WITHHELD)
    roots = list(rows.filter(parent="").newest_first()[:MOST_EVENTS])
    if chosen and chosen not in {row.slug for row in roots}:
        roots += rows.filter(slug=chosen)[:1]
    return [EventOffered(row.slug, row.title, row.slug == chosen) for row in roots]


def _rows(
    after: str, terms: Sequence[search.Term], event: str, shown: Shown
) -> list[PublishedSource]:
    """By kind and name, one more than fits; what is no key of ours starts at the top."""
    rows = PublishedSource.objects.as_of(shown.rows).exclude(publication=Publication.WITHHELD)
    # What was merged keeps its page, and is listed where it is kept now.
    rows = rows.filter(merged_into="")
    rows = rows.called(terms) if terms else rows
    if event:
        about = PublishedClaim.objects.as_of(shown.rows).filter(
            event__in=events_within(event, shown.rows), publication=Publication.PUBLISHED
        )
        rows = rows.filter(uid__in=about.order_by().values("claimant"))
    if after.isascii() and after.isdigit() and len(after) < 19:
        last = PublishedSource.objects.filter(since=int(after)).first()
        rows = rows.filter(_follows(last)) if last else rows
    return list(rows.order_by("kind", "name", "since")[: A_PAGE + 1])


def _follows(last: PublishedSource) -> Q:
    later = Q(kind=last.kind, name__gt=last.name)
    same = Q(kind=last.kind, name=last.name, since__gt=last.since)
    return Q(kind__gt=last.kind) | later | same


def _namesakes(rows: Sequence[PublishedSource], shown: Shown) -> Mapping[str, str]:
    """What tells those of one name apart."""
    used = Counter(fold(row.name) for row in rows)
    alike = [row for row in rows if used[fold(row.name)] > 1]
    return source_labels(alike, shown) if alike else {}


def _grouped(rows: Sequence[PublishedSource], shown: Shown) -> list[KindListed]:
    tallies = by_claimant([row.uid for row in rows], shown)
    called = _namesakes(rows, shown)

    def listed(row: PublishedSource) -> SourceListed:
        tally = tallies.get(row.uid)
        name = source_name(row, shown.query)
        name = replace(name, text=called.get(row.uid, name.text))
        return SourceListed(name, tally.total if tally else 0)

    kinds = []
    for kind, group in groupby(rows, key=lambda row: row.kind):
        found = [listed(row) for row in group]
        claiming = tuple(source for source in found if source.claims)
        silent = tuple(source for source in found if not source.claims)
        kinds.append(KindListed(SourceKind(kind).label, claiming, silent))
    return sorted(kinds, key=lambda kind: not kind.sources)
