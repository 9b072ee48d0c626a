"""What a feed follows: the entries that belong to it, and what it is called."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet
from django.http import QueryDict

from claims.domain.messages import gettext as _
from claims.domain.search import Term
from claims.domain.vocabulary import ChangeType, Publication
from claims.filters import ClaimFilter, events_within
from claims.lookup import news_count
from claims.lookup.as_of import Shown
from claims.lookup.errors import NotUnderstood
from claims.lookup.tree import tree_around
from claims.models.record.entry import LOUD, Entry, EntryQuerySet
from claims.models.record.merged import as_one, kept_at
from claims.models.record.question_search import asked_about
from claims.models.record.row import RowQuerySet, rows_of
from claims.models.record.rows import (
    PublishedClaim,
    PublishedEvent,
    PublishedLink,
    PublishedPosition,
    PublishedQuestion,
    PublishedReference,
    PublishedReport,
    PublishedSource,
)
from claims.models.record.withheld import listed_under
from claims.presenters.addresses import path_of

NARROWED = ("status", "examined", "source", "event", "measure", "q")
OF_CLAIMS_ALONE = ("status", "examined", "source", "measure")


@dataclass(frozen=True)
class Scope:
    """``name`` and ``slug`` are of the address of the feed, ``page`` is the page it follows.

    ``news_up_to`` is set where its entries are all news of the site up to this one.
    """

    title: str
    name: str
    slug: tuple[str, ...]
    page: str
    entries: EntryQuerySet
    news_up_to: Entry | None = None

    def count(self) -> int:
        if self.news_up_to:
            return news_count.of_the_site.up_to(self.news_up_to)
        return self.entries.count()


def of_site(query: QueryDict, shown: Shown) -> Scope:
    """As it happens: one entry stands for a whole import, and minor edits are left out."""
    news = _news(shown)
    found = _narrowed(news, query, shown)
    newest = shown.head if found is news and not shown.past else None
    return Scope(str(_("Changes")), "changes-feed", (), path_of("pages:changes"), found, newest)


def corrections(query: QueryDict, shown: Shown) -> Scope:
    """What we had wrong, and what we took back."""
    ours = _news(shown).filter(Q(change=ChangeType.CORRECTION) | Q(kind__in=LOUD))
    found = _narrowed(ours, query, shown)
    return Scope(str(_("Corrections")), "corrections-feed", (), path_of("pages:changes"), found)


def _news(shown: Shown) -> EntryQuerySet:
    return Entry.objects.news().recorded_then().filter(shown.rows.entries())


def _narrowed(entries: EntryQuerySet, query: QueryDict, shown: Shown) -> EntryQuerySet:
    """Changes after which a claim or a question was such as is asked for: none is taken away."""
    if not any(query.get(name) for name in NARROWED):
        return entries
    rows = PublishedClaim.objects.exclude(publication=Publication.WITHHELD)
    asked = ClaimFilter(query, queryset=rows, moment=shown.rows, zone=shown.zone, exact=True)
    for problems in asked.form.errors.values():
        raise NotUnderstood(str(next(iter(problems))))
    wanted = Q(seq__in=asked.qs.order_by().values("since"))
    wanted |= Q(subject__in=asked.withheld.values("uid"))
    if not any(query.get(name) for name in OF_CLAIMS_ALONE):
        wanted |= Q(seq__in=_questions(query, asked.asked, shown))
    return entries.filter(wanted)


def _questions(query: QueryDict, words: Sequence[Term], shown: Shown) -> Iterable[int]:
    """Entries after which a question of the event had each of the words."""
    rows = PublishedQuestion.objects.exclude(publication=Publication.WITHHELD)
    if slug := query.get("event", ""):
        rows = rows.filter(event__in=events_within(slug, shown.rows))
    if not words:
        return rows.values_list("since", flat=True)
    found = asked_about(words, rows, shown.rows)
    return [since for since, left in found.items() if not left]


def of_claim(row: PublishedClaim, shown: Shown) -> Scope:
    """All its history, what was carried over too; minor edits are in the history of its page.

    With what became of the reports it cites.
    """
    links = PublishedLink.objects.filter(Q(from_claim=row.uid) | Q(to_claim=row.uid))
    # What was merged goes on where it is kept.
    followed = {row.uid, kept_at(PublishedClaim, row.uid, shown.rows)}
    title, own = row.short or row.statement, PublishedClaim.objects.filter(uid__in=followed)
    gone = listed_under("claims", followed)
    return _about(shown, "claim", row, title, followed, links.values("uid"), gone, _marked(own))


def of_event(row: PublishedEvent, shown: Shown) -> Scope:
    """The event with its parts, the claims about them, our figures and our questions."""
    within = {row.uid} if row.withheld else tree_around(row, shown.rows).within
    claims = PublishedClaim.objects.filter(event__in=within).values("uid")
    positions = PublishedPosition.objects.filter(event__in=within).values("uid")
    marked = _marked(PublishedClaim.objects.filter(event__in=within))
    questions = PublishedQuestion.objects.filter(event__in=within).values("uid")
    about = (claims, positions, questions, marked, listed_under("events", within))
    return _about(shown, "event", row, row.title, within, *about)


def of_question(row: PublishedQuestion, shown: Shown) -> Scope:
    return _about(shown, "question", row, row.text, [row.uid])


def of_source(row: PublishedSource, shown: Shown) -> Scope:
    followed = as_one(PublishedSource, {row.uid}, shown.rows)
    own = PublishedClaim.objects.filter(claimant__in=followed)
    gone = listed_under("sources", followed)
    return _about(shown, "source", row, row.name, followed, own.values("uid"), gone, _marked(own))


def _marked(claims: RowQuerySet[PublishedClaim]) -> QuerySet[Any, Any]:
    """Reports that these cite, where we took one back or its publisher corrected or withdrew it."""
    cited = PublishedReference.objects.filter(since__in=claims.values("since"), field="citations")
    marked = PublishedReport.objects.filter(
        ~Q(publisher_action="") | ~Q(publication=Publication.PUBLISHED)
    )
    return marked.filter(uid__in=cited.values("named")).values("uid")


def _about(
    shown: Shown,
    kind: str,
    row: PublishedClaim | PublishedEvent | PublishedQuestion | PublishedSource,
    title: str,
    followed: Collection[str],
    *beside: QuerySet[Any, Any],
) -> Scope:
    """``followed`` are subjects of the kind of its row; those beside them come as uids."""
    ours: QuerySet[Any, Any] = rows_of(type(row)).filter(uid__in=followed).values("uid")
    # One list of all: beside an “or” PostgreSQL would go through every entry there is.
    found = Entry.objects.news().filter(shown.rows.entries())
    found = found.filter(subject__in=ours.union(*beside, all=True))
    told = _("Changes: %(what)s", what=title) if title else _("Changes: withheld")
    return Scope(str(told), f"{kind}-feed", (row.slug,), row.get_absolute_url(), found)
