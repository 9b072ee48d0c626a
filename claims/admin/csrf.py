"""A form of ours whose token is of an earlier sign-in: refused, but not thrown away."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.csrf import csrf_failure as bare_refusal

from claims.admin.signing_in import held_form
from claims.admin.site import site


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form whose token is of an earlier sign-in, sent from a page of ours, is shown again.

    Browsers say where a form was sent from: where that is not here, nothing of it is repeated.
    """
    ours = request.headers.get("Origin") == f"{request.scheme}://{request.get_host()}"
    at_desk = request.path.startswith(reverse("admin:index"))
    if not (ours and at_desk and held_form.is_held(request)):
        return bare_refusal(request, reason=reason)
    context = site.each_context(request)
    if not site.has_permission(request):
        return held_form.sign_in(request, context)
    held = held_form.typed_pairs(request.POST)
    return held_form.send_on(request, held, request.get_full_path(), context)
