"""Have looked at again what rests on something that no longer holds."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db import transaction

from claims.actions.dependents import Dependent, Reliance, relying_on
from claims.actions.desk import Editor, keep
from claims.domain.errors import RuleBroken
from claims.domain.messages import gettext as _
from claims.domain.second_look import (
    STAYS,
    Cause,
    caused_by_lifecycle,
    caused_by_publisher,
    caused_by_status,
)
from claims.domain.status import Status
from claims.domain.text import clean
from claims.domain.vocabulary import Lifecycle, SubjectKind
from claims.models.desk.base import Publishable
from claims.models.desk.bulk_history import BATCH, remember
from claims.models.desk.claim import Claim
from claims.models.desk.second_look import SecondLook
from claims.models.desk.source import Report, Source
from claims.publishing.registry import KINDS, kind_of

LONGEST_NAME = 1000


def look_again(
    thing: Publishable, *, cause: Cause, by: Editor, at: datetime
) -> Sequence[SecondLook]:
    """Put what rests on a thing on the work list; in the transaction of what happened to it."""
    return _raise(thing, relying_on(thing), cause=cause, by=by, at=at)


def _raise(
    thing: Publishable, shaken: Iterable[Reliance], *, cause: Cause, by: Editor, at: datetime
) -> Sequence[SecondLook]:
    """Once each, however often it is told."""
    waiting = SecondLook.objects.filter(about_uid=thing.uid, cause=cause, cleared_at=None)
    already = set(waiting.values_list("claim", "position", "question"))
    looks = [_look(thing, reliance, cause=cause, by=by, at=at) for reliance in shaken]
    looks = [
        one for one in looks if (one.claim_id, one.position_id, one.question_id) not in already
    ]
    SecondLook._base_manager.bulk_create(looks, batch_size=BATCH)
    remember(SecondLook, looks, by=by, at=at)
    return looks


def _look(
    thing: Publishable, reliance: Reliance, *, cause: Cause, by: Editor, at: datetime
) -> SecondLook:
    return SecondLook(
        version=1,
        cause=cause,
        about_kind=kind_of(thing),
        about_uid=thing.uid,
        about_name=_name(thing)[:LONGEST_NAME],
        why="\n".join(reliance.why),
        raised_at=at,
        raised_by=by,
        **{str(reliance.subject._meta.model_name): reliance.subject},
    )


def _name(thing: Publishable) -> str:
    """With the slug, where another goes by the name."""
    others = type(thing)._base_manager.exclude(pk=thing.pk)
    named = {name: getattr(thing, name) for name in _NAMED_BY.get(type(thing), ())}
    column = next((name for name, value in named.items() if value), "")
    is_shared = column and others.filter(**{f"{column}__iexact": named[column]}).exists()
    return f"{thing} [{getattr(thing, 'slug', '')}]" if is_shared else str(thing)


# Each goes by the first of these that it has.
_NAMED_BY: dict[type[Publishable], tuple[str, ...]] = {
    Claim: ("short", "statement"),
    Report: ("title",),
    Source: ("name",),
}


def status_moved(
    claim: Claim, *, was: Status, to: Status, reason: str, by: Editor, at: datetime
) -> None:
    """A decision: others may have to look again; and this claim has been looked at."""
    for cause in caused_by_status(was, to):
        look_again(claim, cause=cause, by=by, at=at)
    for look in claim.second_looks.filter(cleared_at=None).exclude(cause=Cause.OPINION):
        _clear(look, _("Decided on its status: %(reason)s", reason=reason), by=by, at=at)


def lifecycle_moved(claim: Claim, *, was: Lifecycle, by: Editor, at: datetime) -> None:
    """To be called by whatever withdraws a claim or finds that its claimant did not say it."""
    for cause in caused_by_lifecycle(was, Lifecycle(claim.lifecycle)):
        look_again(claim, cause=cause, by=by, at=at)


def publisher_acted(report: Report, *, was: str, by: Editor, at: datetime) -> None:
    """To be called where it is recorded that a publisher corrected or withdrew its report."""
    for cause in caused_by_publisher(was, report.publisher_action):
        look_again(report, cause=cause, by=by, at=at)


def chains_moved(
    about: Publishable,
    *,
    shaken: Iterable[Reliance],
    lacking: Iterable[Claim],
    settled: Iterable[Dependent],
    cause: Cause,
    by: Editor,
    at: datetime,
) -> None:
    """To be called where others know independently than before.

    What no longer lacks anything, or rests on two who know separately again, is done.
    """
    _raise(about, shaken, cause=cause, by=by, at=at)
    waiting = SecondLook.objects.filter(about_uid=about.uid, cause=cause, cleared_at=None)
    for look in waiting.exclude(claim=None).exclude(claim__in=list(lacking)):
        _clear(look, _("As its sources stand now, its status lacks nothing."), by=by, at=at)
    separate = {*settled}
    for look in waiting.filter(claim=None):
        if look.subject in separate:
            _clear(look, _("What it rests on counts separately again."), by=by, at=at)


def stands(look: SecondLook, *, note: str, by: Editor, at: datetime) -> None:
    """An editor has looked again: what rests on the thing stands all the same."""
    note = clean(note)
    if not note:
        raise RuleBroken(_("Say what you found when you looked again."))
    with transaction.atomic():
        look.compare_version()
        if look.is_opinion:
            raise RuleBroken(_("This asks for an opinion: give it on its own page."))
        if look.cleared_at is not None:
            raise RuleBroken(_("Somebody has looked at this again already."))
        _clear(look, note, by=by, at=at)


def settle_second_looks(subject: Dependent, *, by: Editor, at: datetime) -> None:
    """After an edit: nothing need be looked at again for what the thing no longer rests on."""
    # A status that is no longer carried is decided again, whatever else of it was edited.
    for look in subject.second_looks.filter(cleared_at=None).exclude(cause__in=STAYS):
        thing = _thing(look)
        if thing is None or all(r.subject != subject for r in relying_on(thing)):
            _clear(look, _("Changed so that it no longer rests on it."), by=by, at=at)


def _thing(look: SecondLook) -> Publishable | None:
    kinds = {kind: model for model, kind in KINDS.items()}
    found: Publishable | None = (
        kinds[SubjectKind(look.about_kind)]._base_manager.filter(uid=look.about_uid).first()
    )
    return found


def _clear(look: SecondLook, note: str, *, by: Editor, at: datetime) -> None:
    keep(look, by=by, note=note, cleared_at=at, cleared_by=by)
