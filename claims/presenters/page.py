"""A page as it is sent: its template, with the glyphs and the style it needs in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from django.http import HttpResponse
from django.template.loader import render_to_string
from django.utils.html import html_safe
from django.utils.translation import get_language

from claims.presenters import styles
from claims.presenters.glyph_sprite import with_sprite

FRAMED = ("section", "then", "site_name", "licence")


def page(
    template: str,
    context: Mapping[str, object],
    *,
    style: styles.Sheet | None = None,
    status: int = 200,
) -> HttpResponse:
    """The answer with its style in it, that of the site where none is given."""
    sheet = style or styles.of_pages()
    frame = {} if style else _frame(get_language(), *(context.get(name, "") for name in FRAMED))
    whole = render_to_string(template, {**context, "style": sheet, "frame": frame})
    response = HttpResponse(with_sprite(whole), status=status)
    response.content_security_policy = sheet.policy  # type: ignore[attr-defined]
    return response


@lru_cache(maxsize=64)
def _frame(language: str, *framed: object) -> dict[str, object]:
    """What stands around every page of a place in the navigation: most of what templates do."""
    context = dict(zip(FRAMED, framed, strict=True))
    pieces = {name: drawn(f"frame_{name}", context) for name in ("top", "pages", "method", "links")}
    return {**pieces, "icons": render_to_string("claims/_partials/_icons.html")}


def drawn(piece: str, context: Mapping[str, object]) -> Drawn:
    """A piece of pages by itself, for whoever keeps it."""
    text = render_to_string(f"claims/_partials/_{piece}.html", context)
    return Drawn(text.removesuffix("\n"))


@html_safe
@dataclass(frozen=True)
class Drawn:
    text: str

    def __str__(self) -> str:
        return self.text
