"""Guides for each kind of reader: the words of docs/, shown on the site."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from itertools import pairwise
from pathlib import Path

from django.conf import settings
from django.http import HttpResponse
from django.utils.html import html_safe
from markdown_it import MarkdownIt
from markdown_it.token import Token

from claims.domain.messages import gettext as _
from claims.domain.slugs import slugify
from claims.lookup.as_of import shown_at
from claims.lookup.cache import PageRequest, record_page
from claims.lookup.errors import NotOnRecord
from claims.pages import rendering
from claims.presenters.addresses import path_of

GUIDES = {
    "readers": _("For readers"),
    "reporters": _("For reporters"),
    "researchers": _("For researchers"),
    "developers": _("For developers"),
}
_ELSEWHERE = re.compile(r"([a-z]+)\.md(#.*)?")


@html_safe
class Guide:
    """Our own Markdown as HTML; markup within it stays text."""

    def __init__(self, text: str) -> None:
        reader = MarkdownIt("commonmark", {"html": False}).enable("table")
        tokens = reader.parse(text)
        _name_headings(tokens)
        _lead_links(tokens)
        self.html = str(reader.renderer.render(tokens, reader.options, {}))

    def __str__(self) -> str:
        return self.html


@record_page()
def guide(request: PageRequest, name: str) -> HttpResponse:
    if name not in GUIDES:
        raise NotOnRecord(_("There is no such guide."))
    context = {"title": GUIDES[name], "guide": written(name)}
    shown = shown_at("", head=request.head)
    return rendering.answer("claims/guide.html", context, shown=shown, path=request.path)


@cache
def written(name: str) -> Guide:
    return Guide((Path(settings.BASE_DIR) / "docs" / f"{name}.md").read_text("utf-8"))


def _name_headings(tokens: Sequence[Token]) -> None:
    for opened, words in pairwise(tokens):
        if opened.type == "heading_open":
            opened.attrSet("id", slugify(words.content))


def _lead_links(tokens: Sequence[Token]) -> None:
    """From file to file becomes from page to page."""
    for link in (part for token in tokens for part in token.children or ()):
        found = _ELSEWHERE.fullmatch(_href(link)) if link.type == "link_open" else None
        if found and found[1] in GUIDES:
            link.attrSet("href", path_of("pages:guide", found[1]) + (found[2] or ""))


def _href(link: Token) -> str:
    return str(link.attrGet("href") or "")
