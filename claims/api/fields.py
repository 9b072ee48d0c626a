"""How single values are written: what is not known is null, never an empty text or a zero."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from claims.domain import canonical
from claims.presenters.moments import when

MOMENT = "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}[.][0-9]{6}Z$"


class Told(serializers.Field):
    """A field that is only read, said in a sentence; ``always`` where it is never null."""

    def __init__(self, says: str, *, always: bool = False, **more: Any) -> None:
        super().__init__(help_text=says, read_only=True, allow_null=not always, **more)


class Words(Told, serializers.CharField):
    def to_representation(self, value: Any) -> Any:
        return str(value) or None


class Whole(Told, serializers.IntegerField):
    pass


class Flag(Told, serializers.BooleanField):
    pass


class WordList(Told, serializers.ListField):
    child = serializers.CharField()


class Code(Told, serializers.ChoiceField):
    """One word of a fixed vocabulary."""

    def __init__(self, says: str, words: Iterable[str], **more: Any) -> None:
        super().__init__(says, choices=[(str(word), str(word)) for word in words], **more)

    def to_representation(self, value: Any) -> Any:
        return str(value) or None


@extend_schema_field({"type": "string", "pattern": MOMENT})
class Instant(Told):
    """A moment in UTC to the microsecond, spelt as the record spells it."""

    def to_representation(self, value: datetime | str) -> str:
        return value if isinstance(value, str) else canonical.moment_text(value)


EXACTNESS = (
    "How exact that is: year, month, day, hour, minute or second; day*2 for a span of two days,"
    " ~ at the end for about."
)


class MomentShape(serializers.Serializer):
    """A moment, never more exact than it was stated."""

    text = Words(
        "As it was stated: 2024 for a year, 2024-08 for a month, 2024-08-26 for a day, otherwise"
        " date, time and offset, on the clocks of the event; two with / between for a span, ~ at"
        " the end for about.",
        always=True,
    )
    precision = Words(EXACTNESS, always=True)
    at = Instant("The first instant of the stated period, in UTC, for sorting.", always=True)


@extend_schema_field(MomentShape)
class Stated(Told):
    """A moment as exact as it was stated, on the clocks of the event it belongs to."""

    def to_representation(self, value: Mapping[str, str]) -> dict[str, str]:
        at, zone = datetime.fromisoformat(value["at"]), self.context["zone"]
        return {"text": when(at, value["precision"], zone).stated, **value}


class Zoned(serializers.Serializer):
    """A shape whose moments stand on the clocks of its own event."""

    def to_representation(self, instance: Any) -> Any:
        context: Any = self.context  # one dictionary for the whole answer
        context["zone"] = instance["zone"]
        return super().to_representation(instance)
