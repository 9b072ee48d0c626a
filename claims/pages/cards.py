"""From an address to a card: one claim, or our own figure on one event, at the moment asked for."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpResponsePermanentRedirect

from claims.lookup.as_of import Shown, common_zone, shown_at
from claims.lookup.cache import PageRequest
from claims.lookup.get_or_404 import at_moment, by_slug, moved, withheld_about
from claims.lookup.names import look_up, named_in, zone_of
from claims.lookup.states import state_of
from claims.lookup.successors import successors
from claims.models.record.entry import Entry
from claims.models.record.rows import PublishedClaim, PublishedEvent, PublishedQuestion
from claims.pages.event_data import Material, gather
from claims.presenters import addresses
from claims.presenters.card import Card, Stamp, claim_card, event_card, question_card, withheld_card
from claims.presenters.claim import claim_page
from claims.presenters.event import event_page
from claims.presenters.moments import minute
from claims.presenters.notice import withheld
from claims.presenters.question import claims_in, question_page
from claims.states.claim import ClaimState
from claims.states.event import EventState
from claims.states.question import QuestionState
from claims.states.subject import SubjectState

KINDS: dict[str, Any] = {
    "claim": PublishedClaim,
    "event": PublishedEvent,
    "question": PublishedQuestion,
}
STATES: dict[str, type[SubjectState]] = {
    "claim": ClaimState,
    "event": EventState,
    "question": QuestionState,
}


class Elsewhere(Exception):
    """The subject has another address by now."""

    def __init__(self, redirect: HttpResponsePermanentRedirect) -> None:
        super().__init__(redirect.url)
        self.redirect = redirect


def card_of(kind: str, slug: str, request: PageRequest, *, at: str) -> tuple[Card, Shown]:
    """The card of a subject with the moment it shows; ``at`` is the kind of address asked for.

    Raises ``Elsewhere`` where it has moved, ``NotOnRecord`` where readers know no such thing.
    """
    current = by_slug(KINDS[kind], slug, request.head)
    if elsewhere := moved(at, current, slug, request.GET):
        raise Elsewhere(elsewhere)
    zone = current.time_zone if kind == "event" else zone_of(current.event)
    shown = shown_at(request.as_of, head=request.head, zone=zone or common_zone(request.head))
    row = at_moment(KINDS[kind], current, shown, kind=kind)
    href = f"{settings.SITE_URL}{addresses.page(kind, slug, shown.query)}"
    if row.withheld or (state := state_of(row, STATES[kind])) is None:
        notice = withheld(withheld_about(row.uid), settings.TIME_ZONE)
        return withheld_card(notice, stamped(row.since, shown.zone), href), shown
    if isinstance(state, ClaimState):
        line = successors(row, shown)
        names, _rows = named_in(state, shown, beside=line)
        since = [names.claim(uid) for uid in line]
        own = settings.TIME_ZONE
        page = claim_page(state, names, zone=shown.zone, own_zone=own, since=since)
        return claim_card(page, stamped(row.since, shown.zone), href), shown
    if isinstance(state, QuestionState):
        names = look_up(shown, events={state.event}, claims=claims_in([state]))
        asked = question_page(state, names, zone=shown.zone)
        return question_card(asked, stamped(row.since, shown.zone), href), shown
    material = gather(row, shown)
    return card_of_event(material, href, stamped(max(material.entries), shown.zone)), shown


def card_of_event(material: Material, href: str, stamp: Stamp) -> Card:
    """The card and the citation of an event's page; ``stamp`` is of the newest entry in it."""
    event = event_page(material.state, material.names)
    here = [p for p in material.positions if p.cell.event == material.counting.here]
    questions = material.questions_here
    return event_card(event.title, here, event.retracted, stamp, href, questions=questions)


def stamped(seq: int, zone: str) -> Stamp:
    """A carried-over entry holds from its own time, and so says a card."""
    entry = Entry.objects.get(seq=seq)
    clocks = zone if entry.carried_over else settings.TIME_ZONE
    return Stamp(entry.seq, entry.digest, minute(entry.effective_at, clocks))
