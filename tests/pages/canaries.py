"""Something that can be told again, put into every private field of whatever is on the desk."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

from django.db import models
from django.db.models import F

from claims.models.record.guards import ADDED_TO
from claims.publishing.field_visibility import PRIVATE, PUBLIC

WORD = "canary"
# Years and numbers that nothing else in these tests has.
LONG_AGO = datetime(1987, 3, 4, 5, 6, 7, tzinfo=UTC)
NUMBER = 4_711_000
FOUND = re.compile(rf"{WORD}|\b1987\b|\b4,?711,?\d{{3}}\b")
# The desk works by these: a row is what they say. What is never published gets an uid with the word
# in it where it is made.
NOT_FILLED = {"id", "uid", "version", "publication", "changed"}


def fillable() -> dict[type[models.Model], list[models.Field]]:
    """Private fields that can hold anything: not those of a fixed list, relations and lists.

    How exact a moment is stands in a fixed list too; the moment beside it has the canary.
    """
    kinds = (models.CharField, models.TextField, models.DateTimeField, models.IntegerField)
    found = {
        model: [
            field
            for field in model._meta.concrete_fields
            if field.name in names - NOT_FILLED
            and isinstance(field, kinds)
            and not (field.choices or field.is_relation or field.name.endswith("precision"))
        ]
        for model, names in PRIVATE.items()
        # What is only ever added to cannot be filled behind the back of the desk.
        if model._meta.db_table not in ADDED_TO
    }
    return {model: fields for model, fields in found.items() if fields}


def names() -> set[str]:
    return {f"{model.__name__}.{f.name}" for model, fields in fillable().items() for f in fields}


def fill() -> set[str]:
    """Fill what can be filled on every row there is; names of the fields that now have canaries.

    Behind the back of the desk, so that nothing but the canaries changes.
    """
    filled = set()
    for model, fields in fillable().items():
        for field in fields:
            # A constraint may want what is absent to stay so, such as a day nobody set.
            rows = models.QuerySet(model).exclude(**{f"{field.name}__isnull": True})
            if rows.update(**{field.name: _canary(model, field)}):
                filled.add(f"{model.__name__}.{field.name}")
    return filled


def make_the_rest() -> None:
    """A row of each kind that is the desk's alone and that nobody has made one of."""
    for model in fillable():
        if not PUBLIC[model] and not model._base_manager.exists():
            columns = [field for field in model._meta.concrete_fields if not field.primary_key]
            model._base_manager.create(**{field.name: _anything(field) for field in columns})


def _anything(field):
    if field.is_relation:
        return field.related_model._base_manager.first()
    if field.choices:
        return field.choices[0][0]
    if isinstance(field, models.JSONField):
        return {WORD: WORD}
    if isinstance(field, models.DateTimeField):
        # Later than any canary: what ends a thing is not before its beginning while it is filled.
        return LONG_AGO + timedelta(days=99)
    return NUMBER if isinstance(field, models.IntegerField) else WORD


def _canary(model, field):
    if isinstance(field, models.DateTimeField):
        return LONG_AGO + timedelta(days=len(field.name))
    if isinstance(field, models.IntegerField):
        return F(field.name) % 1000 + NUMBER
    return f"{WORD} in {model.__name__}.{field.name}"[: field.max_length]
