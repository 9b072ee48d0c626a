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
    drawn = render_to_string(template, {**context, "style": sheet, "frame": frame})
    response = HttpResponse(with_sprite(drawn), status=status)
    response.content_security_policy = sheet.policy  # type: ignore[attr-defined]
    return response


@lru_cache(maxsize=64)
def _frame(language: str, *framed: object) -> dict[str, _Drawn]:
    """What stands around every page of a place in the navigation: most of what templates do."""
    context = dict(zip(FRAMED, framed, strict=True))
    return {piece: _piece(piece, context) for piece in ("top", "pages", "method", "links")}


def _piece(name: str, context: Mapping[str, object]) -> _Drawn:
    drawn = render_to_string(f"claims/_partials/_frame_{name}.html", context)
    return _Drawn(drawn.removesuffix("\n"))


@html_safe
@dataclass(frozen=True)
class _Drawn:
    text: str

    def __str__(self) -> str:
        return self.text
