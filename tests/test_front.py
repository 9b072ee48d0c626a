"""The front before the app: what it keeps is the app's answer, and never outlives its entry."""

from __future__ import annotations

import gzip

import brotli
import pytest
from django.conf import settings
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections, connection
from django.test.client import RequestFactory
from django.test.utils import CaptureQueriesContext

from claims import actions
from claims.publishing import front_caches
from tests.builders import NOW, a_claim, a_source, an_event, published
from tracker import front as fronts
from tracker.front import Front, negotiated

pytestmark = pytest.mark.django_db


class Reader:
    """Asks a front as a server does; counts what the app had to make."""

    def __init__(self):
        self.made, app = 0, get_wsgi_application()

        def counted(environ, start):
            self.made += 1
            return app(environ, start)

        self.front = Front(counted)

    def __call__(self, path, method="GET", **headers):
        named = {f"HTTP_{name.upper()}": value for name, value in headers.items()}
        environ = RequestFactory().generic(method, path, **{"HTTP_HOST": "testserver"} | named)
        said = []
        body = self.front(environ.environ, lambda *words: said.extend(words))
        return Said(said[0], dict(said[1]), b"".join(body))


class Said:
    def __init__(self, status, headers, body):
        self.status, self.headers, self.body = int(status[:3]), headers, body


