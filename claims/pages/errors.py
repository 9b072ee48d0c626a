"""What readers are told where there is no page, in plain words."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from claims.domain.database_faults import READERS, RETRY_AFTER, STATUS, Fault
from claims.domain.messages import gettext as _
from claims.lookup.cache import ALWAYS_ASK
from claims.lookup.errors import NOT_UNDERSTOOD, NotOnRecord
from claims.pages import rendering


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    sentence = getattr(exception, "sentence", NOT_UNDERSTOOD)
    return _page(request, 400, _("The address is not right"), sentence)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _page(request, 403, _("Not allowed"), _("You may not open this page."))


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    # Only our own exceptions speak to readers: Django's name patterns and models.
    known = exception if isinstance(exception, NotOnRecord) else NotOnRecord()
    link = {"href": known.href, "label": known.label} if known.href else None
    return _page(request, 404, _("Not in our record"), known.sentence, link)


def broken(request: HttpRequest) -> HttpResponse:
    sentence = _(
        "Something went wrong on our side. Nothing in our record was changed; please try again."
    )
    return _page(request, 500, _("An error of ours"), sentence)


def out_of_order(request: HttpRequest, fault: Fault) -> HttpResponse:
    """The machine, not the question, is at fault: ask again later."""
    sentence = READERS if request.method in ("GET", "HEAD") else fault.label
    response = _page(request, STATUS[fault], _("Not at this moment"), sentence)
    response["Retry-After"] = RETRY_AFTER
    response["Cache-Control"] = "no-store"
    return response


def _page(
    request: HttpRequest,
    status: int,
    title: str,
    sentence: str,
    link: dict[str, str] | None = None,
) -> HttpResponse:
    context = {"title": title, "sentence": sentence, "link": link, "noindex": True}
    response = rendering.page("claims/error.html", context, status=status)
    response["Cache-Control"] = ALWAYS_ASK
    response["X-Robots-Tag"] = "noindex"
    return response
