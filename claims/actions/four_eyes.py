"""Hand a decision to a second person, who signs it, sends it back, or sees that it has moved."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.models import User

from claims.domain.audit import AuditKind
from claims.domain.errors import RuleBroken, Stale
from claims.domain.four_eyes import ProposalState
from claims.domain.messages import gettext as _
from claims.domain.text import clean
from claims.domain.vocabulary import Word
from claims.models.desk.base import Publishable
from claims.models.desk.proposal import Proposal
from claims.publishing import audit, four_eyes, log
from claims.publishing.registry import kind_of


@dataclass(frozen=True)
class Asked:
    """What somebody typed on the page of a decision, and the digest of all that it would do."""

    page: str
    query: str
    typed: Mapping[str, Sequence[str]]
    digest: str


def propose(
    subject: Publishable, asked: Asked, *, eyes: Sequence[Word], by: User, at: datetime
) -> Proposal:
    """Keep a decision that a second person must sign; nothing else is done.

    In the place of one of the same editor, and of what was sent back.
    """
    with log.writing():
        earlier = Proposal.objects.filter(uid=subject.uid, page=asked.page)
        waiting = earlier.filter(state=ProposalState.WAITING).first()
        if waiting and waiting.by_id != by.pk:
            raise RuleBroken(
                _("Somebody has proposed this already: it waits for a second pair of eyes.")
            )
        if waiting and waiting.digest == asked.digest:
            return waiting
        for row in earlier.exclude(state=ProposalState.SIGNED).exclude(typed={}):
            _settle(row, ProposalState.WITHDRAWN, by=by, at=at)
        made = Proposal.objects.create(
            kind=kind_of(subject),
            uid=subject.uid,
            key=subject.pk,
            page=asked.page,
            query=asked.query,
            typed={name: list(values) for name, values in asked.typed.items()},
            digest=asked.digest,
            eyes=",".join(eyes),
            by=by,
            at=at,
        )
        _note(made, "proposed", by=by, at=at)
        return made


def propose_again(
    proposal: Proposal,
    *,
    typed: Mapping[str, Sequence[str]],
    digest: str,
    by: User,
    at: datetime,
) -> None:
    """As it stands now: whoever does is the first from then on."""
    with log.writing():
        held = _held(proposal, ProposalState.WAITING)
        held.typed = {name: list(values) for name, values in typed.items()}
        held.digest, held.by, held.at = digest, by, at
        held.save(update_fields=["typed", "digest", "by", "at"])
        _note(held, "proposed again", by=by, at=at)


@contextmanager
def signing(proposal: Proposal, *, digest: str, by: User, at: datetime) -> Iterator[None]:
    """Within, the decision is carried out in the first one's name, signed by the second.

    ``digest`` is of what the second was shown and of what would be done now. The caller holds the
    head of the record.
    """
    held = _held(proposal, ProposalState.WAITING)
    if held.by_id == by.pk:
        raise RuleBroken(_("You proposed this yourself: somebody else must sign it."))
    if held.digest != digest:
        raise Stale(_("This is no longer what was proposed: it must be proposed again."))
    _settle(held, ProposalState.SIGNED, by=by, at=at)
    with four_eyes.signed(by, digest):
        yield


def send_back(proposal: Proposal, *, note: str, by: User, at: datetime) -> None:
    """With what whoever proposed it is to look at; they can change it and propose it again."""
    note = clean(note)
    if not note:
        raise RuleBroken(_("Say why you send it back: whoever proposed it reads this."))
    with log.writing():
        held = _held(proposal, ProposalState.WAITING)
        held.state, held.note, held.settled_by, held.settled_at = (
            ProposalState.SENT_BACK,
            note,
            by,
            at,
        )
        held.save(update_fields=["state", "note", "settled_by", "settled_at"])
        _note(held, "sent back", by=by, at=at)


def withdraw(proposal: Proposal, *, by: User, at: datetime) -> None:
    with log.writing():
        held = _held(proposal, ProposalState.WAITING, ProposalState.SENT_BACK)
        if held.by_id != by.pk:
            raise RuleBroken(_("Only whoever proposed this can withdraw it: send it back."))
        _settle(held, ProposalState.WITHDRAWN, by=by, at=at)


def forget(uid: str, *, by: User | None, at: datetime) -> None:
    """What was typed about a thing whose words must go."""
    for row in Proposal.objects.filter(uid=uid).exclude(typed={}, note=""):
        row.note = ""
        kept = ProposalState(row.state)
        open_ones = (ProposalState.WAITING, ProposalState.SENT_BACK)
        _settle(row, ProposalState.WITHDRAWN if kept in open_ones else kept, by=by, at=at)


def _held(proposal: Proposal, *states: ProposalState) -> Proposal:
    held = Proposal.objects.select_for_update().get(pk=proposal.pk)
    if held.state not in states:
        raise Stale(
            _("Somebody was quicker: this is “%(state)s” now.", state=held.get_state_display())
        )
    return held


def _settle(row: Proposal, state: ProposalState, *, by: User | None, at: datetime) -> None:
    row.state, row.typed, row.query = state, {}, ""
    row.settled_by, row.settled_at = by, at
    row.save()
    _note(row, str(state), by=by, at=at)


def _note(row: Proposal, what: str, *, by: User | None, at: datetime) -> None:
    about = (str(row.kind), row.uid)
    detail = f"{row.page} {row.digest}"
    audit.write(AuditKind.DECIDED, what, by=by, at=at, about=about, detail=detail)
