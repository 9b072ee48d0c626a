"""Pages are answered by digest, the same for everybody, and never set a cookie."""

import base64
import hashlib
import re

import pytest
from django.http import HttpResponse
from django.test import Client

from claims.lookup.cache import record_page
from tests.builders import a_claim, a_source, an_editor, an_event, published

pytestmark = pytest.mark.django_db

PAGES = ["/", "/claims/", "/changes/", "/methodology/", "claim"]


@pytest.fixture(params=PAGES)
def path(request):
    claim = published(a_claim(claimant=a_source(), event=an_event()))
    return f"/claims/{claim.slug}/" if request.param == "claim" else request.param


def test_a_reader_who_has_the_page_gets_no_second_copy(client, path):
    first = client.get(path)

    again = client.get(path, headers={"If-None-Match": first["ETag"]})

    assert again.status_code == 304
    assert again.content == b""
    assert again["ETag"] == first["ETag"]


def test_a_page_that_changed_has_another_digest(client):
    claim = published(a_claim())
    first = client.get("/claims/")
    published(a_claim(claimant=claim.claimant))

    again = client.get("/claims/", headers={"If-None-Match": first["ETag"]})

    assert again.status_code == 200
    assert again["ETag"] != first["ETag"]


def test_what_did_not_change_keeps_its_digest_when_something_else_does(client):
    claim = published(a_claim())
    first = client.get(f"/claims/{claim.slug}/")
    published(a_claim())

    assert client.get(f"/claims/{claim.slug}/")["ETag"] == first["ETag"]


def test_parameters_nobody_knows_change_nothing(client, path):
    first = client.get(path)

    again = client.get(path + "?utm_source=somewhere&fbclid=1")

    assert again["ETag"] == first["ETag"]


def test_nothing_depends_on_who_asks(client, path):
    editor = Client()
    editor.force_login(an_editor())

    known, unknown = editor.get(path), client.get(path)

    assert known.content == unknown.content
    for answer in (known, unknown):
        assert not answer.cookies
        assert "Cookie" not in answer.get("Vary", "")
        assert answer["Cache-Control"] == "public, max-age=0, must-revalidate"


@pytest.mark.parametrize("private", ["COOKIES", "META", "headers", "session", "user"])
def test_a_page_cannot_read_who_asks(rf, private):
    @record_page("as_of")
    def nosy(request):
        return HttpResponse(str(getattr(request, private)))

    asked = rf.get("/nosy/", headers={"Cookie": "sessionid=secret"})
    asked.user, asked.session = an_editor(), {"of": "an editor"}

    with pytest.raises(AttributeError, match=private):
        nosy(asked)


def test_a_page_reads_the_parameters_it_names_alone(rf):
    @record_page("as_of", "q")
    def echo(request):
        return HttpResponse(request.GET.urlencode())

    assert echo(rf.get("/echo/?q=one&user=two&as_of=3")).content == b"as_of=3&q=one"


def test_the_style_in_a_page_is_the_one_that_its_policy_allows(client, path):
    fresh = client.get(path)
    same = client.get(path, headers={"If-None-Match": fresh["ETag"]})

    style = re.search(r"<style>(.*?)</style>", fresh.content.decode(), re.S)[1]
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    for answer in (fresh, same):
        assert f"'sha256-{digest}'" in answer["Content-Security-Policy"]
        assert "unsafe-inline" not in answer["Content-Security-Policy"]
    assert '<link rel="stylesheet"' not in fresh.content.decode()


def test_a_head_request_gets_the_headers_alone(client, path):
    whole, head = client.get(path), client.head(path)

    assert head.content == b""
    assert head["ETag"] == whole["ETag"]


def test_nothing_can_be_written_to_a_page(client, path):
    assert client.post(path).status_code == 405


SET = {
    "SITE_NAME": "The Courier",
    "SITE_URL": "https://courier.example",
    "DATA_LICENCE": "ODbL",
    "DATA_LICENCE_URL": "https://licence.example/odbl/",
}


@pytest.mark.parametrize("name", SET)
def test_what_is_set_anew_is_read_at_once(client, path, settings, name):
    before = client.get(path).content.decode()
    setattr(settings, name, SET[name])

    shown = client.get(path).content.decode()

    assert SET[name] not in before
    assert SET[name] in shown


@pytest.mark.parametrize("name", SET)
@pytest.mark.parametrize("address", ["/api/v1/claims/", "/export/claims.csv"])
def test_an_answer_under_other_settings_is_another(client, settings, address, name):
    published(a_claim())
    before = client.get(address)
    setattr(settings, name, SET[name])

    again = client.get(address, headers={"If-None-Match": before["ETag"]})

    assert again.status_code == 200


# Nothing listens on port 1.
NOBODY = {
    "BACKEND": "django.core.cache.backends.redis.RedisCache",
    "LOCATION": "redis://127.0.0.1:1/0",
}


def test_a_picture_is_drawn_while_the_cache_is_down(client, settings, caplog):
    address = f"/claims/{published(a_claim()).slug}/picture.png"
    usual = client.get(address)
    settings.CACHES = {**settings.CACHES, "default": NOBODY}

    answer = client.get(address)

    assert answer.status_code == 200
    assert answer.content == usual.content
    assert answer.headers == usual.headers
    said = [line for line in caplog.messages if "The cache does not answer" in line]
    assert len(said) == 1
