"""oEmbed 1.0: from the address of a claim or an event to a card that other sites can show."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import SplitResult, urlencode, urlsplit
from xml.etree import ElementTree as ET

from django.conf import settings
from django.http import HttpResponse, HttpResponseBase, JsonResponse, QueryDict
from django.urls import Resolver404, resolve

from claims.domain.messages import gettext as _
from claims.domain.messages import printed
from claims.lookup.cache import PageRequest, record_page
from claims.lookup.errors import NotOnRecord, NotUnderstood
from claims.pages.cards import Elsewhere, card_of
from claims.pages.embeds import AUTO, for_other_sites, theme_asked
from claims.pages.page_meta import site
from claims.presenters import addresses
from claims.presenters.card import Card
from claims.presenters.picture import HEIGHT as PICTURE_HEIGHT
from claims.presenters.picture import WIDTH as PICTURE_WIDTH
from claims.presenters.sharing import WIDTH, fallback, frame, height, permalink

# How long a site may show what it was told, in seconds.
KEPT = 300
PAGES = {
    "pages:claim": "claim",
    "pages:event": "event",
    "pages:figures": "event",
    "pages:question": "question",
}
NOT_OURS = _(
    "Give the address of a claim, an event or a question of this site as %(parameter)s",
    parameter="?url=…",
)
NO_SUCH_PAGE = _("No claim, event or question of this site has that address.")
NO_FORMAT = _("This is given as json or xml only.")


@for_other_sites
@record_page("url", "format", "maxwidth", "maxheight", "theme")
def oembed(request: PageRequest) -> HttpResponseBase:
    form = request.GET.get("format", "json")
    if form not in ("json", "xml"):
        return HttpResponse(str(NO_FORMAT), status=501, content_type="text/plain; charset=utf-8")
    kind, slug, asked = _subject(request.GET.get("url", ""))
    try:
        card, __ = card_of(kind, slug, replace(request, GET=asked), at=kind)
    except Elsewhere as elsewhere:
        kind, slug, asked = _subject(f"{settings.SITE_URL}{elsewhere.redirect.url}")
        card, __ = card_of(kind, slug, replace(request, GET=asked), at=kind)
    answer = _answer(kind, slug, card, asked, request)
    answer = printed(answer)
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


def _answer(
    kind: str, slug: str, card: Card, asked: QueryDict, request: PageRequest
) -> dict[str, object]:
    width = _pixels(request.GET.get("maxwidth", ""), WIDTH)
    needed = height(card)
    framed = frame(card, _embedded(kind, slug, asked, theme_asked(request)), site(), width)
    return {
        "version": "1.0",
        "type": "rich",
        "title": card.in_one_line,
        "author_name": settings.SITE_NAME,
        "author_url": f"{settings.SITE_URL}/",
        "provider_name": settings.SITE_NAME,
        "provider_url": f"{settings.SITE_URL}/",
        "cache_age": KEPT,
        "width": width,
        "height": _pixels(request.GET.get("maxheight", ""), needed),
        "html": f"{fallback(card, site())}{framed}",
        **_thumbnail(kind, slug, card, request.GET),
    }


def _embedded(kind: str, slug: str, asked: QueryDict, theme: str) -> str:
    """The address of the card, at the entry that the page was asked for and in its theme."""
    query = {"as_of": asked["as_of"]} if asked.get("as_of", "").isdecimal() else {}
    if theme != AUTO:
        query["theme"] = theme
    path = addresses.page(f"embed-{kind}", slug)
    return f"{settings.SITE_URL}{path}{'?' if query else ''}{urlencode(query)}"


def _thumbnail(kind: str, slug: str, card: Card, query: QueryDict) -> dict[str, object]:
    """The picture, unless it is larger than what was asked for allows."""
    wide = _pixels(query.get("maxwidth", ""), PICTURE_WIDTH)
    high = _pixels(query.get("maxheight", ""), PICTURE_HEIGHT)
    if wide < PICTURE_WIDTH or high < PICTURE_HEIGHT:
        return {}
    return {
        "thumbnail_url": permalink(card, addresses.page(f"{kind}-picture", slug), site()),
        "thumbnail_width": PICTURE_WIDTH,
        "thumbnail_height": PICTURE_HEIGHT,
    }


def _pixels(typed: str, needed: int) -> int:
    """What is needed, as far as what was typed allows it; nonsense allows all."""
    known = typed.isascii() and typed.isdecimal() and len(typed) < 6 and int(typed) > 0
    return min(int(typed), needed) if known else needed


def _xml(answer: dict[str, object]) -> HttpResponse:
    root = ET.Element("oembed")
    for name, value in answer.items():
        ET.SubElement(root, name).text = str(value)
    made = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return HttpResponse(made, content_type="text/xml; charset=utf-8")
