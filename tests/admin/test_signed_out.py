"""The session ends while somebody types: nothing typed is lost, and nothing is done unasked."""

import html
import re

import pytest
from django.test import Client

from claims.models.desk.claim import Claim
from tests.admin.desk import opened, page, words
from tests.builders import a_claim, a_figure, an_editor, an_event
from tests.fuzz.forms import Forms

pytestmark = pytest.mark.django_db
TYPED = "Everything I found out tonight. “ہلاک” & <b>more</b>"
HERE = {"HTTP_ORIGIN": "http://testserver"}


@pytest.fixture
def late():
    """An editor whose browser checks tokens, with an edited form, after the session ended."""
    client = Client(enforce_csrf_checks=True)
    client.force_login(an_editor("amina", is_superuser=True))
    claim = a_claim()
    address = page("claim", "change", claim.pk)
    sent = {**opened(client, address), "private_note": TYPED, "_continue": "Save"}
    client.get(address)
    sent["csrfmiddlewaretoken"] = client.cookies["csrftoken"].value
    client.cookies.pop("sessionid")
    return client, claim, address, sent


def hidden(response):
    """The fields of the page's own form."""
    found = {}
    own = response.content.decode()
    for tag in re.findall(r"<input[^>]+>", own):
        name, value = (re.search(rf'{n}="([^"]*)"', tag) for n in ("name", "value"))
        if name:
            found[html.unescape(name[1])] = html.unescape(value[1]) if value else ""
    return found


def sign_in(client, response, *, password="correct horse"):
    sent = {**hidden(response), "username": "amina", "password": password}
    return client.post("/admin/login/", sent, **HERE)


def test_a_form_sent_after_the_session_ended_is_sent_on_after_signing_in(late):
    client, claim, address, sent = late

    asked = client.post(address, sent, **HERE)
    assert asked.status_code == 403
    assert "Sign in: then what you typed is sent on" in words(asked)
    assert TYPED in words(asked)
    again = sign_in(client, sign_in(client, asked, password="wrong"))
    fields = hidden(again)
    assert f'action="{address}"' in again.content.decode()
    saved = client.post(address, fields, **HERE)

    assert saved.status_code == 302
    claim.refresh_from_db()
    assert claim.private_note == TYPED


def quick_add(event):
    number = {"words": "9", "measure": "killed", "counted": "all", "event": str(event.pk)}
    typed = {"claimant": "ISPR", "statement": TYPED, "said": "2024-08-26", "_draft": "Save"}
    return "/admin/claims/quick/", number | typed


def a_table(event):
    table = f"claimant,statement,note\r\nISPR,They came.,{TYPED}\r\n"
    return "/admin/claims/paste/", {"event": str(event.pk), "table": table, "_check": "1"}


def workbench(event):
    figure = a_figure(a_claim(event=event), 5)
    note = {f"f{figure.pk}-note": TYPED, f"f{figure.pk}-how": "leave_out", "_save": "1"}
    return f"/admin/claims/event/{event.pk}/reconcile/?measure=killed", note


@pytest.mark.parametrize("typed_on", [quick_add, a_table, workbench])
def test_what_is_typed_on_any_page_comes_back_whole(typed_on):
    client = Client(enforce_csrf_checks=True)
    client.force_login(an_editor("amina", is_superuser=True))
    address, typed = typed_on(an_event("The raid"))
    form = max(Forms(client.get(address).content.decode()).found, key=len)
    sent = dict(form) | typed
    sent["csrfmiddlewaretoken"] = client.cookies["csrftoken"].value
    client.cookies.pop("sessionid")

    asked = client.post(address, sent, **HERE)
    again = sign_in(client, asked)

    assert asked.status_code == 403
    assert f'action="{html.escape(address)}"' in again.content.decode()
    held = hidden(again)
    assert {name: held.get(name) for name in typed} == typed
    assert client.post(address, held, **HERE).status_code in (200, 302)


def test_nothing_is_saved_by_signing_in_alone(late):
    client, claim, address, sent = late

    sign_in(client, client.post(address, sent, **HERE))

    claim.refresh_from_db()
    assert (claim.private_note, claim.version) == ("", 1)


def test_a_form_with_the_token_of_an_earlier_sign_in_is_shown_again(late):
    client, claim, address, sent = late
    client.login(username="amina", password="correct horse")
    client.get(address)

    for token in ("", "x" * 64):
        shown = client.post(address, sent | {"csrfmiddlewaretoken": token}, **HERE)
        assert shown.status_code == 200
        assert "Send on what you typed" in words(shown)
        assert TYPED in words(shown)
    saved = client.post(address, hidden(shown), **HERE)

    assert saved.status_code == 302
    claim.refresh_from_db()
    assert claim.private_note == TYPED


@pytest.mark.parametrize("origin", [{}, {"HTTP_ORIGIN": "https://evil.example"}])
def test_what_another_site_sends_is_never_repeated(late, origin):
    client, _, address, sent = late
    client.login(username="amina", password="correct horse")

    refused = client.post(address, sent | {"csrfmiddlewaretoken": ""}, **origin)

    assert refused.status_code == 403
    assert TYPED not in words(refused)


def test_signing_in_leads_nowhere_but_to_the_desk(late):
    client, _, address, sent = late
    asked = client.post(address, sent, **HERE)

    for evil in ("https://evil.example/", "//evil.example/", "/claims/", "javascript:alert(1)"):
        fields = {**hidden(asked), "next": evil, "username": "amina", "password": "correct horse"}
        answer = client.post("/admin/login/", fields, **HERE)
        assert 'action="/admin/"' in answer.content.decode()
        client.logout()
        asked = client.post(address, sent, **HERE)


def test_no_password_is_held(late):
    client, *_ = late

    typed = {"old_password": "correct horse", "new_password1": "battery", "new_password2": "staple"}
    typed["csrfmiddlewaretoken"] = client.cookies["csrftoken"].value
    answer = client.post("/admin/password_change/", typed, **HERE)

    assert answer.status_code == 302
    assert "battery" not in answer.content.decode()


@pytest.mark.parametrize("held", ["", "[", "[[[", "{}", "3", '[["a"]]', '[["a","b","c"]]', "[1]"])
def test_what_was_not_held_by_us_is_left_out(client, held):
    an_editor("amina", is_superuser=True)

    typed = {"username": "amina", "password": "correct horse", "held": held, "next": "/admin/"}

    assert client.post("/admin/login/", typed).status_code == 302
    assert not Claim.objects.exists()
