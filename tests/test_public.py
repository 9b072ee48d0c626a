"""Which answers may be kept for others, and by which address."""

from __future__ import annotations

import pytest
from django.conf import settings

from claims.lookup.public import address, may_be_kept

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("asked", "kept_as"),
    [
        ("/claims/", "/claims/"),
        ("/claims/?utm_source=somewhere&fbclid=1", "/claims/"),
        ("/claims/?status=&q=%20", "/claims/"),
        ("/claims/?q=two+words&as_of=3&fbclid=1", "/claims/?as_of=3&q=two+words"),
        ("/claims/?status=b&status=a", "/claims/?status=b&status=a"),
        # What a program misspells is refused, and must be seen by the view to be.
        ("/api/v1/claims/?stauts=", "/api/v1/claims/?stauts="),
        ("/api/v1/claims/?limit=2&as_of=3", "/api/v1/claims/?as_of=3&limit=2"),
        ("/claims/?" + "&".join(f"q={n}" for n in range(20_000)), None),
        ("/export/claims.csv", None),
        ("/report-an-error/", None),
        ("/healthz", None),
        ("/admin/", None),
        ("/no-such-page", None),
    ],
)
def test_one_address_for_all_that_is_asked_for_alike(asked, kept_as):
    path, _, query = asked.partition("?")

    assert address(path, query) == kept_as


@pytest.mark.parametrize(
    "path", ["/", "/claims/", "/api/v1/claims/", "/feeds/changes.atom", "/verify.py", "/robots.txt"]
)
def test_an_old_session_cookie_changes_no_public_answer(client, path):
    plain = client.get(path)
    client.cookies[settings.SESSION_COOKIE_NAME] = "of-a-session-that-ended"

    answer = client.get(path)

    assert not answer.cookies
    assert may_be_kept(answer)
    assert (answer.content, answer.headers) == (plain.content, plain.headers)


@pytest.mark.parametrize(
    "path", ["/no-such-page", "/healthz", "/report-an-error/", "/admin/login/"]
)
def test_what_is_for_one_reader_or_for_now_is_kept_for_nobody(client, path):
    assert not may_be_kept(client.get(path))
