"""What readers will see, made by the code that makes their pages."""

from __future__ import annotations

import hashlib

from django.conf import settings

from claims.admin.decisions.names import names_for, shown
from claims.domain import canonical
from claims.models.desk.event import Event
from claims.presenters.claim import ClaimPage, Mentions, claim_page, mentions
from claims.presenters.question import QuestionPage, claims_in, question_page
from claims.states.claim import ClaimState
from claims.states.event import EventState
from claims.states.question import QuestionState


def claim_preview(state: ClaimState) -> ClaimPage:
    event = Event.objects.filter(uid=state.event).first()
    zone = zone_of(event)
    root = event.root() if event else None
    names = names_for(mentions(state), zone=zone, root=root)
    return claim_page(state, names, zone=zone, own_zone=settings.TIME_ZONE)


def question_preview(state: QuestionState) -> QuestionPage:
    zone = zone_of(Event.objects.filter(uid=state.event).first())
    none = frozenset[str]()
    named = Mentions(none, frozenset({state.event}), none, frozenset(claims_in([state])))
    return question_page(state, names_for(named, zone=zone), zone=zone)


def zone_of(event: Event | None) -> str:
    state = shown(event) if event else None
    return state.time_zone if isinstance(state, EventState) else "UTC"


def seal(*looked_at: object) -> str:
    """A digest of what an editor was shown: what is confirmed must still be that."""
    text = canonical.dumps(list(looked_at))
    return hashlib.sha256(text.encode()).hexdigest()
