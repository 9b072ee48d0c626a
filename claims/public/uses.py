"""What each page offers to who wants to cite, embed or follow it."""

from __future__ import annotations

from urllib.parse import urlencode

from django.conf import settings
from django.http import QueryDict

from claims.lookup.moment import Shown
from claims.lookup.paging import address
from claims.lookup.stamp import stamp_of, stamped
from claims.models.record.entry import Entry
from claims.models.record.rows import PublishedClaim, PublishedSource
from claims.public.about import site
from claims.public.cards import card_of_event
from claims.public.feeds.scope import NARROWED
from claims.public.material import Material
from claims.reading import addresses
from claims.reading.card import Card, claim_card
from claims.reading.claim import ClaimPage
from claims.reading.use import Use, use_of, use_of_list


def of_claim(row: PublishedClaim, claim: ClaimPage, shown: Shown) -> Use:
    path = addresses.page("claim", row.slug)
    card = claim_card(claim, stamped(row.since, shown.zone), f"{settings.SITE_URL}{path}")
    embed, badge = addresses.page("embed_claim", row.slug), addresses.page("badge", row.slug)
    return use_of(card, path, site(), embed=embed, badge=badge)


def of_event(material: Material, kind: str) -> Use:
    """``kind`` is the page it stands on: of the event, or of its figures."""
    slug = material.tree.here.slug
    card = card_of_event(material, f"{settings.SITE_URL}{addresses.page('event', slug)}")
    return use_of(
        card, addresses.page(kind, slug), site(), embed=addresses.page("embed_event", slug)
    )


def of_source(row: PublishedSource, record: str, shown: Shown) -> Use:
    path = addresses.page("source", row.slug)
    card = Card("Source", "", record, row.called, None, (), stamped(row.since, shown.zone), path)
    return use_of(card, path, site())


def of_list(words: str, path: str, query: QueryDict, shown: Shown) -> Use | None:
    """Nothing where nothing is on record yet. Feeds follow what can be told of a change alone."""
    newest = _newest(shown)
    if newest is None:
        return None
    stamp = stamp_of(newest, shown.zone)
    narrowed = [(name, v) for name in NARROWED for v in query.getlist(name)]
    return use_of_list(
        f"{words}, as of {((shown.by_time and shown.moment) or stamp.when).text}",
        stamp,
        path=path,
        at=address(path, query, as_of=shown.asked or str(newest.seq)),
        site=site(),
        feeds=[
            (f"{label} ({form})", _with(f"/feeds/{name}.{ending}", narrowed))
            for label, name in (("Changes", "changes"), ("Corrections", "corrections"))
            for form, ending in (("Atom", "atom"), ("JSON Feed", "json"))
        ],
        downloads=_downloads(path, query),
    )


def in_words(listed: str, question: str) -> str:
    return f"{listed} with “{question}” in the name" if question else listed


def _newest(shown: Shown) -> Entry | None:
    """The last entry of the moment shown."""
    if not shown.past:
        return shown.head
    return Entry.objects.filter(shown.rows.entries()).order_by("-seq").first()


def _downloads(path: str, query: QueryDict) -> list[tuple[str, str]]:
    """What a list can be taken away as, narrowed as it is."""
    names = {"/claims/": ("claims", "figures", "changes"), "/changes/": ("changes",)}.get(path, ())
    asked = [(n, v) for n, values in query.lists() if n != "before" for v in values]
    return [
        (f"{name.capitalize()} as {form}", _with(f"/export/{name}.{ending}", asked))
        for name in names
        for form, ending in (("CSV", "csv"), ("JSON Lines", "jsonl"))
    ]


def _with(path: str, asked: list[tuple[str, str]]) -> str:
    return f"{path}?{urlencode(asked)}" if asked else path
