"""Takes the words of a thing off the desk, its histories too, where they endanger somebody.

What the thing is stays: which source, event and count it stood under, numbers, days, statuses, who
decided and when. What was written of it goes: every text that is no choice and no address of ours.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q

from claims.models.desk.backup import Backup
from claims.models.desk.base import Publishable
from claims.models.desk.inbox import ErrorReport
from claims.models.desk.merge import Merge
from claims.models.desk.position import FindingAnswer
from claims.models.desk.proposal import Proposal
from claims.models.desk.second_look import SecondLook

GONE = "withheld"
# Texts that say nothing of their own: they name what other rows and the record go by.
NAMES = frozenset(
    {"slug", "uid", "page", "digest", "measure", "category", "language", "medium", "chosen", "side"}
    | {"asked_precision", "said_precision", "stated_precision", "next_check_precision"}
)
Row = models.Model


def purge(subject: Publishable, *, at: datetime) -> None:
    """In the transaction that withholds it; ``subject`` is bare afterwards, as its row is."""
    _note_backups(subject, at=at)
    for row in [*_parts(subject), subject]:
        _bare_with_history(row)
    for row in _told_elsewhere(subject):
        _bare_with_history(row)
    about = ContentType.objects.get_for_model(type(subject))
    log = LogEntry.objects.filter(content_type=about, object_id=str(subject.pk))
    log.update(object_repr=GONE, change_message="")


def _parts(row: Row) -> Iterator[Row]:
    """All that goes where it goes: what it owns, and what that owns."""
    for relation in row._meta.related_objects:
        if relation.on_delete is models.CASCADE:
            name = relation.field.name
            for part in relation.related_model._base_manager.filter(**{name: row}):
                yield from _parts(part)
                yield part


def _told_elsewhere(subject: Publishable) -> Iterator[Row]:
    """Rows of other things that were written by us about this one, and name it."""
    yield from SecondLook._base_manager.filter(about_uid=subject.uid)
    yield from Proposal._base_manager.filter(uid=subject.uid)
    yield from Merge._base_manager.filter(Q(merged=subject.uid) | Q(into=subject.uid))
    slug = getattr(subject, "slug", "")
    if slug:
        yield from ErrorReport._base_manager.filter(about__contains=f"/{slug}/")
        for answer in FindingAnswer._base_manager.all():
            if any(name.partition("/")[0] == slug for name in answer.figures):
                yield answer


def _bare(row: Row) -> None:
    values = {
        field.attname: _left(field, row) for field in row._meta.concrete_fields if _holds(field)
    }
    changed = {name: value for name, value in values.items() if getattr(row, name) != value}
    for name, value in changed.items():
        setattr(row, name, value)
    if changed:
        # Without a new version or history of it: they are for words that stay.
        type(row)._base_manager.filter(pk=row.pk).update(**changed)


def _holds(field: models.Field[object, object]) -> bool:
    """Whether a column holds words that somebody wrote."""
    texts = (models.CharField, models.TextField, models.JSONField)
    return isinstance(field, texts) and not field.choices and field.name not in NAMES


def _left(field: models.Field[object, object], row: Row) -> object:
    """What stands in the place of words: nothing where there was nothing."""
    if isinstance(field, models.JSONField):
        return field.get_default()
    if not getattr(row, field.attname):
        return getattr(row, field.attname)
    if isinstance(field, models.URLField):
        return ""
    # Names within an owner are unique, and stay so.
    return f"{GONE}-{row.pk}" if field.name in ("key", "utterance") else GONE


def _bare_with_history(row: Row) -> None:
    """Who saved it when stays in the history, and which address it had."""
    _bare(row)
    history = getattr(type(row), "history", None)
    if history is not None:
        for past in history.filter(id=row.pk):
            _bare(past)


def _note_backups(subject: Publishable, *, at: datetime) -> None:
    """Which backups were made while the words stood here: they hold them still."""
    first = type(subject).history.filter(id=subject.pk).order_by("history_date").first()
    made = Backup.objects.kept().filter(made_at__lte=at)
    for backup in made.filter(made_at__gte=first.history_date) if first else made:
        backup.holds = [*backup.holds, subject.uid]
        backup.save(update_fields=["holds"])
