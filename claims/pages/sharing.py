"""What each page offers to who wants to cite, embed or follow it."""

from __future__ import annotations

from collections.abc import Collection, Sequence, Set
from urllib.parse import urlencode

from django.conf import settings
from django.db import models
from django.db.models import Max, Q, QuerySet, Subquery, Value
from django.http import QueryDict

from claims.domain.messages import gettext as _
from claims.domain.vocabulary import SubjectKind
from claims.filters import PARAMETERS
from claims.lookup.as_of import Shown
from claims.lookup.cache import PageRequest
from claims.lookup.paging import address
from claims.models.record import read_tracking
from claims.models.record.entry import Entry, entry_at
from claims.models.record.moment import AsOf
from claims.models.record.prepared_queries import prepared
from claims.models.record.rows import (
    PublishedClaim,
    PublishedLink,
    PublishedPosition,
    PublishedQuestion,
    PublishedReference,
    PublishedReport,
    PublishedSource,
)
from claims.pages.cards import card_of_event
from claims.pages.event_data import Material
from claims.pages.feeds.scope import NARROWED
from claims.pages.page_meta import site
from claims.presenters import addresses
from claims.presenters.addresses import path_of
from claims.presenters.card import Card, Stamp, claim_card, question_card
from claims.presenters.claim import ClaimPage
from claims.presenters.moments import minute
from claims.presenters.names import Names
from claims.presenters.question import QuestionPage
from claims.presenters.sharing import FEEDS, Use, use_of, use_of_list

# The feed of a whole list, of a narrowed one, and of one narrowed further than a feed can be.
FOLLOWED = {
    "changes": (
        _("All changes (%(form)s)"),
        _("Changes (%(form)s)"),
        _("Changes, whatever the days (%(form)s)"),
    ),
    "corrections": (
        _("All corrections (%(form)s)"),
        _("Corrections (%(form)s)"),
        _("Corrections, whatever the days (%(form)s)"),
    ),
}
TAKEN_AWAY = {
    "claims": _("Claims as %(form)s"),
    "figures": _("Figures as %(form)s"),
    "changes": _("Changes as %(form)s"),
}


def of_claim(row: PublishedClaim, claim: ClaimPage, names: Names, shown: Shown) -> Use:
    """Cited with what stands beside it: claims linked to it, and names, change by themselves."""
    path = row.get_absolute_url()
    beside = {row.uid} | names.uids
    stamp = cited_at(_newest_beside(beside, row.uid, shown.rows)[0], shown)
    card = claim_card(claim, stamp, f"{settings.SITE_URL}{path}")
    return use_of(
        card,
        path,
        site(),
        embed=addresses.page("embed-claim", row.slug),
        badge=addresses.page("badge", row.slug),
        picture=addresses.page("claim-picture", row.slug),
    )


@prepared
def _newest_beside(subjects: Collection[str], claim: str, moment: AsOf) -> QuerySet[Entry]:
    links = PublishedLink.objects.filter(Q(from_claim=claim) | Q(to_claim=claim))
    own = Entry.objects.filter(subject__listed=subjects).values("subject")
    # One list of all: beside an “or” PostgreSQL would go through every entry there is.
    about = Q(subject__in=own.union(links.values("uid"), all=True))
    entries = Entry.objects.filter(about).filter(moment.entries())
    newest = entries.order_by().values(every=Value(1)).annotate(n=Max("seq")).values("n")
    return Entry.objects.filter(seq=Subquery(newest))


def of_event(material: Material, kind: str) -> Use:
    """``kind`` is the page it stands on: of the event, or of its figures."""
    event = material.tree.here
    last = max(material.entries)
    stamp = cited_at(_last_named(material.named, last, material.shown.rows)[0], material.shown)
    card = card_of_event(material, f"{settings.SITE_URL}{event.get_absolute_url()}", stamp)
    return use_of(
        card,
        addresses.page(kind, event.slug),
        site(),
        embed=addresses.page("embed-event", event.slug),
        picture=addresses.page("event-picture", event.slug),
        follow=event.get_absolute_url(),
    )


@prepared
def _last_named(subjects: Collection[str], last: int, moment: AsOf) -> QuerySet[Entry]:
    """The last entry about any of these subjects, or this one where none is later."""
    entries = Entry.objects.filter(subject__listed=subjects).filter(moment.entries())
    newest = entries.order_by().values(every=Value(1)).annotate(n=Max("seq")).values("n")
    return Entry.objects.filter(Q(seq=last) | Q(seq=Subquery(newest))).order_by("-seq")[:1]


