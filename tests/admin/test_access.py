"""Every address of the desk, by every role and method: let through by the table of roles alone.

Whom the table lets through is met with anything but a refusal; whom it does not, with a refusal
and nothing else. An address that has no row in ``claims/admin/access.py`` fails here.
"""

import re
from unittest.mock import patch

import pytest
from django.contrib.auth.models import User
from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.test import Client
from django.urls import URLResolver, get_resolver, reverse

from claims import actions
from claims.admin.access import ADDRESSES
from claims.admin.site import site
from claims.domain import roles
from claims.domain.roles import Act, Role
from claims.domain.vocabulary import Grounds
from claims.models.desk.claim import Claim
from claims.models.record.entry import head_seq
from tests.admin.desk import signed_in
from tests.builders import (
    NOW,
    a_claim,
    a_figure,
    a_link,
    a_position,
    a_question,
    a_request,
    an_editor,
    published,
)

pytestmark = pytest.mark.django_db
WHO = [None, *Role]
UNSAFE = ("POST", "PUT", "PATCH", "DELETE")
# What the desk has no such form for, whoever asks: it is read there, or made elsewhere.
NEVER = re.compile(
    r"claims_(figure|category|commentrequest|secondlook|errorreport|auditevent|proposal)_(add|delete)$"
    r"|claims_(figure|category|commentrequest|auditevent|proposal)_change$|auth_user_delete$"
)


def routes(patterns=None, before="/admin/"):
    for one in patterns or site.urls[0]:
        route = before + str(one.pattern).lstrip("^").replace("$", "").replace("\\Z", "")
        if isinstance(one, URLResolver):
            yield from routes(one.url_patterns, route)
        else:
            yield route, one.name or ""


# At the shorter address of a proposal stands the page on which it is signed.
ROUTES = sorted(set(routes()) - {("/admin/claims/proposal/<path:object_id>/", "")})


def test_every_address_has_a_row_and_every_row_an_address():
    assert {name for _, name in ROUTES} == set(ADDRESSES)


def test_an_address_without_a_row_lets_nobody_in(client, monkeypatch):
    signed_in(client, an_editor(is_superuser=True))
    monkeypatch.delitem(ADDRESSES, "help")

    assert client.get("/admin/help/").status_code == 403


def test_the_table_of_roles_is_what_we_promise():
    assert {act: {role for role in WHO if roles.may(role, act)} for act in Act} == {
        Act.ENTER: set(WHO),
        Act.LOOK: {Role.VIEWER, Role.REPORTER, Role.EDITOR, Role.CHIEF},
        Act.DRAFT: {Role.REPORTER, Role.EDITOR, Role.CHIEF},
        Act.DELETE: {Role.EDITOR, Role.CHIEF},
        Act.PUBLISH: {Role.EDITOR, Role.CHIEF},
        Act.RETRACT: {Role.CHIEF},
        Act.SUPPRESS: {Role.CHIEF},
        Act.PEOPLE: {Role.CHIEF},
        Act.KEYS: {Role.CHIEF},
        Act.AUDIT: {Role.CHIEF},
    }


def furnish():
    """One thing of each kind, which nobody who asks has recorded."""
    claim, other = a_claim(), a_claim()
    return {
        "claim": claim,
        "source": claim.claimant,
        "report": claim.citations.get().report,
        "event": claim.event,
        "figure": a_figure(claim),
        "link": a_link(claim, other),
        "position": a_position(claim.event),
        "question": a_question(claim.event),
        "commentrequest": a_request(claim),
        "user": an_editor("somebody", role=Role.EDITOR),
    }


def address(route, things):
    """The route with the keys of our things in its gaps; of what there is none, of nothing."""
    kind = next((word for word in route.split("/") if word in things), "")
    key = str(things[kind].pk) if kind else "424242"
    filled = route.replace("<slug:kind>", "claim").replace("<str:secret>", "nothing")
    filled = re.sub(r"\(\?P<app_label>[^)]*\)", "claims", filled)
    filled = filled.replace("(?P<url>.*)", "nowhere")
    if filled.endswith("/autocomplete/"):
        filled += "?app_label=claims&model_name=claim&field_name=event&term=x"
    return re.sub(r"<[^>]+>", key, filled)


def person(role):
    return an_editor(f"a-{role.name.lower() if role else 'nobody'}", role=role)


@pytest.fixture
def unseen():
    """Views run; templates, which take longer than all else, are drawn for nobody."""
    drawn = "claims.admin.{}.{}"
    with (
        patch.object(TemplateResponse, "rendered_content", ""),
        patch(drawn.format("desk_page", "render_to_string"), lambda *_a, **_k: ""),
        patch(drawn.format("signing_in.account", "render"), lambda *_a, **_k: HttpResponse()),
    ):
        yield


