"""Cards for other people's pages: without script or cookie, and true for as long as they stand."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, HttpResponse, HttpResponseBase

from claims.domain.messages import gettext as _
from claims.lookup.cache import PageRequest, record_page
from claims.lookup.errors import NotUnderstood
from claims.pages import rendering
from claims.pages.cards import Elsewhere, card_of
from claims.pages.page_meta import site
from claims.presenters import styles
from claims.presenters.badge import badge as badge_of

View = Callable[..., HttpResponseBase]
AUTO = "auto"
THEMES = (AUTO, "light", "dark")
NO_SUCH_THEME = _("A card is light, dark or auto. There is no theme “%(name)s”.", name="…")


def for_other_sites(view: View) -> View:
    """May be framed and loaded anywhere. Only what shows a status with its time is."""

    @wraps(view)
    def respond(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        response = view(request, *args, **kwargs)
        policy = getattr(response, "content_security_policy", {})
        framed = {**policy, "frame-ancestors": ["*"]}
        response.content_security_policy = framed  # type: ignore[attr-defined]
        response["Cross-Origin-Resource-Policy"] = "cross-origin"
        # A page that isolates itself shows no frame that does not do so too.
        response["Cross-Origin-Embedder-Policy"] = "require-corp"
        return response

    return respond


@for_other_sites
@record_page("as_of", "theme")
def claim(request: PageRequest, slug: str) -> HttpResponseBase:
    return _card("claim", request, slug)


@for_other_sites
@record_page("as_of", "theme")
def event(request: PageRequest, slug: str) -> HttpResponseBase:
    return _card("event", request, slug)


@for_other_sites
@record_page("as_of", "theme")
def question(request: PageRequest, slug: str) -> HttpResponseBase:
    return _card("question", request, slug)


@for_other_sites
@record_page("as_of")
def badge(request: PageRequest, slug: str) -> HttpResponseBase:
    try:
        card, _ = card_of("claim", slug, request, at="badge")
    except Elsewhere as elsewhere:
        return elsewhere.redirect
    context = {"badge": badge_of(card, site().name)}
    drawn = rendering.html("claims/badge.svg", context)
    return HttpResponse(drawn, content_type="image/svg+xml", headers={"X-Robots-Tag": "noindex"})


def theme_asked(request: PageRequest) -> str:
    """As its host wants it, or as the reader's own system does."""
    asked = str(request.GET.get("theme", AUTO))
    if asked not in THEMES:
        raise NotUnderstood(NO_SUCH_THEME.placed(name=asked))
    return asked


def _card(kind: str, request: PageRequest, slug: str) -> HttpResponseBase:
    theme = theme_asked(request)
    try:
        card, shown = card_of(kind, slug, request, at=f"embed-{kind}")
    except Elsewhere as elsewhere:
        return elsewhere.redirect
    context = {"card": card, "shown": shown, "theme": theme}
    made = rendering.page("claims/embed.html", context, style=styles.of_cards(theme))
    made["X-Robots-Tag"] = "noindex"
    return made
