"""A text with the words marked that answer a search."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.html import format_html, format_html_join, html_safe

from claims.domain.highlight import Piece


@html_safe
@dataclass(frozen=True)
class Marked:
    """Made here and not in a template, whose last line break would stand before a full stop."""

    pieces: tuple[Piece, ...]

    def __str__(self) -> str:
        return format_html_join("", "{}", ((_shown(piece),) for piece in self.pieces))


def _shown(piece: Piece) -> str:
    return format_html('<mark class="hit">{}</mark>', piece.text) if piece.marked else piece.text