@pytest.mark.parametrize("role", WHO)
def test_each_role_is_let_through_where_the_table_says_and_nowhere_else(role, unseen):
    things, client = furnish(), Client()
    who, wrong, cells = person(role), [], 0
    signed_in(client, who)

    for route, name in ROUTES:
        access = ADDRESSES[name]
        if access.anybody or name == "logout":
            continue
        see, do = roles.may(role, access.see), roles.may(role, access.own or access.do)
        methods = ["GET", *(UNSAFE if not do else ["POST"])]
        methods += ["HEAD", "OPTIONS"] if not see else []
        for method in methods:
            let = see if method in ("GET", "HEAD", "OPTIONS") else do
            if name == "app_list" and method != "GET":
                continue
            cells += 1
            status = client.generic(method, address(route, things)).status_code
            if let and (access.own or NEVER.search(name)):
                continue
            if (status != 403) is not let or status >= 500:
                wrong.append((name, method, status, let))

    assert not wrong, wrong
    assert cells > 300
    assert head_seq() == 0


def test_strangers_and_those_who_left_are_let_through_nowhere():
    things, wrong = furnish(), []
    for gone in ({}, {"is_active": False}, {"is_staff": False}):
        client = Client()
        if gone:
            who = an_editor(role=Role.CHIEF)
            signed_in(client, who)
            User.objects.filter(pk=who.pk).update(**gone)
        for route, name in ROUTES:
            if ADDRESSES[name].anybody:
                continue
            to = address(route, things)
            for method in ("GET", *UNSAFE):
                answer = client.generic(method, to)
                if answer.status_code != 302 or not answer.url.startswith("/admin/login/"):
                    wrong.append((name, method, answer.status_code))

    # Where nobody is signed in, there is nothing to sign out of.
    assert [w for w in wrong if w[0] != "logout"] == []


@pytest.mark.parametrize("role", [Role.VIEWER, Role.REPORTER, Role.EDITOR, Role.CHIEF])
@pytest.mark.parametrize("own", [True, False])
@pytest.mark.parametrize("state", ["draft", "published", "retracted", "withheld"])
def test_who_decides_on_what_and_who_deletes_it(role, own, state, unseen):
    """By whose it is and in which state: drafts of one's own, decisions by role."""
    who = person(role)
    claim = Claim(**{**_fields(a_claim()), "slug": "another"})
    claim.save(by=who if own else None)
    claim = _in_state(claim, state)
    client = signed_in(Client(), who)

    let = {
        name: client.post(reverse(f"admin:claims_claim_{name}", args=[claim.pk])).status_code != 403
        for name in ("delete", "change", "status", "publish", "retract", "suppress")
    }

    rank = list(Role).index(role)
    assert let == {
        "delete": state == "draft" and (rank >= 2 or (rank == 1 and own)),
        "change": rank >= 1,
        "status": rank >= 2,
        "publish": rank >= 2,
        "retract": rank == 3,
        "suppress": rank == 3,
    }


def _fields(claim):
    names = ("event", "claimant", "statement")
    return {name: getattr(claim, name) for name in names}


def _in_state(claim, state):
    if state == "draft":
        return claim
    template = a_claim()
    citation = template.citations.get()
    citation.pk, citation.claim = None, claim
    citation.save()
    claim = published(claim)
    if state == "retracted":
        actions.retract(claim, reason="We were wrong.", by=None, at=NOW)
    if state == "withheld":
        actions.suppress(claim, grounds=Grounds.LAW, reason="A court said so.", by=None, at=NOW)
    claim.refresh_from_db()
    return claim


def test_a_reporter_shows_readers_nothing_by_any_button(unseen):
    """The pages on which a reporter works have buttons of those who publish."""
    claim = published(a_claim())
    position = published(a_position(claim.event))
    client, before = signed_in(Client(), person(Role.REPORTER)), head_seq()
    sheet = reverse("admin:claims_event_sheet", args=[claim.event.pk])
    bench = reverse("admin:claims_event_reconcile", args=[claim.event.pk])

    client.post(reverse("admin:claims_claim_changelist"),
                {"action": "publish_selected", "_selected_action": [claim.pk]})  # fmt: skip
    assert client.post(sheet, {"reader": "A friend"}).status_code == 403
    count = f"?measure={position.measure}&counted={position.category.slug}"
    checked = client.post(bench + count, {"_checked": "1"})

    assert checked.status_code == 403
    assert head_seq() == before
    shown = client.get(reverse("admin:claims_claim_change", args=[claim.pk])).context_data
    assert [offer["words"] for offer in shown["decisions"]] == ["Reconcile figures"]
    assert shown["housekeeping"] == []


def test_beside_the_gate_there_is_only_what_signing_in_itself_needs():
    beside = {
        getattr(one, "name", None)
        for one in get_resolver().url_patterns
        if str(one.pattern).startswith("admin/") and getattr(one, "app_name", "") != "admin"
    }

    assert beside == {"account_login", "mfa_authenticate"}


def test_no_form_of_the_desk_is_taken_without_its_token():
    things, client = furnish(), Client(enforce_csrf_checks=True)
    signed_in(client, an_editor(is_superuser=True))

    taken = {
        name: status
        for route, name in ROUTES
        if (status := client.post(address(route, things)).status_code) != 403
    }

    assert taken == {}
