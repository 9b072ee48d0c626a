"""Keys that lead somewhere, told on the help page and by “?”; never in the way of typing."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser, User
from django.urls import reverse

from claims.domain.messages import gettext as _


@dataclass(frozen=True)
class Shortcut:
    """``keys``: one key, or two pressed one after the other. No address: the page does it."""

    keys: tuple[str, ...]
    words: str
    url: str = ""


_PAGES = [
    (("g", "d"), _("The desk: what waits"), "index", ""),
    (("g", "c"), _("Claims"), "claims_claim_changelist", "claims.view_claim"),
    (("g", "s"), _("Sources"), "claims_source_changelist", "claims.view_source"),
    (("g", "r"), _("Reports"), "claims_report_changelist", "claims.view_report"),
    (("g", "e"), _("Events"), "claims_event_changelist", "claims.view_event"),
    (
        ("g", "q"),
        _("Requests for comment"),
        "claims_commentrequest_changelist",
        "claims.view_claim",
    ),
    (("n",), _("Quick add: from a statement to a claim"), "quick", "claims.add_claim"),
    (
        ("g", "i"),
        _("Errors reported by readers"),
        "claims_errorreport_changelist",
        "claims.view_errorreport",
    ),
    (("g", "h"), _("Help"), "help", ""),
]
_HERE = [
    Shortcut(("/",), _("Search this list")),
    Shortcut(("?",), _("Show or hide these keys")),
    Shortcut(("Esc",), _("Leave a box, or close this")),
]


def shortcuts(user: User | AnonymousUser) -> list[Shortcut]:
    """Those that lead where this editor may go."""
    pages = [
        Shortcut(keys, words, reverse(f"admin:{name}"))
        for keys, words, name, needs in _PAGES
        if not needs or user.has_perm(needs)
    ]
    return pages + _HERE
