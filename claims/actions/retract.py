"""Take back what was published: retract, which keeps it readable, or suppress, which does not."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from django.db.models import Q

from claims.actions.desk import Editor, keep
from claims.actions.four_eyes import forget
from claims.actions.purge import purge
from claims.actions.second_look import look_again
from claims.domain.errors import RuleBroken
from claims.domain.messages import gettext as _
from claims.domain.second_look import Cause
from claims.domain.text import clean
from claims.domain.vocabulary import SEEN, ChangeType, EntryKind, Grounds, Publication
from claims.models.desk.base import Publishable
from claims.models.desk.claim import Claim
from claims.models.desk.link import Link
from claims.models.record.entry import Entry, EntryBody
from claims.models.record.public_time import public_time
from claims.publishing import log, rebuild, secure_delete
from claims.publishing.new_entry import Step
from claims.publishing.registry import kind_of, published_state
from claims.publishing.withheld_state import what_is_left
from claims.states.subject import RetractedState, WithheldGrounds


def retract(subject: Publishable, *, reason: str, by: Editor, at: datetime) -> Entry:
    """Say that we no longer stand by this. The page stays, with the reason above everything."""
    reason = clean(reason)
    if not reason:
        raise RuleBroken(_("Give the reason: readers will see it above everything else."))
    with log.writing():
        subject.compare_version()
        if subject.publication != Publication.PUBLISHED:
            raise RuleBroken(_("Only what readers see can be retracted."))
        shown = published_state(subject)
        if shown is None:
            raise RuleBroken(_("Only what readers see can be retracted."))
        step = Step(
            EntryKind.RETRACTED,
            kind_of(subject),
            subject.uid,
            replace(shown, retracted=RetractedState(reason=reason, at=public_time(at))),
            change=ChangeType.CORRECTION,
            note=reason,
        )
        (entry,) = log.append([step], by=by, at=at)
        keep(subject, by=by, publication=Publication.RETRACTED, changed=False)
        look_again(subject, cause=Cause.RETRACTED, by=by, at=at)
        return entry


def suppress(
    subject: Publishable, *, grounds: Grounds, reason: str, by: Editor, at: datetime
) -> Entry:
    """Remove every published word of a subject, for danger to a person or by law.

    Where a person is in danger its words go from the desk, too, with their histories, and what the
    database keeps of them in its files is written over.

    Its entries keep their numbers and digests; the page, and every list that held it, says that it
    was withheld, when and on which of the two grounds. ``reason`` stays on the desk. The links of a
    claim go with it.
    """
    reason = clean(reason)
    if not reason:
        raise RuleBroken(_("Say why: it stays on the desk, readers see only the grounds."))
    about = WithheldGrounds(grounds=Grounds(grounds), at=public_time(at))
    with log.writing():
        subject.compare_version()
        if subject.publication not in SEEN:
            raise RuleBroken(_("Only what readers see can be suppressed."))
        entry = _withhold(subject, about, reason=reason, by=by, at=at)
        for link in links_to(subject):
            _withhold(link, about, reason=reason, by=by, at=at)
        forget(subject.uid, by=by, at=at)
        look_again(subject, cause=Cause.WITHHELD, by=by, at=at)
        if about.grounds == Grounds.DANGER:
            secure_delete.overwrite_after_commit()
        return entry


def links_to(subject: Publishable) -> list[Link]:
    """Links of a claim that readers see: their notes speak of it, and go with it."""
    if not isinstance(subject, Claim):
        return []
    ends = Q(from_claim=subject) | Q(to_claim=subject)
    return list(Link.objects.filter(ends, publication__in=SEEN).order_by("pk"))


def _withhold(
    subject: Publishable, about: WithheldGrounds, *, reason: str, by: Editor, at: datetime
) -> Entry:
    state = what_is_left(subject, about)
    step = Step(EntryKind.SUPPRESSED, kind_of(subject), subject.uid, state)
    (entry,) = log.append([step], by=by, at=at)
    earlier = EntryBody.objects.filter(entry__subject=subject.uid, entry__lt=entry)
    earlier.delete()
    rebuild.subject(subject.uid)
    if about.grounds == Grounds.DANGER:
        purge(subject, at=at)
    subject._change_reason = reason  # type: ignore[attr-defined]
    keep(subject, by=by, publication=Publication.WITHHELD, changed=False)
    return entry
