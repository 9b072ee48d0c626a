"""A feed as Atom (RFC 4287), with its archives (RFC 5005)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element, SubElement, tostring

from django.conf import settings

from claims.lookup.licence import licence
from claims.pages.feeds.feed import Feed
from claims.pages.feeds.item import Item

TYPE = "application/atom+xml"
NAMESPACES = {
    "xmlns": "http://www.w3.org/2005/Atom",
    "xmlns:fh": "http://purl.org/syndication/history/1.0",
    "xmlns:record": "urn:counterclaim:record:1",
}
# Characters that Unicode has and XML has not.
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def atom(feed: Feed) -> bytes:
    root = Element("feed", {**NAMESPACES, "xml:lang": settings.LANGUAGE_CODE})
    _text(root, "id", feed.at("atom"))
    _text(root, "title", feed.title)
    _text(root, "updated", feed.updated)
    _text(_child(root, "author"), "name", settings.SITE_NAME)
    _text(root, "rights", str(licence().sentence))
    _text(root, "icon", f"{settings.SITE_URL}/favicon.ico")
    for rel, href, kind in _links(feed):
        _child(root, "link", rel=rel, href=href, type=kind)
    if feed.document.complete:
        _child(root, "fh:complete")
    if feed.document.archive:
        _child(root, "fh:archive")
    if feed.checkpoint:
        _text(root, "record:checkpoint", feed.checkpoint)
    for item in feed.items:
        _entry(root, item)
    written: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return written


def _links(feed: Feed) -> Iterator[tuple[str, str, str]]:
    found = feed.document
    yield "self", feed.own("atom"), TYPE
    yield "alternate", feed.page, "text/html"
    yield "license", licence().url, "text/html"
    if found.archive:
        yield "current", feed.at("atom"), TYPE
    if found.earlier is not None:
        yield "prev-archive", feed.at("atom", after=found.earlier), TYPE
    if found.later is not None:
        yield "next-archive", feed.at("atom", after=found.later), TYPE


def _entry(root: Element, item: Item) -> None:
    entry = _child(root, "entry")
    _text(entry, "id", item.id)
    _text(entry, "title", item.title)
    _text(entry, "updated", item.recorded_at)
    _text(entry, "published", item.recorded_at)
    _child(entry, "link", rel="alternate", href=item.url, type="text/html")
    for tag in item.tags:
        _child(entry, "category", term=tag)
    _text(entry, "content", item.content, type="html")
    for name, value in item.facts.items():
        if value is not None:
            _text(entry, f"record:{name}", _spelt(value))


def _child(parent: Element, name: str, **attributes: str) -> Element:
    safe = {key: _NOT_XML.sub("", value) for key, value in attributes.items()}
    return SubElement(parent, name, safe)


def _text(parent: Element, name: str, text: str, **attributes: str) -> None:
    _child(parent, name, **attributes).text = _NOT_XML.sub("", text)


def _spelt(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
