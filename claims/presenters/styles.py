"""Style that stands in the page itself: on a slow line a second request would cost seconds.

The policy names each sheet by its digest, so that no other style in a page is heeded.
"""

from __future__ import annotations

import base64
import hashlib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.contrib.staticfiles import finders
from django.utils.html import html_safe
from rcssmin import cssmin

NIGHT = "prefers-color-scheme:dark"
CHOSEN = "/* Where a theme was chosen"
"""What comes after it in the colours of statuses is not for pages."""


@html_safe
@dataclass(frozen=True)
class Sheet:
    """What stands between the tags, and how the policy allows just that."""

    text: str
    policy: dict[str, list[str]]

    def __str__(self) -> str:
        return self.text


@cache
def of_pages() -> Sheet:
    """The style of every page of the site, which is as the reader's system is."""
    statuses, _, _ = _read("statuses").partition(CHOSEN)
    return _sheet(statuses + _read("counterclaim") + _read("apart"))


@cache
def of_cards(theme: str) -> Sheet:
    """The style of a card: "light", "dark", or "auto", which is as the reader's system is."""
    night = "" if theme == "light" else _read("card-dark")
    by_night = f"@media({NIGHT}){{{night}}}" if theme == "auto" else night
    return _sheet(_read("statuses") + _read("card") + by_night)


def _read(name: str) -> str:
    path = finders.find(f"claims/{name}.css")
    if path is None:
        raise FileNotFoundError(f"claims/{name}.css")
    return Path(path).read_text("utf-8")


def _sheet(text: str) -> Sheet:
    small = cssmin(text)
    digest = base64.b64encode(hashlib.sha256(small.encode()).digest()).decode()
    policy = {"style-src": ["'self'", f"'sha256-{digest}'"]}
    return Sheet(small, policy)
