"""oEmbed 1.0: from the address of a claim or an event to a card that other sites can show."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from urllib.parse import SplitResult, urlsplit
from xml.etree import ElementTree as ET

from django.conf import settings
from django.http import HttpResponse, HttpResponseBase, JsonResponse, QueryDict
from django.urls import Resolver404, resolve

from claims.lookup.cache import PageRequest, record_page
from claims.lookup.errors import NotOnRecord, NotUnderstood
from claims.pages.cards import Elsewhere, card_of
from claims.pages.embeds import for_other_sites
from claims.pages.page_meta import site
from claims.presenters import addresses
from claims.presenters.card import Card
from claims.presenters.sharing import NARROWEST, WIDTH, fallback, frame, height, titled

# How long a site may show what it was told, in seconds.
KEPT = 300
LARGEST = 4000
PAGES = {
    "pages:claim": "claim",
    "pages:event": "event",
    "pages:figures": "event",
    "pages:question": "question",
}
NOT_OURS = "Give the address of a claim, an event or a question of this site as ?url=…"
NO_SUCH_PAGE = "No claim, event or question of this site has that address."
NO_FORMAT = "This is given as json or xml only."


@for_other_sites
@record_page("url", "format", "maxwidth", "maxheight")
def oembed(request: PageRequest) -> HttpResponseBase:
    form = request.GET.get("format", "json")
    if form not in ("json", "xml"):
        return HttpResponse(NO_FORMAT, status=501, content_type="text/plain; charset=utf-8")
    kind, slug, asked = _subject(request.GET.get("url", ""))
    try:
        card, _ = card_of(kind, slug, replace(request, GET=asked), at=kind)
    except Elsewhere as elsewhere:
        kind, slug, asked = _subject(f"{settings.SITE_URL}{elsewhere.redirect.url}")
        card, _ = card_of(kind, slug, replace(request, GET=asked), at=kind)
    answer = _answer(card, addresses.page(f"embed-{kind}", slug), asked, request.GET)
    return _xml(answer) if form == "xml" else JsonResponse(answer)


def _subject(url: str) -> tuple[str, str, QueryDict]:
    """Kind, slug and query of an address of ours, whichever scheme it was copied with."""
    try:
        asked = urlsplit(url)
    except ValueError as wrong:
        raise NotUnderstood(NOT_OURS) from wrong
    if not url:
        raise NotUnderstood(NOT_OURS)
    try:
        # Without its final slash an address leads to the same page.
        found = resolve(asked.path.rstrip("/") + "/")
    except Resolver404 as unknown:
        raise NotOnRecord(NO_SUCH_PAGE) from unknown
    if found.view_name not in PAGES or not _ours(asked):
        raise NotOnRecord(NO_SUCH_PAGE)
    return PAGES[found.view_name], found.kwargs["slug"], QueryDict(asked.query)


def _ours(asked: SplitResult) -> bool:
    host = urlsplit(settings.SITE_URL).netloc
    return asked.scheme in ("http", "https") and asked.netloc.lower() == host.lower()


def _answer(card: Card, path: str, asked: QueryDict, query: QueryDict) -> dict[str, Any]:
    width = max(min(WIDTH, _pixels(query.get("maxwidth", ""), WIDTH)), NARROWEST)
    needed = height(card, width)
    then = f"?as_of={asked['as_of']}" if asked.get("as_of", "").isdecimal() else ""
    framed = frame(card, f"{settings.SITE_URL}{path}{then}", width)
    return {
        "version": "1.0",
        "type": "rich",
        "title": titled(card),
        "author_name": settings.SITE_NAME,
        "author_url": f"{settings.SITE_URL}/",
        "provider_name": settings.SITE_NAME,
        "provider_url": f"{settings.SITE_URL}/",
        "cache_age": KEPT,
        "width": width,
        "height": min(needed, _pixels(query.get("maxheight", ""), needed)),
        "html": f"{fallback(card, site())}{framed}",
    }


def _pixels(typed: str, otherwise: int) -> int:
    known = typed.isascii() and typed.isdecimal() and len(typed) < 6
    return min(int(typed), LARGEST) if known and int(typed) else otherwise


def _xml(answer: dict[str, Any]) -> HttpResponse:
    root = ET.Element("oembed")
    for name, value in answer.items():
        ET.SubElement(root, name).text = str(value)
    made = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return HttpResponse(made, content_type="text/xml; charset=utf-8")
