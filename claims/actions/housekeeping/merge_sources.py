"""What goes along when two records of one source become one."""

from __future__ import annotations

from collections.abc import Iterator

from django.db import models

from claims.actions.housekeeping.undo_log import Carrying
from claims.domain.parties import Span
from claims.domain.text import fold
from claims.models.desk.comment_request import CommentRequest
from claims.models.desk.source import Source


def carry_source(one: Source, into: Source, carrying: Carrying) -> None:
    """Claims, reports, stances, evidence, voices, whatever else names it; and its names."""
    for rows, name in _naming(one):
        for row in rows.filter(**{name: one}).order_by("pk"):
            # A row of the survivor's own that would then name itself stays as it is.
            if row != into:
                carrying.set(row, **{name: into})
    if into.speaks_for_id == one.pk:
        carrying.set(into, speaks_for=one.speaks_for if one.speaks_for != into else None)
    carrying.set(into, aliases=_names(one, into), **_lacking(one, into))
    carrying.set(one, merged_into=into)


def stand_apart(one: Source, other: Source) -> bool:
    """Whether the two are members of different parties of one event at a time."""
    theirs = list(other.memberships.all())
    return any(
        a.event_id == b.event_id
        and a.party_id != b.party_id
        and Span.read(a.since, a.until).meets(Span.read(b.since, b.until))
        for a in one.memberships.all()
        for b in theirs
    )


def _naming(one: Source) -> Iterator[tuple[models.Manager[models.Model], str]]:
    """Every table of the desk that names a source, with the column; also those to come.

    Requests for comment first: a stance must be of the party that was asked.
    """
    first = sorted(one._meta.related_objects, key=lambda r: r.related_model is not CommentRequest)
    for relation in first:
        field = relation.field
        kept_past = hasattr(relation.related_model, "history_object")
        if not kept_past and isinstance(field, models.ForeignKey):
            yield relation.related_model._base_manager, field.name


def _names(one: Source, into: Source) -> list[str]:
    """Those that differ in letter case and accents alone are one name; the survivor's stay."""
    known = {fold(into.name), fold(into.short_name), ""}
    found = []
    for name in (*into.aliases, one.name, one.short_name, *one.aliases):
        if fold(name) not in known:
            known.add(fold(name))
            found.append(name)
    return found


def _lacking(one: Source, into: Source) -> dict[str, object]:
    """What the survivor does not say of itself and the other does."""
    fields = ("short_name", "nature", "about", "url")
    found = {n: getattr(one, n) for n in fields if getattr(one, n) and not getattr(into, n)}
    voice = one.speaks_for
    if voice is not None and voice != into and into.speaks_for_id is None:
        found["speaks_for"] = voice
    return found
