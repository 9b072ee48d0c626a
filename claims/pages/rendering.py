"""Every page is made here: from its context alone, never from who asks."""

from __future__ import annotations

from collections.abc import Mapping

from django.conf import settings
from django.http import HttpResponse
from django.template.loader import render_to_string

from claims.lookup.as_of import Shown
from claims.lookup.licence import licence
from claims.pages import page_meta
from claims.presenters import styles
from claims.presenters.glyph_sprite import with_sprite
from claims.presenters.names import Name
from claims.presenters.page import page as page_of


def html(template: str, context: Mapping[str, object]) -> str:
    """A drawing as text. No request goes in, so nothing of a session or a cookie can come out."""
    return with_sprite(render_to_string(template, {**_site(), **context}))


def page(
    template: str,
    context: Mapping[str, object],
    *,
    style: styles.Sheet | None = None,
    status: int = 200,
) -> HttpResponse:
    """A page, of which the same holds, with its style in it."""
    return page_of(template, {**_site(), **context}, style=style, status=status)


def _site() -> dict[str, object]:
    return {
        "site_name": settings.SITE_NAME,
        "site_url": settings.SITE_URL,
        "licence": licence(),
    }


def leads_to(survivor: Name | None) -> dict[str, str]:
    """For a page that stays, of a thing kept elsewhere now: machines are led there."""
    here = survivor.href.partition("?")[0] if survivor else ""
    return {"canonical": f"{settings.SITE_URL}{here}"} if here else {}


def answer(
    template: str,
    context: Mapping[str, object],
    *,
    shown: Shown,
    path: str,
    section: str = "",
    status: int = 200,
) -> HttpResponse:
    """A page of the site at a moment. ``section`` marks the place in the navigation."""
    noindex = shown.past or status != 200
    more = {
        "shown": shown,
        "path": path,
        "section": section,
        "noindex": noindex,
        "canonical": f"{settings.SITE_URL}{path}",
        "then": shown.query,
    }
    head = {"about": None} if status != 200 else page_meta.context(context, path, shown)
    response = page(template, {**more, **context, **head}, status=status)
    if noindex:
        response["X-Robots-Tag"] = "noindex"
    return response
