"""What nginx gives to readers with our configuration: as the app answers, and when it does not."""

from __future__ import annotations

import gzip
from collections.abc import Mapping
from dataclasses import dataclass
from http.client import HTTPConnection, RemoteDisconnected

import brotli
import pytest
from django.db import transaction
from django.test import Client, override_settings
from django.urls import resolve

from benchmarks import nginx
from claims.baked.folder import Folder
from claims.baked.kinds import APP_FIRST
from claims.management.baking import Baker
from tests.baked.test_bake import World

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(nginx.program() is None, reason="nginx is not installed"),
]

# What the server makes of a file, or says of a connection.
ITS_OWN = {"ETag", "Date", "Server", "Connection", "Content-Length", "Transfer-Encoding"}
# Answers of the app vary by encoding once the front before it packs them.
ENCODED = ("Vary", "Accept-Encoding")


@dataclass(frozen=True)
class Baked:
    """A folder, and what the app answers to each address of which there is a file."""

    folder: Folder
    answers: Mapping[str, tuple[dict[str, str], bytes]]


@pytest.fixture(scope="module")
def baked(tmp_path_factory, django_db_setup, django_db_blocker):
    place = str(tmp_path_factory.mktemp("site") / "baked")
    public = override_settings(
        BAKED=place,
        SITE_URL=f"https://{nginx.SITE}",
        ALLOWED_HOSTS=[nginx.SITE],
        SECURE_HSTS_SECONDS=3600,
    )
    with django_db_blocker.unblock(), public, transaction.atomic():
        World()
        baker = Baker(Folder(place))
        baker.bake_all(baker.everything())
        baker.headers.write()
        answers = {
            address: given(Client().get(address, secure=True, HTTP_HOST=nginx.SITE))
            for address, _ in baker.folder.standing()
            if resolve(address).view_name not in APP_FIRST
        }
        transaction.set_rollback(True)
    return Baked(baker.folder, answers)


def given(answer):
    return dict(answer.headers), answer.content


@pytest.fixture(scope="module")
def server(baked, tmp_path_factory):
    """nginx, and behind it no app at all."""
    place = tmp_path_factory.mktemp("nginx")
    with nginx.running(place, baked=baked.folder.path, app_port=nginx.free_port()) as found:
        yield found


def test_files_are_given_with_the_headers_and_words_of_the_app(baked, server):
    differ = {}
    for address, (headers, words) in baked.answers.items():
        status, sent, body = server.get(address)
        if (status, told(sent), body) != (200, told(headers), words):
            differ[address] = (status, set(told(sent).items()) ^ set(told(headers).items()))

    assert len(baked.answers) > 60
    assert differ == {}


def told(headers):
    return {k: v for k, v in headers.items() if k not in ITS_OWN and (k, v) != ENCODED}


def test_every_file_answers_while_the_app_does_not(baked, server):
    answers = {address: server.get(address)[0] for address, _ in baked.folder.standing()}

    assert "/export/claims.csv" in answers
    assert "/api/v1/claims/" in answers
    assert set(answers.values()) == {200}


def test_what_is_no_file_is_said_to_be_away(baked, server):
    for address in ("/claims/?q=soldiers", "/claims/nowhere/", "/index.sqlite3", "/index.html"):
        status, headers, body = server.get(address)
        assert (status, headers["Retry-After"]) == (503, "60"), address
        assert headers["Content-Type"] == "text/plain; charset=utf-8", address
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert "default-src 'none'" in headers["Content-Security-Policy"]
        assert b"try again" in body


def test_who_accepts_it_is_given_what_is_packed(baked, server):
    plain = server.get("/")[2]

    _, headers, body = server.get("/", Accept_Encoding="gzip, br")

    assert headers["Vary"] == "Accept-Encoding"
    assert headers["Content-Encoding"] in ("br", "gzip")
    if headers["Content-Encoding"] == "br":
        assert brotli.decompress(body) == plain


@pytest.mark.parametrize(
    ("accepted", "given"),
    [
        ("gzip;q=0", None),
        ("identity;q=0", None),
        ("*", None),
        ("gzip;q=0, *", None),
        ("GZIP", "gzip"),
        ("gzip; q=0.5", "gzip"),
        ("gzip;q=0.5;x", None),
    ],
)
def test_nobody_is_given_what_they_cannot_unpack(baked, server, accepted, given):
    status, headers, body = server.get("/claims/", Accept_Encoding=accepted)

    assert (status, headers.get("Content-Encoding")) == (200, given)
    assert (gzip.decompress(body) if given else body) == baked.answers["/claims/"][1]


def test_the_headers_of_a_file_are_those_of_all_that_is_said_of_it(server):
    whole = server.get("/claims/")
    head = server.get("/claims/", method="HEAD")
    part = server.get("/claims/", Range="bytes=0-9", If_Range=whole[1]["ETag"])
    refused = server.get("/claims/", If_Match='"another"')

    assert (head[0], dated_alike(head[1]), head[2]) == (200, dated_alike(whole[1]), b"")
    assert (part[0], dated_alike(part[1]), part[2]) == (200, dated_alike(whole[1]), whole[2])
    assert refused[0] == 412
    assert refused[1].items() >= told(whole[1] | {"Content-Type": "text/html"}).items()


def dated_alike(headers):
    return headers | {"Date": "now"}


def test_nobody_is_answered_by_another_name(server):
    line = HTTPConnection("127.0.0.1", server.port, timeout=10)
    line.sock = server.connect(nginx.SITE)
    line.request("GET", "/claims/", headers={"Host": "another.example"})

    with pytest.raises(RemoteDisconnected):
        line.getresponse()

    line.close()


def test_who_has_a_file_is_told_so(baked, server):
    _, headers, _ = server.get("/claims/")

    status, again, body = server.get("/claims/", If_None_Match=headers["ETag"])

    assert (status, body) == (304, b"")
    assert again["Content-Security-Policy"] == headers["Content-Security-Policy"]


@pytest.mark.parametrize(
    ("asked", "status"),
    [
        ("/claims/?utm_source=mail&fbclid=2", 200),
        ("/claims/?utm_source=mail&q=soldiers", 503),
        ("/claims/?%61s_of=1", 503),
        # Programs are told what they misspell, by the app.
        ("/feeds/changes.atom?utm_source=mail", 503),
        ("/admin/", 503),
    ],
)
def test_only_a_bare_address_is_answered_with_a_file(baked, server, asked, status):
    assert server.get(asked)[0] == status
    assert server.get(asked, method="POST")[0] == 503


def test_what_was_taken_away_is_given_to_nobody(baked, server):
    assert server.get("/robots.txt")[0] == 200

    baked.folder.forget(["/robots.txt"])

    assert server.get("/robots.txt")[0] == 503