def of_question(row: PublishedQuestion, question: QuestionPage, names: Names, shown: Shown) -> Use:
    """Cited with the claims that answer it: where they stand changes by itself."""
    subjects = Q(subject__in={row.uid} | names.uids)
    stamp = cited_at(newest_about(subjects, shown), shown)
    path = row.get_absolute_url()
    card = question_card(question, stamp, f"{settings.SITE_URL}{path}")
    return use_of(
        card,
        path,
        site(),
        embed=addresses.page("embed-question", row.slug),
        picture=addresses.page("question-picture", row.slug),
    )


def of_source(row: PublishedSource, record: str, read: Set[str], shown: Shown) -> Use:
    """Cited as of the last entry about what its page was made from, or that names it."""
    path = row.get_absolute_url()
    stamp = cited_at(_last_of_source(row, read, shown), shown)
    return use_of(Card(_("Source"), "", record, row.called, None, (), stamp, path), path, site())


def _last_of_source(row: PublishedSource, read: Set[str], shown: Shown) -> Entry:
    if shown.by_time:
        return Entry.objects.filter(shown.rows.entries()).latest("seq")
    naming: Sequence[models.QuerySet[models.Model]] = (
        PublishedClaim.objects.filter(claimant=row.uid),
        PublishedReport.objects.filter(publisher=row.uid),
        PublishedReference.objects.filter(named=row.uid),
        PublishedPosition.objects.filter(event__in=read),
    )
    until = shown.rows.entry
    last = [some.filter(since__lte=until).aggregate(n=Max("since"))["n"] for some in naming]
    return newest_about(Q(subject__in=read) | Q(seq__in=[n for n in last if n]), shown)


def of_list(
    words: str, request: PageRequest, shown: Shown, kinds: Sequence[SubjectKind] = ()
) -> Use | None:
    """Nothing where nothing is on record yet. Feeds follow what can be told of a change alone.

    ``kinds`` are those that the list depends on; without them it depends on all.
    """
    read_tracking.note(*map(read_tracking.all_of, kinds or SubjectKind))
    newest = _newest(shown, kinds)
    if newest is None:
        return None
    stamp = cited_at(newest, shown)
    return use_of_list(
        _(
            "%(words)s, as of %(time)s",
            words=words,
            time=stamp.when.text,
        ),
        stamp,
        path=request.path,
        at=address(request.path, request.GET, as_of=shown.asked or stamp.version),
        site=site(),
        feeds=_feeds(request.GET),
        downloads=_downloads(request.path, request.GET),
    )


def in_words(listed: str, question: str) -> str:
    if not question:
        return listed
    return _("%(listed)s with “%(question)s” in the name", listed=listed, question=question)


def _newest(shown: Shown, kinds: Sequence[SubjectKind]) -> Entry | None:
    """The last entry of the moment shown, of these kinds where any are named."""
    if not shown.past and not kinds:
        return shown.head
    entries = Entry.objects.filter(shown.rows.entries())
    entries = entries.filter(subject_kind__in=kinds) if kinds else entries
    return entries.order_by("-seq").first()


def _feeds(query: QueryDict) -> list[tuple[str, str]]:
    """They follow less than a list may be narrowed by, and say so."""
    narrowed = [(name, value) for name in NARROWED for value in query.getlist(name)]
    wider = any(query.get(name) for name in PARAMETERS if name not in NARROWED)
    asked = f"?{urlencode(narrowed)}" if narrowed else ""
    return [
        (label.placed(form=form), f"{path_of(f'pages:{name}-feed', ending)}{asked}")
        for name, labels in FOLLOWED.items()
        for label in (labels[bool(narrowed) + bool(narrowed and wider)],)
        for form, ending in FEEDS
    ]


def _downloads(path: str, query: QueryDict) -> list[tuple[str, str]]:
    """What a list can be taken away as, narrowed as it is."""
    exports = {
        path_of("pages:claims"): ("claims", "figures", "changes"),
        path_of("pages:changes"): ("changes",),
    }
    return [
        (
            TAKEN_AWAY[name].placed(form=form),
            address(path_of(f"pages:{name}-export", ending), query, before=""),
        )
        for name in exports.get(path, ())
        for form, ending in (("CSV", "csv"), ("JSON Lines", "jsonl"))
    ]


def cited_at(entry: Entry, shown: Shown) -> Stamp:
    """For a version of a page: what was shown once this entry was recorded, or as of a time."""
    signed = shown.head is not None and shown.head.signed >= entry.seq
    proof = path_of("pages:proof", entry.seq) if signed else ""
    if shown.by_time and shown.moment:
        return Stamp(entry.seq, entry.digest, shown.moment, proof, shown.asked)
    return Stamp(entry.seq, entry.digest, minute(entry.recorded_at, shown.zone), proof)


def newest_about(subjects: Q, shown: Shown) -> Entry:
    """The last entry, up to the moment shown, about any of these subjects."""
    rows = Entry.objects.filter(subjects).filter(shown.rows.entries())
    return entry_at(max(rows.values_list("seq", flat=True)))
