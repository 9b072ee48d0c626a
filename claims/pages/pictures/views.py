"""The picture of a claim, an event or a question, at an entry or as it stands."""

from __future__ import annotations

import hashlib

from django.http import HttpResponse, HttpResponseBase

from claims.lookup.cache import PageRequest, kept_as, record_page
from claims.lookup.release import edition
from claims.pages.cards import Elsewhere, card_of
from claims.pages.embeds import for_other_sites
from claims.pages.page_meta import site
from claims.pages.pictures.drawing import png
from claims.presenters.picture import Picture, picture_of

# What an entry said stays, but words may be withheld: whoever keeps it for many asks us each time.
AT_AN_ENTRY = "public, max-age=86400, s-maxage=0, immutable"


@for_other_sites
@record_page("as_of")
def claim(request: PageRequest, slug: str) -> HttpResponseBase:
    return _picture("claim", request, slug)


@for_other_sites
@record_page("as_of")
def event(request: PageRequest, slug: str) -> HttpResponseBase:
    return _picture("event", request, slug)


@for_other_sites
@record_page("as_of")
def question(request: PageRequest, slug: str) -> HttpResponseBase:
    return _picture("question", request, slug)


def _picture(kind: str, request: PageRequest, slug: str) -> HttpResponseBase:
    try:
        card, shown = card_of(kind, slug, request, at=f"{kind}-picture")
    except Elsewhere as elsewhere:
        return elsewhere.redirect
    made = HttpResponse(_drawn(picture_of(card, site().name)), content_type="image/png")
    made["X-Robots-Tag"] = "noindex"
    if shown.past and not shown.by_time:
        made["Cache-Control"] = AT_AN_ENTRY
    return made


def _drawn(picture: Picture) -> bytes:
    """Drawn once for what it says: a key that holds withheld words is never asked for again."""
    said = hashlib.sha256(f"{edition()} {picture}".encode("utf-8", "surrogatepass")).hexdigest()
    return kept_as(f"picture-{said}", lambda: png(picture))
