"""The glyphs of a page: only those it uses, once, at its head."""

from __future__ import annotations

import re
from collections.abc import Iterable

from django.utils.html import html_safe

from claims.presenters.status import LOOKS

EMPTY = '<svg class="sprite" width="0" height="0" aria-hidden="true"></svg>'
_USED = re.compile(r'<use href="#([a-z]+)"')

_DRAWN = {
    "arr": '<path d="M0 5h14M10.5 1.2L14.5 5l-4 3.8" fill="none" stroke="currentColor"'
    ' stroke-width="1.6"/>',
    **{look.mark: look.glyph for look in LOOKS.values()},
}
# Marks of the interval plot are groups drawn around their own centre.
_PLOTTED = {
    "ab": '<path class="ln" d="M-13 0H13" stroke-dasharray="3 2.5"/><circle r="5.5"/>',
    "al": '<path class="ln" d="M0-7V7M0 0H27M21.5-5l5.5 5-5.5 5"/>',
    "by": '<path class="ln" d="M-27 0H-2M-14-5l5.5 5-5.5 5M-7.5-5l5.5 5-5.5 5"/>',
    "dn": '<path class="ln us" d="M20 0H2M7.5-5l-5.5 5 5.5 5"/>',
    "ex": '<circle r="5.5"/>',
    "mt": '<path class="ln" d="M4 0H27M21.5-5l5.5 5-5.5 5"/><circle class="ho" r="4"/>',
    "sm": '<circle class="ho" r="4"/>',
    "so": '<circle class="lo" r="5.5"/>',
    "up": '<path class="ln us" d="M-20 0H-2M-7.5-5l5.5 5-5.5 5"/>',
    "ut": '<path class="ln" d="M0-7V7M0 0H-27M-21.5-5l-5.5 5 5.5 5"/>',
}


def with_sprite(page: str) -> str:
    """The page with its empty sprite filled; a glyph that nobody drew is a mistake of ours."""
    return page.replace(EMPTY, _filled(sorted(set(_USED.findall(page)))), 1)


@html_safe
class StatusSprite:
    """The glyphs of every status, for the desk: its pages are not known as a whole."""

    def __str__(self) -> str:
        return _filled(look.mark for look in LOOKS.values())


def _filled(names: Iterable[str]) -> str:
    return EMPTY.replace("></svg>", f">{''.join(map(_symbol, names))}</svg>")


def _symbol(name: str) -> str:
    if name in _PLOTTED:
        return f'<g id="{name}">{_PLOTTED[name]}</g>'
    box = "0 0 15 10" if name == "arr" else "0 0 16 16"
    return f'<symbol id="{name}" viewBox="{box}">{_DRAWN[name]}</symbol>'
