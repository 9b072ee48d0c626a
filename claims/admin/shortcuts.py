"""Keys that lead somewhere, told on the help page and by “?”; never in the way of typing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.urls import reverse


@dataclass(frozen=True)
class Shortcut:
    """``keys``: one key, or two pressed one after the other. No address: the page does it."""

    keys: tuple[str, ...]
    words: str
    url: str = ""


_PAGES = [
    (("g", "d"), "The desk: what waits", "index", ""),
    (("g", "c"), "Claims", "claims_claim_changelist", "claims.view_claim"),
    (("g", "s"), "Sources", "claims_source_changelist", "claims.view_source"),
    (("g", "r"), "Reports", "claims_report_changelist", "claims.view_report"),
    (("g", "e"), "Events", "claims_event_changelist", "claims.view_event"),
    (("g", "q"), "Requests for comment", "claims_commentrequest_changelist", "claims.view_claim"),
    (("n",), "Quick add: from a statement to a claim", "quick", "claims.add_claim"),
    (
        ("g", "i"),
        "Errors reported by readers",
        "claims_errorreport_changelist",
        "claims.view_errorreport",
    ),
    (("g", "h"), "Help", "help", ""),
]
_HERE = [
    Shortcut(("/",), "Search this list"),
    Shortcut(("?",), "Show or hide these keys"),
    Shortcut(("Esc",), "Leave a box, or close this"),
]


def shortcuts(user: Any) -> list[Shortcut]:
    """Those that lead where this editor may go."""
    pages = [
        Shortcut(keys, words, reverse(f"admin:{name}"))
        for keys, words, name, needs in _PAGES
        if not needs or user.has_perm(needs)
    ]
    return pages + _HERE
