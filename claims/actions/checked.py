"""Look at something again and find nothing to change: an act of its own, with its date."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from django.utils import timezone

from claims.actions.desk import Editor, keep, note_difference
from claims.domain.errors import RuleBroken
from claims.domain.messages import gettext as _
from claims.domain.text import clean
from claims.domain.vocabulary import EntryKind, Publication
from claims.models.desk.base import Checkable
from claims.models.desk.claim import Claim
from claims.models.desk.question import Question
from claims.models.record.entry import Entry
from claims.models.record.public_time import public_time
from claims.publishing import log
from claims.publishing.new_entry import Step
from claims.publishing.registry import kind_of, published_state
from claims.states.base import differing
from claims.states.subject import CheckedState

NOT_SEEN = _("Readers do not see this: publish it instead.")


def checked_no_change(
    subject: Checkable,
    *,
    note: str = "",
    look_again_on: date | None = None,
    by: Editor,
    at: datetime,
) -> Entry:
    """Tell readers that we looked at a claim, a position or a question again, and it stands.

    ``note`` says to readers what was looked at, ``look_again_on`` by which day we look again; both
    may be left out. Readers see nothing else of what stands changed on the desk. Raises
    ``RuleBroken``, ``Stale``.
    """
    with log.writing():
        now = subject.held()
        if broken := what_lacks(now):
            raise RuleBroken(*broken)
        _check_day(look_again_on, at)
        before = published_state(now)
        if not isinstance(before, CheckedState):
            raise RuleBroken(NOT_SEEN)
        at = public_time(at)
        after = replace(before, checked_at=at, look_again_on=look_again_on)
        step = Step(
            EntryKind.CHECKED,
            kind_of(now),
            now.uid,
            after,
            minor=True,
            note=clean(note),
            fields=tuple(sorted(differing(before, after))),
        )
        (entry,) = log.append([step], by=by, at=at)
        keep(now, by=by, checked_at=at, look_again_on=look_again_on)
        note_difference(now, by=by)
        subject.refresh_from_db()
        return entry


def is_checkable(subject: Checkable) -> bool:
    return not what_lacks(subject)


def what_lacks(subject: Checkable) -> list[str]:
    """Why there is nothing yet that could be found unchanged."""
    if subject.publication != Publication.PUBLISHED:
        return [NOT_SEEN]
    if isinstance(subject, Claim) and not subject.examined:
        return [_("Nobody has examined this claim yet: change its status first.")]
    if isinstance(subject, Question) and not subject.standing:
        return [_("We have not answered this question yet: say first where we stand.")]
    if subject.changed and not isinstance(subject, Claim):
        return [_("The desk holds something else than readers see: publish it, or put it back.")]
    return []


def _check_day(look_again_on: date | None, at: datetime) -> None:
    if look_again_on is not None and look_again_on <= timezone.localdate(at):
        raise RuleBroken(_("Give a day that is still to come, or none."))
