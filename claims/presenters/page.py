"""A page as it is sent: its template, with the glyphs and the style it needs in it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpResponse
from django.template.loader import render_to_string

from claims.presenters import styles
from claims.presenters.glyph_sprite import with_sprite


def page(
    template: str,
    context: Mapping[str, Any],
    *,
    style: styles.Sheet | None = None,
    status: int = 200,
) -> HttpResponse:
    """The answer with its style in it, that of the site where none is given."""
    sheet = style or styles.of_pages()
    drawn = render_to_string(template, {**context, "style": sheet})
    response = HttpResponse(with_sprite(drawn), status=status)
    response.content_security_policy = sheet.policy  # type: ignore[attr-defined]
    return response
