"""The API described in OpenAPI, for machines; the page of it for people is made from the same."""

from __future__ import annotations

from functools import cache

from django.http import QueryDict
from drf_spectacular.generators import SchemaGenerator

from claims.api.views import Answer, Face
from claims.models.record.entry import Entry


@cache
def description() -> dict[str, object]:
    """It changes with a release alone."""
    found: dict[str, object] = SchemaGenerator().get_schema(  # type: ignore[no-untyped-call]
        request=None, public=True
    )
    return found


class Description(Face):
    """The API in OpenAPI 3.1."""

    schema = None  # type: ignore[assignment]  # it does not describe itself

    def answer(self, query: QueryDict, newest: Entry | None, **place: str) -> Answer:
        return description()
