"""What each page offers to who wants to cite, embed or follow it."""

from __future__ import annotations

from django.conf import settings

from claims.lookup.moment import Shown
from claims.lookup.stamp import stamped
from claims.models.record.rows import PublishedClaim, PublishedSource
from claims.public.about import site
from claims.public.cards import card_of_event
from claims.public.material import Material
from claims.reading import addresses
from claims.reading.card import Card, claim_card
from claims.reading.claim import ClaimPage
from claims.reading.use import Use, use_of


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
