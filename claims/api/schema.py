"""How each address describes itself in OpenAPI."""

from __future__ import annotations

from typing import Any

from drf_spectacular.openapi import AutoSchema
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, inline_serializer
from rest_framework import serializers

from claims.api.fields import Instant, Integer
from claims.api.parameters import Parameter
from claims.api.problems import CONTENT_TYPE, ProblemSerializer

SAYS = {
    400: "Something in the query is not right; the sentence says what.",
    404: "Not in our record, or not yet at that moment.",
    406: "Only JSON is given.",
    429: "Too many requests; Retry-After says how long to wait.",
}


class AsOfSerializer(serializers.Serializer):
    """The moment that an answer is about."""

    entry = Integer("The entry that the answer is as of; null where a time was asked for.")
    time = Instant("The time that the answer is as of; null where an entry holds.")


class Described(AutoSchema):
    """Reads a face: what may be asked of it, and the shape of what it gives."""

    view: Any  # a face

    def get_override_parameters(self) -> list[Any]:
        asked = [_parameter(parameter) for parameter in self.view.known()]
        return asked if self.view.place is None else [*asked, _place(self.view.place)]

    def get_operation_id(self) -> str:
        verb = "list" if hasattr(self.view, "limit") else "read"
        return f"{verb}_{type(self.view).__name__.lower()}"

    def get_serializer_name(self, serializer: object, direction: str) -> str:
        return type(serializer).__name__.removesuffix("Serializer")

    def get_tags(self) -> list[str]:
        return [self.view.title]

    def get_summary(self) -> str:
        return (type(self.view).__doc__ or "").partition("\n")[0]

    def get_description(self) -> str:  # type: ignore[override]  # as drf-spectacular has it
        return " ".join((type(self.view).__doc__ or "").split())

    def get_filter_backends(self) -> list[object]:
        return []

    def get_response_serializers(self) -> Any:
        problems = {
            (status, CONTENT_TYPE): OpenApiResponse(ProblemSerializer, description=said)
            for status, said in SAYS.items()
        }
        return {
            200: self._given(),
            304: OpenApiResponse(description="You have it: nothing changed since that ETag."),
            **self._moved(),
            **problems,
        }

    def _moved(self) -> dict[int, OpenApiResponse]:
        if not hasattr(self.view, "model"):
            return {}
        return {301: OpenApiResponse(description="It has another address by now.")}

    def _given(self) -> Any:
        shape = self.view.shape
        if not hasattr(self.view, "limit"):
            return shape
        name = shape.__name__.removesuffix("Serializer")
        return inline_serializer(
            f"{name}List",
            {
                "as_of": AsOfSerializer(read_only=True, help_text="The moment it is about."),
                "newest_entry": Integer("The newest entry there was; 0 where none.", always=True),
                **self.view.more,
                "next": serializers.CharField(
                    read_only=True,
                    allow_null=True,
                    help_text="Address of the next page, of the same moment; null at the end.",
                ),
                "results": shape(many=True, read_only=True),
            },
        )


def with_fewer_fields(result: Any, **given: object) -> Any:
    """In lists of which fewer fields can be asked for, things may have fewer."""
    shapes = result["components"]["schemas"]
    for operation in (methods["get"] for methods in result["paths"].values()):
        if any(one["name"] == "fields" for one in operation.get("parameters", ())):
            answer = operation["responses"]["200"]["content"]["application/json"]["schema"]
            results = shapes[answer["$ref"].rpartition("/")[2]]["properties"]["results"]
            whole = results["items"]
            fewer = {
                "type": "object",
                "description": "Of the same only the fields that were asked for.",
                "properties": shapes[whole["$ref"].rpartition("/")[2]]["properties"],
                "minProperties": 1,
                "additionalProperties": False,
            }
            results["items"] = {"anyOf": [whole, fewer]}
    return result


def _place(parameter: Parameter) -> OpenApiParameter:
    schema, says = dict(parameter.schema), parameter.says
    return OpenApiParameter(parameter.name, schema, OpenApiParameter.PATH, description=says)


def _parameter(parameter: Parameter) -> OpenApiParameter:
    if parameter.many:
        schema = {"type": "array", "items": dict(parameter.schema)}
        return OpenApiParameter(
            parameter.name, schema, description=parameter.says, style="form", explode=True
        )
    return OpenApiParameter(parameter.name, dict(parameter.schema), description=parameter.says)
