"""How an action leaves its mark on the desk."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db.models import F

from claims.domain.vocabulary import Publication
from claims.models.desk.base import DeskModel, Publishable, stale
from claims.models.desk.base import Editor as Editor
from claims.models.desk.bulk_history import BATCH, remember
from claims.publishing.registry import differs, published_states
from claims.states.subject import SubjectState


def keep(row: DeskModel, *, by: Editor, **values: object) -> None:
    """Save these values and no others, in the desk's history under the editor's name."""
    for name, value in values.items():
        setattr(row, name, value)
    row.save(by=by, update_fields=set(values))


def mark_published(subject: Publishable, *, by: Editor) -> None:
    keep(subject, by=by, publication=Publication.PUBLISHED, changed=False)


def note_difference(subject: Publishable, *, now: SubjectState | None = None, by: Editor) -> bool:
    """After an edit: remember whether the desk now differs from what readers see.

    Says whether that was news, and so kept.
    """
    changed = differs(subject, now)
    if changed == subject.changed:
        return False
    keep(subject, by=by, changed=changed)
    return True


def note_differences(
    subjects: Sequence[Publishable], *, now: Mapping[int, SubjectState], by: Editor
) -> frozenset[int]:
    """The same of several of one kind, whose states are known by their keys; the keys of those."""
    shown = published_states(subjects)
    news = []
    for one in subjects:
        changed = one.uid in shown and shown[one.uid] != now[one.pk]
        if changed != one.changed:
            one.changed = changed
            news.append(one)
    keep_all(news, ["changed"], by=by)
    return frozenset(one.pk for one in news)


def mark_all_published(subjects: Sequence[Publishable], *, by: Editor) -> None:
    """The same for many at once; raises ``Stale`` where one is no longer as it was read."""
    for subject in subjects:
        subject.publication, subject.changed = Publication.PUBLISHED, False
    keep_all(subjects, ["publication", "changed"], by=by)


def mark_all_added_to(subjects: Sequence[Publishable], *, by: Editor) -> None:
    """After more was given to each of them, of which readers know nothing yet; raises ``Stale``."""
    for subject in subjects:
        subject.changed = subject.publication == Publication.PUBLISHED
    keep_all(subjects, ["publication", "changed"], by=by)


def keep_all(
    subjects: Sequence[Publishable], names: Sequence[str], *, by: Editor, at: datetime | None = None
) -> None:
    """Save these columns of all of them, as each by itself would be; raises ``Stale``."""
    by_kind: dict[type[Publishable], list[Publishable]] = {}
    for subject in subjects:
        by_kind.setdefault(type(subject), []).append(subject)
    for model, rows in by_kind.items():
        _compare_versions(model, rows)
        for row in rows:
            row.version += 1
        _update(model, rows, names)
        remember(model, rows, changed=True, by=by, at=at)


def _update(model: type[Publishable], rows: Sequence[Publishable], names: Sequence[str]) -> None:
    """One statement for all rows that hold the same: of a few columns most do."""
    alike: dict[tuple[object, ...], list[int]] = {}
    for row in rows:
        alike.setdefault(tuple(getattr(row, name) for name in names), []).append(row.pk)
    for values, keys in alike.items():
        for start in range(0, len(keys), BATCH):
            some = model._base_manager.filter(pk__in=keys[start : start + BATCH])
            some.update(**dict(zip(names, values, strict=True)), version=F("version") + 1)


def _compare_versions(model: type[Publishable], rows: Sequence[Publishable]) -> None:
    """Hold all these rows until the transaction ends, and compare as each by itself would."""
    held = model._base_manager.select_for_update().filter(pk__in=[row.pk for row in rows])
    stored = dict(held.order_by("pk").values_list("pk", "version"))
    for row in rows:
        if stored.get(row.pk) != row.version:
            raise stale(row)
