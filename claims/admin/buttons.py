"""The decisions open to an editor now, as buttons; and where readers see a thing."""

from __future__ import annotations

from urllib.parse import urlencode

from django.contrib.auth.models import User
from django.urls import NoReverseMatch, reverse

from claims.actions.checked import is_checkable
from claims.admin.access import may_do
from claims.domain.messages import gettext as _
from claims.domain.vocabulary import SEEN, TAKEN_BACK, Publication
from claims.models.desk.base import Checkable, Publishable
from claims.models.desk.claim import Claim
from claims.models.desk.event import Event
from claims.models.desk.position import Position
from claims.publishing.registry import kind_of, last_state

# In the order in which an editor works; what is done every day stands by itself.
_DAILY: dict[str, list[tuple[str, str]]] = {
    Publication.DRAFT: [("status", _("Change status")), ("publish", _("Publish"))],
    Publication.PUBLISHED: [
        ("status", _("Change status")),
        ("publish", _("Publish changes")),
        ("checked", _("Checked, no change")),
    ],
    Publication.RETRACTED: [("publish", _("Publish again"))],
    Publication.WITHHELD: [],
}
# What is done now and then is folded away, so that the page stays calm.
_KEPT: list[tuple[str, str]] = [
    ("opinion", _("Ask for a second opinion")),
    ("back", _("Put back to what readers saw")),
    ("unmerge", _("Undo the merge")),
    ("identity", _("Who this is")),
    ("fate", _("Withdrawn, misattributed …")),
    ("context", _("Turn into context")),
    ("move", _("Move to another event")),
    ("attackers", _("Was anybody attacking?")),
    ("place", _("Put under an event, or split off")),
    ("merge", _("Merge into another")),
    ("retract", _("Retract")),
    ("suppress", _("Suppress")),
]
Offers = list[dict[str, str]]


def decisions(subject: Publishable, user: User) -> Offers:
    """Words and address of each daily decision that would not be refused at once."""
    figures = workbench(subject)
    first = [{"words": _("Reconcile figures"), "url": figures}] if figures else []
    daily = _offered(subject, _DAILY[subject.publication], user)
    return [*first, *daily, *_together(subject, user)]


def _together(subject: Publishable, user: User) -> Offers:
    """What waits about the event as a whole, from its page and from that of a claim in draft."""
    if isinstance(subject, Event):
        offers: list[tuple[str, str]] = [
            ("sheet", _("Sheet")),
            ("questions", _("Questions")),
            ("several", _("Publish several")),
        ]
        return _offered(subject, offers, user)
    if isinstance(subject, Claim) and subject.publication == Publication.DRAFT:
        found = _offered(subject.event, [("several", _("Publish with others"))], user)
        chosen = urlencode({"chosen": f"{kind_of(subject)}-{subject.pk}"})
        return [{**offer, "url": f"{offer['url']}?{chosen}"} for offer in found]
    return []


def housekeeping(subject: Publishable, user: User) -> Offers:
    """The same of what is folded away."""
    return _offered(subject, _KEPT, user)


def _offered(subject: Publishable, offers: list[tuple[str, str]], user: User) -> Offers:
    return [
        {"words": words, "url": url}
        for name, words in offers
        if _open(subject, name) and (url := _address(subject, name))
        if may_do(user, f"claims_{kind_of(subject)}_{name}")
    ]


def workbench(subject: Publishable) -> str:
    """Where the figures of an event, of a claim's event or of a position's are reconciled."""
    about = subject.event if isinstance(subject, Claim | Position) else subject
    if not isinstance(about, Event):
        return ""
    page = reverse("admin:claims_event_reconcile", args=[about.pk])
    if isinstance(subject, Position):
        count = {"measure": subject.measure, "counted": subject.category.slug}
        return f"{page}?{urlencode(count)}"
    return page


def _open(subject: Publishable, name: str) -> bool:
    if name == "status":
        return isinstance(subject, Claim)
    if name == "checked":
        return isinstance(subject, Checkable) and is_checkable(subject)
    merged = getattr(subject, "merged_into_id", None) is not None
    seen = subject.publication in SEEN
    is_open = {
        "publish": subject.publication != Publication.PUBLISHED or subject.changed,
        "back": seen and not merged,
        "unmerge": merged,
        "retract": subject.publication == Publication.PUBLISHED,
        "suppress": seen,
        "several": True,
    }
    taken_back = subject.publication in TAKEN_BACK
    return is_open.get(name, not taken_back and not merged)


def _address(subject: Publishable, name: str) -> str:
    try:
        return reverse(f"admin:claims_{kind_of(subject)}_{name}", args=[subject.pk])
    except NoReverseMatch:
        return ""


def public_url(subject: Publishable) -> str:
    """Where readers see it, by the slug they know; empty where they do not."""
    slug = getattr(last_state(subject), "slug", "") if subject.on_record else ""
    try:
        return reverse(f"pages:{kind_of(subject)}", args=[slug]) if slug else ""
    except NoReverseMatch:
        return ""
