"""Every answer carries the policy headers; no public answer carries a cookie."""

from __future__ import annotations

import re

import pytest
from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.test import Client, RequestFactory, override_settings
from django.urls import include, path

from tracker.middleware import HeadersMiddleware

PROMISED = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; "
    "img-src 'self'; font-src 'self'; connect-src 'self'; manifest-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Frame-Options": "DENY",
}
STATIC = "/static/admin/css/base.css"


def fails(request):
    raise RuntimeError("a fault of ours")


def refuses(request):
    raise PermissionDenied


urlpatterns = [
    path("fails", fails),
    path("refuses", refuses),
    path("", include("tracker.urls")),
]


def promised(response):
    """The headers, without the digests of the style that stands in the page."""
    found = {name: response.headers.get(name) for name in PROMISED}
    policy = found["Content-Security-Policy"] or ""
    return found | {"Content-Security-Policy": re.sub(r" 'sha256-[^']+'", "", policy)}


@pytest.mark.django_db
@override_settings(ROOT_URLCONF="tests.test_headers")
@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/", None),
        ("/healthz", 200),
        ("/readyz", 200),
        ("/admin/", 302),
        ("/admin/login/", 200),
        (STATIC, 200),
        ("/no-such-page/", 404),
        ("/refuses", 403),
        ("/fails", 500),
        ("/no%00thing", 400),
        ("/?q=%00", 400),
        ("/?q=%ff", 400),
        ("/%ff", 404),
        ("/\u0628\u0644\u0648\u0686?q=\u0645\u0633\u062a", 404),
    ],
)
def test_every_answer_carries_the_headers(address, status):
    response = Client(raise_request_exception=False).get(address)
    response.close()

    assert promised(response) == PROMISED
    assert "camera=()" in response.headers["Permissions-Policy"]
    assert status in (None, response.status_code)


@pytest.mark.django_db
def test_a_stranger_host_is_refused_with_the_headers():
    response = Client(headers={"host": "evil.example"}).get("/admin/login/")

    assert response.status_code == 400
    assert promised(response) == PROMISED


@pytest.mark.django_db
@pytest.mark.parametrize("method", ["post", "put", "delete", "options", "head"])
def test_every_method_is_answered_with_the_headers(method):
    response = getattr(Client(), method)("/healthz")

    assert promised(response) == PROMISED


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/", "/healthz", "/readyz", "/no-such-page/", STATIC, "/%00"])
def test_public_answers_set_no_cookie_and_do_not_vary_by_one(address):
    response = Client().get(address)
    response.close()

    assert response.cookies == {}
    assert "cookie" not in response.headers.get("Vary", "").lower()


@pytest.mark.django_db
@pytest.mark.parametrize("of_old", ["too-short", "", "x" * 32, "with a space" * 3])
@pytest.mark.parametrize("address", ["/", "/claims/", "/api/v1/claims/", "/report-an-error/"])
def test_no_cookie_of_old_changes_a_public_answer(address, of_old):
    names = ("csrftoken", "sessionid", "messages", "django_language", "seen")
    cookies = "; ".join(f"{name}={of_old}" for name in names)

    told, usual = Client(headers={"cookie": cookies}).get(address), Client().get(address)

    assert told.cookies == {}
    assert (told.content, told.headers) == (usual.content, usual.headers)


@pytest.mark.django_db
def test_a_form_of_the_desk_without_its_token_is_refused():
    client = Client(enforce_csrf_checks=True)
    cookie = client.get("/admin/login/").cookies["csrftoken"]

    assert cookie.value
    assert client.post("/admin/login/", {"username": "x", "password": "y"}).status_code == 403


def test_a_view_may_loosen_one_directive_for_itself():
    def embed(request):
        response = HttpResponse("embedded")
        response.content_security_policy = {"frame-ancestors": ["*"]}
        return response

    response = HeadersMiddleware(embed)(RequestFactory().get("/"))

    assert response.headers["Content-Security-Policy"] == (
        PROMISED["Content-Security-Policy"].replace("frame-ancestors 'none'", "frame-ancestors *")
    )
    assert "X-Frame-Options" not in response.headers


def test_the_policy_allows_nothing_inline():
    words = {word for sources in settings.SECURE_CSP.values() for word in sources}

    assert words == {"'none'", "'self'"}


@pytest.mark.django_db
def test_readyz_says_when_the_record_is_not_guarded(client):
    from django.db import connection

    from claims.models.record import triggers

    triggers.drop(connection)
    response = client.get("/readyz")
    triggers.install(connection)

    assert response.status_code == 503
    assert "The record is not guarded" in response.content.decode()
    assert client.get("/readyz").status_code == 200


@pytest.mark.django_db(transaction=True)
def test_the_admin_breaks_no_policy_in_a_browser(page, live_server):
    get_user_model().objects.create_superuser("ed", password="a long password")
    said = []
    page.on("console", lambda message: said.append(message.text))

    page.goto(f"{live_server.url}/admin/")
    page.fill("#id_username", "ed")
    page.fill("#id_password", "a long password")
    page.click("[type=submit]")
    page.wait_for_selector("text=The desk")
    for address in ("auth/user/add/", "claims/claim/", "claims/claim/add/", "claims/event/add/"):
        page.goto(f"{live_server.url}/admin/{address}")

    assert [words for words in said if "Content Security Policy" in words] == []
    assert page.evaluate("getComputedStyle(document.querySelector('#header')).display") == "flex"
