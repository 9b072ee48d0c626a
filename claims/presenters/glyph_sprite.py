"""The glyphs of a page: only those it uses, once, at its head."""

from __future__ import annotations

import re

EMPTY = '<svg class="sprite" width="0" height="0" aria-hidden="true"></svg>'
_USED = re.compile(r'<use href="#([a-z]+)"')

_DRAWN = {
    "arr": '<path d="M0 5h14M10.5 1.2L14.5 5l-4 3.8" fill="none" stroke="currentColor"'
    ' stroke-width="1.6"/>',
    "con": '<circle cx="8" cy="8" r="7" fill="currentColor"/>'
    '<path class="tick" d="M4.4 8.3l2.5 2.5 4.7-5.2" fill="none" stroke="#fff" stroke-width="2"/>',
    "dis": '<path d="M7.2.6v11.6a5.8 5.8 0 0 1 0-11.6zM8.8 3.8v11.6a5.8 5.8 0 0 0 0-11.6z"'
    ' fill="currentColor"/>',
    "par": '<circle cx="8" cy="8" r="6" fill="none" stroke="currentColor" stroke-width="2"/>'
    '<path d="M8 2a6 6 0 0 0 0 12z" fill="currentColor"/>',
    "ref": '<path d="M2.8 2.8l10.4 10.4M13.2 2.8L2.8 13.2" fill="none" stroke="currentColor"'
    ' stroke-width="3.2"/>',
    "unc": '<circle cx="8" cy="8" r="6" fill="none" stroke="currentColor" stroke-width="2.2"'
    ' stroke-dasharray="2.7 2.012"/>',
    "unv": '<path d="M6.2 2H2.6v12h3.6M9.8 2h3.6v12H9.8" fill="none" stroke="currentColor"'
    ' stroke-width="2.2"/>',
}
# Marks of the interval plot are groups drawn around their own centre.
_PLOTTED = {
    "ab": '<path class="ln" d="M-13 0H13" stroke-dasharray="3 2.5"/><circle r="5.5"/>',
    "al": '<path class="ln" d="M0-7V7M0 0H27M21.5-5l5.5 5-5.5 5"/>',
    "by": '<path class="ln" d="M-27 0H-2M-14-5l5.5 5-5.5 5M-7.5-5l5.5 5-5.5 5"/>',
    "ex": '<circle r="5.5"/>',
    "mt": '<path class="ln" d="M4 0H27M21.5-5l5.5 5-5.5 5"/><circle class="ho" r="4"/>',
    "sm": '<circle class="ho" r="4"/>',
    "so": '<circle class="lo" r="5.5"/>',
    "ut": '<path class="ln" d="M0-7V7M0 0H-27M-21.5-5l-5.5 5 5.5 5"/>',
}


def with_sprite(page: str) -> str:
    """The page with its empty sprite filled; a glyph that nobody drew is a mistake of ours."""
    used = sorted(set(_USED.findall(page)))
    filled = EMPTY.replace("></svg>", f">{''.join(map(_symbol, used))}</svg>")
    return page.replace(EMPTY, filled, 1)


def _symbol(name: str) -> str:
    if name in _PLOTTED:
        return f'<g id="{name}">{_PLOTTED[name]}</g>'
    box = "0 0 15 10" if name == "arr" else "0 0 16 16"
    return f'<symbol id="{name}" viewBox="{box}">{_DRAWN[name]}</symbol>'
