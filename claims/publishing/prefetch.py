"""What a state is made of: read one thing at a time, or many at once for an import."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from operator import attrgetter
from typing import Any, TypeVar

from django.db.models import (
    Exists,
    ForeignKey,
    ManyToManyField,
    ManyToOneRel,
    Model,
    OuterRef,
    QuerySet,
    prefetch_related_objects,
)

from claims.models.desk.event import Event
from claims.models.desk.source import Report, Source

P = TypeVar("P", bound=Model)
T = TypeVar("T")
CHUNK = 500

# What a figure may have several of.
OF_FIGURES = (
    *("also_supersedes__claim", "same_people_as__claim", "built_on__claim"),
    *("derived_from__part__claim", "readings__event", "readings__category"),
)

# All that the states of claims and their needs ask for.
OF_CLAIMS = (
    "claimant",
    "event",
    "merged_into",
    "citations__report",
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
    "evidence__originator",
    "decisions__evidence",
)
# Of a claim, what the states of others ask for.
OF_OTHERS = {"citations", "decisions"}
# Of whatever is named anywhere, and of what that names in turn.
OF_ALL_NAMED: dict[type[Model], tuple[str, ...]] = {
    Event: ("parent", "parties__members__source", "members__source", "context__report"),
    Report: ("publisher", "reprints"),
    Source: ("speaks_for", "merged_into", "separations__other", "voices__whom"),
}


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
    return sorted(found, key=attrgetter("pk"))


def _with_lists(rows: QuerySet[P], many: Sequence[str]) -> QuerySet[P]:
    """Rows with the lists they own: of a list that a row has nothing in, nothing is asked."""
    paths: dict[str, list[str]] = {}
    for path in many:
        paths.setdefault(path.partition("__")[0], []).append(path)
    found: QuerySet[P] = rows.annotate(
        **{f"has_{name}": _any_in(rows.model, name) for name in paths}
    )
    for name, whole in paths.items():
        prefetch_related_objects([row for row in found if getattr(row, f"has_{name}")], *whole)
        for row in found:
            if not getattr(row, f"has_{name}"):
                row.__dict__.setdefault("_prefetched_objects_cache", {})[name] = []
    return found


def _any_in(model: type[Model], name: str) -> Exists:
    field = _relation(model, name)
    if isinstance(field, ManyToManyField):
        rows, key = getattr(model, name).through, field.m2m_field_name()
    else:
        rows, key = field.related_model, field.remote_field.name
    return Exists(rows._base_manager.filter(**{key: OuterRef("pk")}))


def _relation(
    model: type[Model], name: str
) -> ForeignKey[object, object] | ManyToManyField[Model, Model] | ManyToOneRel:
    """By which a model names others, or is named by them."""
    found = model._meta.get_field(name)
    if not isinstance(found, ForeignKey | ManyToManyField | ManyToOneRel):
        raise TypeError(f"{model.__name__}.{name} leads to no other rows.")
    return found


def were_read(owner: Model, name: str) -> bool:
    return name in getattr(owner, "_prefetched_objects_cache", ())


def read_again(rows: Sequence[P], *along: str) -> list[P]:
    """Fresh copies of things of one class with all they are made of, in a few queries.

    What several of them name is read once, and is the same object for all.
    """
    if not rows:
        return []
    reading = Reading()
    found = reading.rows(type(rows[0]), [row.pk for row in rows])
    for start in range(0, len(found), CHUNK):
        reading.along(found[start : start + CHUNK], *along)
    if along:
        reading.all_named()
    return found


def forget(claim: Model) -> None:
    """Let go of what was read with a claim and no other state asks for: most of what was read."""
    lists = getattr(claim, "_prefetched_objects_cache", {})
    for name in lists.keys() - OF_OTHERS:
        del lists[name]


class Reading:
    """Rows that were read, each of them once, with what they point to and what is theirs.

    As by ``prefetch_related``, without a queryset for each list of each row: those take longer to
    make than the rows, and more memory.
    """

    def __init__(self, known: Iterable[Model] = ()) -> None:
        self._known: dict[type[Model], dict[object, Any]] = {}
        for row in known:
            self._of(type(row))[row.pk] = row

    def _of(self, model: type[P]) -> dict[object, P]:
        return self._known.setdefault(model, {})

    def rows(self, model: type[P], keys: Sequence[object]) -> list[P]:
        known = self._of(model)
        for some in in_chunks([key for key in dict.fromkeys(keys) if key not in known]):
            known.update((row.pk, row) for row in model._base_manager.filter(pk__in=some))
        return [known[key] for key in keys]

    def along(self, rows: Sequence[Model], *paths: str) -> None:
        for path in paths:
            reached = rows
            for name in path.split("__"):
                reached = self._step(reached, name) if reached else []

    def all_named(self) -> None:
        done: dict[type[Model], int] = dict.fromkeys(OF_ALL_NAMED, 0)
        while any(len(self._of(model)) > done[model] for model in done):
            for model, paths in OF_ALL_NAMED.items():
                new = list(self._of(model).values())[done[model] :]
                done[model] += len(new)
                self.along(new, *paths)

    def _step(self, rows: Sequence[Model], name: str) -> list[Model]:
        field = _relation(type(rows[0]), name)
        if isinstance(field, ForeignKey):
            return self._pointed_to(rows, field)
        unread = [row for row in rows if not were_read(row, name)]
        for start in range(0, len(unread), CHUNK):
            some = unread[start : start + CHUNK]
            lists = (
                self._ties(some, field)
                if isinstance(field, ManyToManyField)
                else self._owned(some, field)
            )
            for row in some:
                cache = row.__dict__.setdefault("_prefetched_objects_cache", {})
                cache[name] = lists.get(row.pk, [])
        return _each_once(part for row in rows for part in parts(row, name))

    def _pointed_to(self, rows: Sequence[Model], field: ForeignKey[object, object]) -> list[Model]:
        keys = {row: key for row in rows if (key := getattr(row, field.attname)) is not None}
        found = self.rows(field.related_model, list(keys.values()))
        for row, other in zip(keys, found, strict=True):
            field.set_cached_value(row, other)
        return _each_once(found)

    def _owned(self, rows: Sequence[Model], field: ManyToOneRel) -> dict[object, list[Model]]:
        known, owners = self._of(field.related_model), {row.pk: row for row in rows}
        named = {f"{field.field.name}__in": list(owners)}
        lists: dict[object, list[Model]] = {}
        for read in field.related_model._base_manager.filter(**named).order_by("pk"):
            part = known.setdefault(read.pk, read)
            owner = getattr(part, field.field.attname)
            field.field.set_cached_value(part, owners[owner])
            lists.setdefault(owner, []).append(part)
        return lists

    def _ties(
        self, rows: Sequence[Model], field: ManyToManyField[Model, Model]
    ) -> dict[object, list[Model]]:
        ends = f"{field.m2m_field_name()}_id", f"{field.m2m_reverse_field_name()}_id"
        tied = getattr(field.model, field.name).through._base_manager.filter(
            **{f"{ends[0]}__in": [row.pk for row in rows]}
        )
        pairs = list(tied.order_by(ends[1]).values_list(*ends))
        others = self.rows(field.related_model, [other for _, other in pairs])
        lists: dict[object, list[Model]] = {}
        for (owner, _), other in zip(pairs, others, strict=True):
            lists.setdefault(owner, []).append(other)
        return lists


def _each_once(rows: Iterable[Model]) -> list[Model]:
    return list({id(row): row for row in rows}.values())


def in_chunks(values: Sequence[T]) -> Iterator[Sequence[T]]:
    """As many values as every database takes in one query."""
    for start in range(0, len(values), CHUNK):
        yield values[start : start + CHUNK]
