"""How single values are written: what is not known is null, never an empty text or a zero."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from functools import cached_property, partial
from threading import local
from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from claims.domain import canonical
from claims.domain.moments import Moment
from claims.presenters.moments import when

Values = dict[str, object]
"""What is told of a thing, by the names of its fields."""

Field = serializers.Field[Any, Any, Any, Any]
Show = Callable[[Any], object]

MOMENT = "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}[.][0-9]{6}Z$"


class ReadOnly(serializers.Field):
    """A field that is only read, said in a sentence; ``always`` where it is never null."""

    def __init__(self, says: str, *, always: bool = False, **more: Any) -> None:
        super().__init__(help_text=says, read_only=True, allow_null=not always, **more)


class Text(ReadOnly, serializers.CharField):
    def to_representation(self, value: object) -> Any:  # the stubs know no null
        return str(value) or None


class Integer(ReadOnly, serializers.IntegerField):
    pass


class Flag(ReadOnly, serializers.BooleanField):
    pass


class TextList(ReadOnly, serializers.ListField):
    child = serializers.CharField()

    def __init__(self, says: str, **more: Any) -> None:
        super().__init__(says, default=list, **more)


class Code(ReadOnly, serializers.ChoiceField):
    """One word of a fixed vocabulary."""

    def __init__(self, says: str, words: Iterable[str], **more: Any) -> None:
        super().__init__(says, choices=[(str(word), str(word)) for word in words], **more)

    def to_representation(self, value: object) -> Any:  # the stubs know no null
        return str(value) or None


@extend_schema_field({"type": "string", "pattern": MOMENT})
class Instant(ReadOnly):
    """A moment in UTC to the microsecond, spelt as the record spells it."""

    def to_representation(self, value: datetime | str) -> str:
        return value if isinstance(value, str) else canonical.moment_text(value)


EXACTNESS = (
    "How exact that is: year, month, day, hour, minute or second; day*2 for a span of two days,"
    " ~ at the end for about."
)


class MomentSerializer(serializers.Serializer):
    """A moment, never more exact than it was stated."""

    text = Text(
        "As it was stated: 2024 for a year, 2024-08 for a month, 2024-08-26 for a day, otherwise"
        " date, time and offset, on the clocks of the event; two with / between for a span, ~ at"
        " the end for about.",
        always=True,
    )
    precision = Text(EXACTNESS, always=True)
    at = Instant("The first instant of the stated period, in UTC, for sorting.", always=True)


@extend_schema_field(MomentSerializer)
class StatedMoment(ReadOnly):
    """A moment as exact as it was stated, on the clocks of the event it belongs to."""

    def to_representation(self, value: Moment) -> dict[str, str]:
        return stated(value, self.context["zone"])


def stated(moment: Moment, zone: str) -> dict[str, str]:
    at = canonical.moment_text(moment.at)
    text = when(moment.at, moment.precision, zone).stated
    return {"text": text, "at": at, "precision": str(moment.precision)}


class Shape(serializers.Serializer):
    """What is given of a dictionary whose keys are the names of the fields; else as usual.

    Django REST framework looks each value up as if it could be anything, which took half of the
    time of a long list.
    """

    @cached_property
    def _how(self) -> list[tuple[str, Show | None, Field]]:
        return [(str(one.field_name), _way(one), one) for one in self._readable_fields]

    def to_representation(self, instance: Any) -> Values:
        if not isinstance(instance, dict):
            return dict(super().to_representation(instance))
        told: Values = {}
        for name, show, field in self._how:
            value = instance[name] if name in instance else _usual(field)
            if value is not serializers.empty:
                if value is None or show is None:
                    told[name] = value
                else:
                    told[name] = (str(value) or None) if show is str else show(value)
        return told


def _way(field: Field) -> Show | None:
    """How a field's value is shown; of most of them, spared the way through a call of ours."""
    if type(field) in (Integer, Flag):
        return None
    if type(field) in (Text, Code):
        return str
    if isinstance(field, serializers.ListSerializer):
        child: Any = field.child
        return partial(_each, child.to_representation)
    return field.to_representation


def _each(show: Show, values: Sequence[object]) -> list[object]:
    return [show(value) for value in values] if values else []


class Made(local):
    """The shapes that a thread has made, by their classes."""

    def __init__(self) -> None:
        self.shapes: dict[type[Shape], Shape] = {}


made = Made()


def every(shape: type[Shape], values: Iterable[object], **context: object) -> list[Values]:
    """Each of some values in a shape, which is made once for each thread.

    Making one copies all its fields, which takes longer than to fill it a few times.
    """
    one = made.shapes[shape] = made.shapes.get(shape) or shape()
    before, one._context = one._context, context
    try:
        return [one.to_representation(value) for value in values]
    finally:
        one._context = before


def _usual(field: Field) -> object:
    """What stands where nothing is known: the default, or null; else the field is left out."""
    if field.default is not serializers.empty:
        return field.get_default()
    return None if field.allow_null else serializers.empty


class Zoned(Shape):
    """A shape whose moments stand on the clocks of its own event."""

    def to_representation(self, instance: Any) -> Values:
        context: Any = self.context  # one dictionary for the whole answer
        context["zone"] = instance["zone"]
        return super().to_representation(instance)
