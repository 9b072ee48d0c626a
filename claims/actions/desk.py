"""How an action leaves its mark on the desk."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from claims.domain.vocabulary import Publication
from claims.models.desk.base import DeskModel, Publishable, stale
from claims.models.desk.base import Editor as Editor
from claims.publishing.registry import differs
from claims.states.subject import SubjectState

BATCH = 200


def keep(row: DeskModel, *, by: Editor, **values: Any) -> None:
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


def mark_all_published(subjects: Sequence[Publishable], *, by: Editor) -> None:
    """The same for many at once; raises ``Stale`` where one is no longer as it was read."""
    for subject in subjects:
        subject.publication, subject.changed = Publication.PUBLISHED, False
    _keep_all(subjects, by=by)


def mark_all_added_to(subjects: Sequence[Publishable], *, by: Editor) -> None:
    """After more was given to each of them, of which readers know nothing yet; raises ``Stale``."""
    for subject in subjects:
        subject.changed = subject.publication == Publication.PUBLISHED
    _keep_all(subjects, by=by)


def _keep_all(subjects: Sequence[Publishable], *, by: Editor) -> None:
    by_kind: dict[type[Publishable], list[Publishable]] = {}
    for subject in subjects:
        by_kind.setdefault(type(subject), []).append(subject)
    names = ["publication", "changed", "version"]
    for model, rows in by_kind.items():
        _compare_versions(model, rows)
        for row in rows:
            row.version += 1
        model._base_manager.bulk_update(rows, names, batch_size=BATCH)
        model.history.bulk_history_create(rows, update=True, batch_size=BATCH, default_user=by)


def _compare_versions(model: type[Publishable], rows: Sequence[Publishable]) -> None:
    """Hold all these rows until the transaction ends, and compare as each by itself would."""
    held = model._base_manager.select_for_update().filter(pk__in=[row.pk for row in rows])
    stored = dict(held.order_by("pk").values_list("pk", "version"))
    for row in rows:
        if stored.get(row.pk) != row.version:
            raise stale(row)
