"""Addresses of public pages. They are promised to readers: a test holds them to the URLconf."""

from __future__ import annotations

from urllib.parse import quote

PAGES = {
    "claim": "/claims/{}/",
    "event": "/events/{}/",
    "figures": "/events/{}/figures/",
    "source": "/sources/{}/",
    "embed_claim": "/embed/claims/{}/",
    "embed_event": "/embed/events/{}/",
    "badge": "/claims/{}/badge.svg",
}


def page(kind: str, slug: str, then: str = "") -> str:
    """The address of one thing; ``then`` is the query of the moment shown. Empty without a slug."""
    return PAGES[kind].format(quote(slug, safe="")) + then if slug else ""
