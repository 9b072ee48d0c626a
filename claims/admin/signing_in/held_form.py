"""What was typed is held in the page while somebody signs in, then sent on as it was.

It travels with the page alone: nothing of it is kept on the server, and what an editor did not
send from a page of ours is never held.
"""

from __future__ import annotations

import json
from urllib.parse import quote

from django.http import HttpRequest, HttpResponse, QueryDict
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from claims.admin.signing_in.forms import SignInForm
from claims.domain.messages import gettext as _

Pairs = list[tuple[str, str]]
HELD = "held"
TOKEN = "csrfmiddlewaretoken"  # noqa: S105  # the name of a field


def typed_pairs(data: QueryDict) -> Pairs:
    """All that was sent but the token, which is of one sign-in."""
    return [(name, value) for name in data if name != TOKEN for value in data.getlist(name)]


def is_held(request: HttpRequest) -> bool:
    """Whether this is a form of the desk in a window, without a password in it."""
    mode = request.headers.get("Sec-Fetch-Mode", "navigate")
    secret = any("password" in name for name in request.POST)
    return request.method == "POST" and mode == "navigate" and bool(request.POST) and not secret


def sign_in(request: HttpRequest, context: dict[str, object]) -> HttpResponse:
    """In the place of a page that was sent after the session ended: sign in, and go on."""
    more = {**before_signing_in(request), "form": SignInForm(request), "title": _("Sign in")}
    return _page("admin/claims/signing_in/sign_in.html", {**context, **more}, request)


def before_signing_in(request: HttpRequest) -> dict[str, object]:
    """What was sent to a page that asks first, and where it was sent."""
    return {**_shown(typed_pairs(request.POST), request), "next": request.get_full_path()}


def query(back: str) -> str:
    return f"next={quote(back)}"


def held_pairs(request: HttpRequest) -> Pairs:
    """What a sign-in page brought along; nothing where it is not as we wrote it."""
    try:
        found = json.loads(request.POST.get(HELD, ""))
        return [(str(name), str(value)) for name, value in found]
    except (TypeError, ValueError, RecursionError):
        return []


def while_signing_in(request: HttpRequest) -> dict[str, object]:
    """For a sign-in that failed: the text is still there."""
    held = held_pairs(request)
    return _shown(held, request) if held else {}


def send_on(
    request: HttpRequest, held: Pairs, address: str, context: dict[str, object]
) -> HttpResponse:
    """Signed in: the form as it was typed, to be sent by whoever typed it."""
    desk = reverse("admin:index")
    ours = url_has_allowed_host_and_scheme(address, allowed_hosts=None)
    to = address if ours and address.startswith(desk) else desk
    more = {**_shown(held, request), "to": to, "title": _("Send on what you typed")}
    return _page("admin/claims/send_on.html", {**context, **more}, request, status=200)


def _shown(held: Pairs, request: HttpRequest) -> dict[str, object]:
    return {
        "held": held,
        "held_json": json.dumps(held, ensure_ascii=False),
        # What a person wrote, to be copied by hand if all else fails.
        "texts": [value for _, value in held if " " in value.strip()],
        "files": bool(request.FILES),
    }


def _page(
    template: str, context: dict[str, object], request: HttpRequest, *, status: int = 403
) -> HttpResponse:
    answer = HttpResponse(render_to_string(template, context, request), status=status)
    answer["Cache-Control"] = "no-store, private"
    return answer
