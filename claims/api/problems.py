"""What went wrong, always in one shape (RFC 9457), in sentences that say what to do."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from django.core.exceptions import BadRequest, PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from rest_framework import exceptions, serializers
from rest_framework.response import Response

from claims.domain.database_faults import READERS, RETRY_AFTER, STATUS, Fault
from claims.lookup.errors import NOT_ON_RECORD, NOT_UNDERSTOOD

CONTENT_TYPE = "application/problem+json"
TITLES = {
    400: "The address is not right",
    403: "Not allowed",
    404: "Not in our record",
    405: "This can only be read",
    406: "Only JSON is given here",
    412: "Not as you last saw it",
    429: "Too many questions",
    500: "An error of ours",
    503: "Not at this moment",
    507: "Not at this moment",
}
ONLY_READ = "Nothing can be written here: ask with GET or HEAD."
ONLY_JSON = "Send “Accept: application/json”, or no Accept at all."
TOO_MANY = "Wait {} s and ask again; the header Retry-After says so too."
CHANGED = "What is on record has changed since: leave out If-Match and If-Unmodified-Since."
OURS = "Something went wrong on our side. Nothing in our record was changed; please try again."


class WrongParameterSerializer(serializers.Serializer):
    """One parameter of the query that is wrong."""

    parameter = serializers.CharField(read_only=True, help_text="Which parameter of the query.")
    detail = serializers.CharField(read_only=True, help_text="What is wrong with it.")


class ProblemSerializer(serializers.Serializer):
    """What went wrong, and what to do."""

    type = serializers.CharField(read_only=True, help_text="Always about:blank: see status.")
    title = serializers.CharField(read_only=True, help_text="What kind of problem it is.")
    status = serializers.IntegerField(read_only=True, help_text="The HTTP status.")
    detail = serializers.CharField(read_only=True, help_text="What is wrong, and what to do.")
    # Taken off the class by Django REST framework: it hides nothing.
    errors = WrongParameterSerializer(  # type: ignore[assignment]
        many=True, read_only=True, help_text="Each parameter that is wrong; else empty."
    )


class Refused(exceptions.APIException):
    """Something in the query; each parameter with its sentences."""

    status_code = 400

    def __init__(self, wrong: Mapping[str, Sequence[str]]) -> None:
        super().__init__(" ".join(said for sentences in wrong.values() for said in sentences))
        self.wrong = wrong


class Changed(exceptions.APIException):
    status_code = 412


def problem(
    status: int, detail: str, wrong: Mapping[str, Sequence[str]] | None = None
) -> dict[str, object]:
    errors = [
        {"parameter": name, "detail": said}
        for name, sentences in (wrong or {}).items()
        for said in sentences
    ]
    title = TITLES.get(status, TITLES[400])
    return {
        "type": "about:blank",
        "title": title,
        "status": status,
        "detail": detail,
        "errors": errors,
    }


def answer(error: Exception, context: object) -> Response | None:
    """Django REST framework's handler of exceptions; what is none of these is a bug."""
    status = _status(error)
    if status is None:
        return None
    body = problem(status, _sentence(error, status), getattr(error, "wrong", None))
    response = Response(body, status=status, content_type=CONTENT_TYPE)
    if isinstance(error, exceptions.Throttled):
        response["Retry-After"] = _seconds(error)
    return response


def _status(error: Exception) -> int | None:
    if isinstance(error, exceptions.APIException):
        return error.status_code
    known: tuple[tuple[type[Exception], int], ...] = (
        (Http404, 404),
        (BadRequest, 400),
        (PermissionDenied, 403),
    )
    return next((status for kind, status in known if isinstance(error, kind)), None)


def _sentence(error: Exception, status: int) -> str:
    if isinstance(error, exceptions.Throttled):
        return TOO_MANY.format(_seconds(error))
    if isinstance(error, Refused):
        return str(error.detail)
    ours = {400: NOT_UNDERSTOOD, 404: NOT_ON_RECORD, 405: ONLY_READ, 406: ONLY_JSON, 412: CHANGED}
    return getattr(error, "sentence", "") or ours.get(status, NOT_UNDERSTOOD)


def _seconds(error: exceptions.Throttled) -> int:
    return max(1, math.ceil(getattr(error, "wait", None) or 1))


def plain(status: int, sentence: str) -> HttpResponse:
    """The same shape where no view of the API was reached."""
    return JsonResponse(problem(status, sentence), status=status, content_type=CONTENT_TYPE)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return plain(400, getattr(exception, "sentence", NOT_UNDERSTOOD))


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return plain(403, "You may not open this.")


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return plain(404, getattr(exception, "sentence", NOT_ON_RECORD))


def broken(request: HttpRequest) -> HttpResponse:
    return plain(500, OURS)


def out_of_order(request: HttpRequest, fault: Fault) -> HttpResponse:
    """The machine, not the question, is at fault: ask again later."""
    response = plain(STATUS[fault], str(READERS))
    response["Retry-After"] = RETRY_AFTER
    return response
