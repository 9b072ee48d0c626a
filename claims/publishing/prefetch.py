"""What a state is made of: read one thing at a time, or many at once for an import."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any, TypeVar

from django.db.models import Exists, Model, OuterRef, QuerySet, prefetch_related_objects

from claims.models.desk.base import Publishable

P = TypeVar("P", bound=Publishable)
CHUNK = 500

# What a figure may have several of.
OF_FIGURES = (
    *("also_supersedes__claim", "same_people_as__claim", "built_on__claim"),
    *("derived_from__part__claim", "readings__event", "readings__category"),
)

# All that the states of claims and their needs ask for.
OF_CLAIMS = (
    "claimant__speaks_for__speaks_for",
    "claimant__separations__other",
    "claimant__voices__whom",
    "event__parties__members__source",
    "event__parent__parties__members__source",
    "event__parent__parent__parties__members__source",
    "merged_into",
    "citations__report__publisher",
    "citations__report__reprints",
    "stances__source",
    "stances__report",
    "stances__request",
    "figures__category",
    "figures__event",
    "figures__credits",
    "figures__supersedes__claim__citations",
    "figures__also_supersedes__claim__citations",
    "figures__repeats__claim__citations",
    "figures__same_people_as__claim__citations",
    "figures__built_on__claim__citations",
    "figures__derived_from__part__claim__citations",
    "figures__readings__event",
    "figures__readings__category",
    "evidence__report",
    "evidence__other_claim",
    "evidence__originator__speaks_for__speaks_for",
    "evidence__originator__separations__other",
    "evidence__originator__voices__whom",
    "decisions__evidence",
)


def parts(owner: Model, name: str, *along: str, many: Sequence[str] = ()) -> list[Any]:
    """The parts of a thing by age, with what they point to; no query where it was read before.

    ``many``: what each of them has several of, read for all at once.
    """
    if were_read(owner, name):
        # Past the manager: making one for every list of every figure takes longer than the rest.
        found = owner._prefetched_objects_cache[name]  # type: ignore[attr-defined]  # Django's
    else:
        # Put in order here: for an ORDER BY Django looks at each column of all that is joined,
        # which for these few rows takes longer than the query itself.
        found = _with_lists(getattr(owner, name).select_related(*along), many)
    return sorted(found, key=_age)


def _with_lists(rows: QuerySet[Any], many: Sequence[str]) -> Iterable[Any]:
    """Rows with the lists they own: of a list that a row has nothing in, nothing is asked."""
    paths: dict[str, list[str]] = {}
    for path in many:
        paths.setdefault(path.partition("__")[0], []).append(path)
    found: QuerySet[Any] = rows.annotate(
        **{f"has_{name}": _any_in(rows.model, name) for name in paths}
    )
    for name, whole in paths.items():
        prefetch_related_objects([row for row in found if getattr(row, f"has_{name}")], *whole)
        for row in found:
            if not getattr(row, f"has_{name}"):
                row.__dict__.setdefault("_prefetched_objects_cache", {})[name] = []
    return found


def _any_in(model: type[Model], name: str) -> Exists:
    field: Any = model._meta.get_field(name)
    if field.many_to_many:
        rows, key = field.remote_field.through, field.m2m_field_name()
    else:
        rows, key = field.related_model, field.field.name
    return Exists(rows._base_manager.filter(**{key: OuterRef("pk")}))


def were_read(owner: Model, name: str) -> bool:
    return name in getattr(owner, "_prefetched_objects_cache", ())


def read_again(rows: Sequence[P], *along: str) -> list[P]:
    """Fresh copies of things of one class with all they are made of, in a few queries."""
    waiting = iter([row.pk for row in rows])
    found: list[P] = []
    while chunk := list(islice(waiting, CHUNK)):
        copies = type(rows[0])._base_manager.prefetch_related(*along).in_bulk(chunk)
        found += [copies[pk] for pk in chunk]
    return found


def in_chunks(values: Sequence[str]) -> Iterator[Sequence[str]]:
    """As many values as every database takes in one query."""
    for start in range(0, len(values), CHUNK):
        yield values[start : start + CHUNK]


def _age(part: Model) -> Any:
    return part.pk
