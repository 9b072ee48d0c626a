"""Ask for a second opinion on a claim, and give it without knowing of the first."""

from __future__ import annotations

from datetime import datetime

from django.contrib.auth.models import User

from claims.actions.desk import keep
from claims.actions.second_look import LONGEST_NAME
from claims.domain.audit import AuditKind
from claims.domain.errors import RuleBroken
from claims.domain.four_eyes import ProposalState
from claims.domain.messages import gettext as _
from claims.domain.second_look import Cause
from claims.domain.status import Status
from claims.domain.text import clean
from claims.domain.vocabulary import SubjectKind
from claims.models.desk.claim import Claim
from claims.models.desk.proposal import Proposal
from claims.models.desk.second_look import SecondLook
from claims.publishing import audit, log


def ask_opinion(claim: Claim, *, note: str = "", by: User, at: datetime) -> SecondLook:
    """Put the claim before somebody else, with what is on file and not with where it stands."""
    with log.writing():
        if open_opinion(claim):
            raise RuleBroken(_("A second opinion on this has been asked for already."))
        look = SecondLook(
            claim=claim,
            cause=Cause.OPINION,
            about_kind=SubjectKind.CLAIM,
            about_uid=claim.uid,
            about_name=str(claim)[:LONGEST_NAME],
            why=clean(note),
            verdict=verdict_on(claim),
            raised_at=at,
            raised_by=by,
        )
        look.save(by=by, at=at)
        audit.write(AuditKind.DECIDED, "opinion asked", by=by, at=at, about=claim)
        return look


def verdict_on(claim: Claim) -> str:
    """Where the desk stands: what is proposed and waits to be signed, else what was decided."""
    waiting = Proposal.objects.filter(
        uid=claim.uid, page="status", state=ProposalState.WAITING
    ).first()
    return str((waiting.typed.get("to") or [claim.status])[0]) if waiting else str(claim.status)


def open_opinion(claim: Claim) -> SecondLook | None:
    found: SecondLook | None = claim.second_looks.filter(
        cause=Cause.OPINION, cleared_at=None
    ).first()
    return found


def give_opinion(look: SecondLook, *, to: Status, note: str, by: User, at: datetime) -> None:
    """Where somebody would stand who was shown the evidence alone, and why."""
    note = clean(note)
    if not note:
        raise RuleBroken(_("Say what you looked at and why you come to this."))
    with log.writing():
        look.compare_version()
        if look.cleared_at is not None:
            raise RuleBroken(_("Somebody has given their opinion already."))
        if refused := why_not_blind(look, by):
            raise RuleBroken(refused)
        keep(look, by=by, opinion=str(to), note=note, cleared_at=at, cleared_by=by)
        detail = "agrees" if look.agrees else "differs"
        audit.write(AuditKind.DECIDED, "opinion", by=by, at=at, about=look.claim, detail=detail)


def why_not_blind(look: SecondLook, user: User) -> str:
    """Why somebody cannot give it: who asked or decided knows the first verdict."""
    proposed = Proposal.objects.filter(uid=look.about_uid, page="status", by=user)
    decided = look.claim is not None and look.claim.decisions.filter(by=user).exists()
    if look.raised_by_id == user.pk or decided or proposed.exists():
        return str(_("You have asked for this or decided on it: somebody else must give it."))
    return ""