@pytest.fixture(autouse=True)
def _one_connection():
    """The end of a request must not close what the test itself asks by."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture
def reader():
    return Reader()


@pytest.fixture
def claim():
    return published(a_claim(claimant=a_source(), event=an_event()))


def heard(reader):
    """The lease has passed."""
    reader.front.heard = float("-inf")


@pytest.mark.parametrize("path", ["claim", "/", "/api/v1/claims/", "/feeds/changes.atom"])
def test_a_kept_answer_is_the_apps_own(reader, client, claim, path):
    path = f"/claims/{claim.slug}/" if path == "claim" else path

    first, again = reader(path), reader(path)

    assert reader.made == 1
    plain = client.get(path)
    for said in (first, again):
        assert (said.status, said.body) == (200, plain.content)
        assert said.headers.pop("Vary").removesuffix("Accept-Encoding").rstrip(", ") == (
            plain.headers.get("Vary", "")
        )
        assert said.headers == {k: v for k, v in plain.headers.items() if k != "Vary"}


def test_what_was_published_is_what_is_answered_next(reader, claim):
    before = reader(f"/claims/{claim.slug}/")
    published(a_claim(statement="Another was said."))
    heard(reader)

    assert b"Another was said." not in before.body
    assert b"Another was said." in reader("/claims/").body


def test_for_as_long_as_it_may_be_trusted_nothing_is_asked(reader, claim, monkeypatch):
    reader("/claims/")
    monkeypatch.setattr(fronts.time, "monotonic", lambda: reader.front.heard + 0.149)

    with CaptureQueriesContext(connection) as asked:
        reader("/claims/")

    assert not asked.captured_queries


def test_whoever_publishes_waits_until_nobody_trusts_what_was_before(monkeypatch):
    slept = []
    monkeypatch.setattr(front_caches.time, "sleep", slept.append)

    front_caches.committed()
    front_caches.wait()
    front_caches.wait()

    assert len(slept) == 1
    assert front_caches.TRUSTED <= slept[0] < 2 * front_caches.TRUSTED


@pytest.mark.django_db(transaction=True)
def test_a_form_that_publishes_is_answered_after_the_wait(monkeypatch):
    order = []
    monkeypatch.setattr(front_caches.time, "sleep", lambda seconds: order.append("waited"))

    def publishes(environ, start):
        published(a_claim())
        order.append("published")
        return []

    environ = RequestFactory().post("/admin/").environ
    Front(publishes)(environ, None)

    assert order == ["published", "waited"]


def test_what_was_withheld_is_forgotten_with_all_that_was_kept(reader, claim):
    path = f"/claims/{claim.slug}/"
    reader(path, accept_encoding="br")
    kept = reader.front.store
    actions.suppress(claim, grounds="law", reason="An order.", by=None, at=NOW)

    # As the thread does that asks all the time, whether anybody reads or not.
    reader.front.look()

    assert reader.front.store is not kept
    assert not reader.front.store.answers
    assert claim.statement.encode() not in reader(path).body


def test_an_answer_made_while_the_record_moved_on_is_kept_for_nobody(claim, client):
    path, store = f"/claims/{claim.slug}/", []

    def moves(environ, start):
        made = app(environ, start)
        if not store:
            store.append(front.store)
            actions.suppress(claim, grounds="law", reason="An order.", by=None, at=NOW)
            front.look()
        return made

    app, reader = get_wsgi_application(), Reader()
    front = reader.front = Front(moves)
    reader(path)

    assert front.store is not store[0]
    assert claim.statement.encode() not in reader(path).body


@pytest.mark.parametrize(
    ("asked", "given", "unpacked"),
    [("gzip, br", "br", brotli.decompress), ("gzip;q=1, br;q=0.1", "gzip", gzip.decompress)],
)
def test_an_answer_is_packed_as_asked_and_known_by_that(reader, claim, asked, given, unpacked):
    path = f"/claims/{claim.slug}/"
    plain, packed = reader(path), reader(path, accept_encoding=asked)

    same = reader(path, accept_encoding=asked, if_none_match=f'"x", W/{packed.headers["ETag"]}')
    other = reader(path, if_none_match=packed.headers["ETag"])

    assert unpacked(packed.body) == plain.body
    assert packed.headers["Content-Encoding"] == given
    assert int(packed.headers["Content-Length"]) == len(packed.body) < len(plain.body)
    assert "Accept-Encoding" in plain.headers["Vary"]
    assert packed.headers["ETag"] != plain.headers["ETag"]
    assert (same.status, same.body, same.headers["ETag"]) == (304, b"", packed.headers["ETag"])
    assert same.headers["Content-Security-Policy"] == packed.headers["Content-Security-Policy"]
    assert other.status == 200


@pytest.mark.parametrize(
    ("asked", "given"),
    [
        ("", ""),
        ("identity", ""),
        ("*", "br"),
        ("deflate", ""),
        ("gzip", "gzip"),
        ("BR;q=0.5, gzip;q=0.4", "br"),
        ("br;q=0, *;q=0.1", "gzip"),
        ("br;q=nonsense", ""),
        ("gzip;q=0.1, identity;q=1", ""),
    ],
)
def test_the_encoding_asked_for_is_the_one_given(asked, given):
    assert negotiated(asked) == given


@pytest.mark.parametrize(
    ("path", "headers", "status"),
    [
        ("/claims/", {"host": "evil.example"}, 400),
        ("/claims/?q=%FF", {}, 400),
        ("/api/v1/claims/?stauts=confirmed", {}, 400),
        ("/api/v1/claims/?q=", {}, 400),
        ("/api/v1/claims/", {"accept": "text/html"}, 406),
        ("/no-such-page/", {}, 404),
        ("/claims/no-such-claim/", {}, 404),
        ("/claims/", {"if_match": '"another"'}, 412),
        ("/claims/", {"if_none_match": "*"}, 304),
    ],
)
def test_what_the_app_refuses_it_goes_on_refusing(reader, claim, path, headers, status):
    for usual in ("/claims/", "/claims/?q=%EF%BF%BD", "/api/v1/claims/"):
        assert reader(usual).status == 200

    assert [reader(path, **headers).status for _ in range(2)] == [status, status]


def test_a_head_request_is_answered_by_what_was_kept(reader, claim):
    whole, head = reader("/claims/"), reader("/claims/", method="HEAD")

    assert head.headers == whole.headers
    assert reader.made == 1


def test_https_and_http_are_told_apart(reader, settings):
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    reader("/claims/", x_forwarded_proto="https")
    reader("/claims/", x_forwarded_proto="http")

    assert reader.made == 2


def test_what_is_kept_has_a_bound_and_what_is_read_stays(reader, claim, monkeypatch):
    reader("/claims/")
    monkeypatch.setattr(fronts, "MOST", 3 * reader.front.store.bytes)
    for n in range(12):
        reader(f"/claims/?q=word{n}")
        reader("/claims/")

    assert reader.front.store.bytes <= fronts.MOST
    assert reader.made == 13


@pytest.mark.parametrize("path", ["/api/v1/claims/", "/", "/feeds/changes.json"])
def test_nothing_of_the_one_who_asks_first_is_in_what_others_get(reader, client, claim, path):
    reader(
        path,
        accept="application/json; indent=8; of=one-reader",
        accept_language="ur",
        cookie="csrftoken=" + "x" * 32,
        range="bytes=0-9",
        referer="https://one-reader.example/",
        x_forwarded_host="one-reader.example",
    )

    said = reader(path)

    assert said.body == client.get(path).content
    assert "one-reader" not in str(said.headers)


def test_who_asks_for_json_in_a_form_of_their_own_gets_it(reader, claim):
    indented = {"accept": "application/json; indent=8"}

    first, usual, again = (reader("/api/v1/claims/", **h) for h in (indented, {}, indented))

    assert first.body == again.body != usual.body


def test_what_is_kept_twice_counts_once(monkeypatch):
    headers = [("ETag", '"a"'), ("Content-Type", "text/html")]
    store, answer = fronts.Store(None), fronts.Answer(b"a" * 1000, headers)
    monkeypatch.setattr(fronts, "MOST", 2 * answer.size())

    # As where two threads made it at once.
    for _ in range(3):
        store.keep(("/", "testserver", False), answer)

    assert (len(store.answers), store.bytes) == (1, answer.size())


def test_an_address_that_nobody_means_is_not_kept(reader, claim):
    reader(f"/claims/?q={'a' * 5000}")

    assert not reader.front.store.answers


def test_a_path_with_a_question_mark_in_it_is_no_query(reader, claim):
    assert reader("/claims/?q=said").status == 200

    assert reader("/claims/%3Fq=said").status == 404


def test_an_old_session_cookie_keeps_nobody_from_what_is_kept(reader, claim):
    first = reader("/claims/", cookie=f"{settings.SESSION_COOKIE_NAME}=of-old")
    again = reader("/claims/")

    assert (first.body, first.headers) == (again.body, again.headers)
    assert "Set-Cookie" not in first.headers
    assert reader.made == 1


def test_nobody_is_told_what_was_kept_while_the_database_does_not_answer(reader, monkeypatch):
    reader("/claims/")
    heard(reader)

    def unreachable():
        raise fronts.Error("gone")

    monkeypatch.setattr(fronts, "newest", unreachable)
    reader("/claims/")

    assert reader.made == 2
