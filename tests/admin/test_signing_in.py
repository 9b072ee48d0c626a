"""The desk's door: factors, codes that are good once, limits, links, sessions, step-up."""

import re
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from django.contrib.auth.models import User
from django.db import connections
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from claims.admin.signing_in.codes import use_code
from claims.domain.roles import Role
from claims.models.desk.claim import Claim
from claims.models.desk.sign_in import SignIn, Tries, give_back, take
from tests.admin.desk import signed_in, words
from tests.builders import NOW, a_claim, an_editor, published

pytestmark = pytest.mark.django_db
PASSWORD = "correct horse"
NEW = {"new_password1": "staple battery", "new_password2": "staple battery"}
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
LOGIN = "/admin/login/"
SECOND = "/admin/login/second-step/"


@pytest.fixture
def for_readers(settings):
    """A site that readers reach, as far as the door is concerned."""
    settings.PUBLIC = True


def code_now(steps=0):
    return format_hotp_value(hotp_value(SECRET, int(time.time()) // 30 + steps))


def with_app(person):
    TOTP.activate(person, SECRET)
    RecoveryCodes.activate(person)
    return person


def sign_in(client, name="amina", password=PASSWORD, address="10.0.0.1", **more):
    sent = {"username": name, "password": password, **more}
    return client.post(LOGIN, sent, REMOTE_ADDR=address)


def is_in(client):
    return client.get("/admin/help/").status_code == 200


# Who is asked what.


def test_the_demonstration_asks_for_no_second_factor(client):
    an_editor("amina", role=Role.CHIEF)

    assert sign_in(client).status_code == 302
    assert is_in(client)


@pytest.mark.parametrize("role", [Role.REPORTER, Role.EDITOR, Role.CHIEF])
def test_who_writes_on_a_site_for_readers_gets_no_further_without_a_second_factor(
    client, for_readers, role
):
    claim = a_claim()
    an_editor("amina", role=role)
    sign_in(client)

    for address in ("/admin/", "/admin/help/", f"/admin/claims/claim/{claim.pk}/change/"):
        assert client.get(address).url == "/admin/account/"
        assert client.post(address, {"post": "yes"}).url == "/admin/account/"
    assert "needs a second factor" in words(client.get("/admin/account/"))


def test_who_only_looks_needs_none(client, for_readers):
    an_editor("amina", role=Role.VIEWER)
    sign_in(client)

    assert is_in(client)


def test_an_app_is_added_and_asked_for(client, for_readers):
    person = an_editor("amina", role=Role.EDITOR)
    sign_in(client)
    shown = client.get("/admin/account/app/")
    secret = shown.context["secret"].replace(" ", "")
    counter = int(time.time()) // 30
    assert client.get("/admin/account/app/picture.svg").content.startswith(b"<?xml")
    wrong = client.post("/admin/account/app/", {"code": "000000x"})
    assert not Authenticator.objects.exists()
    assert "That is not the number" in words(wrong)

    code = format_hotp_value(hotp_value(secret, counter))
    added = client.post("/admin/account/app/", {"code": code})

    assert added.url == "/admin/account/recovery-codes/"
    assert len(re.findall(r"<code dir=\"ltr\">", client.get(added.url).content.decode())) == 10
    assert is_in(client)
    assert secret not in str(Authenticator.objects.get(user=person, type="totp").data)
    client.post("/admin/logout/")
    assert sign_in(client).url == SECOND
    assert not is_in(client)
    # The code by which it was added opens nothing.
    assert client.post(SECOND, {"code": code}).status_code == 200
    assert not is_in(client)
    ahead = format_hotp_value(hotp_value(secret, counter + 1))
    assert client.post(SECOND, {"code": ahead}).status_code == 302
    assert is_in(client)


def test_a_recovery_code_opens_once(client):
    person = with_app(an_editor("amina", role=Role.EDITOR))
    row = Authenticator.objects.get(user=person, type="recovery_codes")
    code = RecoveryCodes(row).get_unused_codes()[0]

    for opens in (True, False):
        client.post("/admin/logout/")
        sign_in(client)
        client.post(SECOND, {"code": code})
        assert is_in(client) is opens


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("kind", ["app", "recovery"])
def test_of_twenty_tries_with_one_code_at_once_one_is_good(kind):
    person = with_app(an_editor("amina", role=Role.EDITOR))
    row = Authenticator.objects.get(user=person, type="recovery_codes")
    code = code_now() if kind == "app" else RecoveryCodes(row).get_unused_codes()[0]

    def one(_):
        try:
            return use_code(person, code) is not None
        finally:
            connections.close_all()

    with ThreadPoolExecutor(20) as pool:
        assert sorted(pool.map(one, range(20))) == [False] * 19 + [True]


def test_a_session_by_password_alone_is_no_way_round_a_factor_added_elsewhere(client, for_readers):
    person = an_editor("amina", role=Role.EDITOR)
    signed_in(client, with_app(person))

    assert client.get("/admin/").url == "/admin/account/again/"
    assert client.post("/admin/account/again/", {"password": PASSWORD}).status_code == 200
    assert client.get("/admin/").status_code == 302
    client.post("/admin/account/again/", {"code": code_now()})
    assert client.get("/admin/").status_code == 200


def test_the_only_factor_of_who_needs_one_is_not_removed(client, for_readers):
    person = with_app(an_editor("amina", role=Role.EDITOR))
    signed_in(client, person, "mfa")
    row = Authenticator.objects.get(user=person, type="totp")

    client.post(reverse("admin:remove_factor", args=[row.pk]))

    assert Authenticator.objects.filter(pk=row.pk).exists()


def test_nobody_removes_what_is_of_another(client):
    other = with_app(an_editor("omar", role=Role.EDITOR))
    signed_in(client, an_editor("amina", role=Role.CHIEF))

    for row in Authenticator.objects.filter(user=other):
        assert client.post(reverse("admin:remove_factor", args=[row.pk])).status_code == 404


@pytest.mark.parametrize("typed", ["", "{", "[]", "null", '"x"', '{"response": 3}',
                                   '{"response": {"userHandle": "eA"}}', "[" * 5000])  # fmt: skip
def test_what_no_device_said_opens_nothing(client, typed):
    an_editor("amina", role=Role.EDITOR)
    client.get("/admin/login/passkey/")

    answer = client.post(LOGIN, {"credential": typed, "username": "", "password": ""})

    assert answer.status_code == 200
    assert not is_in(client)


def test_nobody_signs_up(client):
    for path in ("signup/", "account/signup/", "login/signup/"):
        client.post(f"/admin/{path}", {"username": "eve", "password1": PASSWORD})
    assert not User.objects.exists()


# Limits.


def test_wrong_passwords_come_to_an_end_and_others_are_not_locked_out(client):
    an_editor("amina", role=Role.EDITOR)
    an_editor("omar", role=Role.EDITOR)

    said = [sign_in(client, password="wrong").status_code for _ in range(12)]

    assert said == [200] * 10 + [429] * 2
    refused = sign_in(client)
    assert (refused.status_code, refused["Retry-After"]) == (429, "3600")
    assert not is_in(client)
    # Another account, from the same address and from elsewhere.
    assert sign_in(Client(), name="omar").status_code == 302
    assert sign_in(Client(), name="omar", address="10.9.9.9").status_code == 302


def test_who_tries_a_name_from_elsewhere_does_not_lock_its_owner_out(client):
    an_editor("amina", role=Role.EDITOR)
    sign_in(client)
    client.post("/admin/logout/")
    for n in range(40):
        sign_in(Client(), password="wrong", address=f"10.1.{n}.1")
    for _ in range(25):
        sign_in(Client(), name="whoever", password="wrong", address="10.0.0.1")

    assert sign_in(Client(), address="10.2.2.2").status_code == 429
    # The browser in which she signed in before, beside which the others sat.
    assert sign_in(client).status_code == 302


def test_an_address_is_counted_over_all_names_and_by_its_network():
    an_editor("amina", role=Role.EDITOR)
    one = "2001:db8:1:1::{:x}"

    said = [
        sign_in(Client(), name=f"n{n}", password="wrong", address=one.format(n)).status_code
        for n in range(22)
    ]

    assert said == [200] * 20 + [429] * 2
    assert sign_in(Client(), address="2001:db8:1:2::1").status_code == 302


def test_many_colleagues_sign_in_from_one_address():
    an_editor("amina", role=Role.EDITOR)

    assert {sign_in(Client()).status_code for _ in range(25)} == {302}


def test_codes_come_to_an_end_too(client):
    with_app(an_editor("amina", role=Role.EDITOR))
    sign_in(client)

    said = [client.post(SECOND, {"code": "000000x"}).status_code for _ in range(11)]

    assert said == [200] * 10 + [429]
    assert client.post(SECOND, {"code": code_now()}).status_code == 429
    assert not is_in(client)


@pytest.mark.django_db(transaction=True)
def test_tries_at_once_are_counted_each():
    def one(_):
        try:
            return take([("somebody", 10)], NOW)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(20) as pool:
        assert sum(pool.map(one, range(20))) == 10


def test_an_allowance_comes_back_after_its_hour_and_what_was_right_costs_nothing():
    this = [("somebody", 1)]

    assert take(this, NOW)
    assert not take(this, NOW)
    give_back(this, NOW)
    assert take(this, NOW)
    assert not take([("nobody", 5), *this], NOW)
    assert take(this, NOW + timedelta(minutes=61))
    assert all("somebody" not in row.key for row in Tries.objects.all())


# Sessions.


def test_a_session_ends_after_two_idle_hours_and_after_twelve_in_any_case(client):
    amina = an_editor("amina", role=Role.EDITOR)
    for moved in ({"seen_at": 121}, {"begun_at": 12 * 60 + 1}):
        signed_in(client, amina)
        assert is_in(client)
        ago = {name: timezone.now() - timedelta(minutes=n) for name, n in moved.items()}
        SignIn.objects.update(**ago)

        assert not is_in(client)
        assert not SignIn.objects.exists()


def test_a_page_that_stays_open_keeps_no_session_alive(client):
    claim = a_claim()
    signed_in(client, an_editor("amina", role=Role.EDITOR))
    client.get("/admin/help/")
    before = timezone.now() - timedelta(minutes=100)
    SignIn.objects.update(seen_at=before)

    client.post(f"/admin/presence/claim/{claim.pk}/")

    assert SignIn.objects.get().seen_at == before
    client.get("/admin/help/")
    assert SignIn.objects.get().seen_at > before


def test_ones_sessions_are_listed_and_ended_by_oneself_and_by_the_chief():
    amina = an_editor("amina", role=Role.EDITOR)
    here, phone, chief, eve = Client(), Client(), Client(), Client()
    signed_in(phone, amina).get("/admin/help/", HTTP_USER_AGENT="Phone <b>")
    signed_in(here, amina).get("/admin/help/", HTTP_USER_AGENT="Laptop")
    signed_in(chief, an_editor("chief", role=Role.CHIEF))
    signed_in(eve, an_editor("eve", role=Role.EDITOR))
    told = words(here.get("/admin/account/"))
    assert "Phone <b>" in told
    assert "Laptop" in told
    row = SignIn.objects.get(browser="Phone <b>")
    end = reverse("admin:end_sign_in", args=[row.pk])

    assert eve.post(end).status_code == 404
    assert is_in(phone)
    here.post(end)
    assert not is_in(phone)
    assert is_in(here)
    page = reverse("admin:auth_user_signs_in", args=[amina.pk])
    assert "Laptop" in words(chief.get(page))
    chief.post(page, {"end": SignIn.objects.get(browser="Laptop").pk})
    assert not is_in(here)


def test_a_new_password_ends_the_other_sessions(client):
    amina, other = an_editor("amina", role=Role.EDITOR), Client()
    signed_in(client, amina)
    signed_in(other, amina)
    assert is_in(client)
    assert is_in(other)

    sent = {"old_password": PASSWORD, **NEW}
    assert client.post("/admin/password_change/", sent).status_code == 302

    assert is_in(client)
    assert not is_in(other)
    assert SignIn.objects.count() == 1


@pytest.mark.parametrize("lost", ["is_active", "is_staff"])
def test_who_leaves_is_out_at_once(client, lost):
    amina = an_editor("amina", role=Role.EDITOR)
    signed_in(client, amina)
    assert is_in(client)

    User.objects.filter(pk=amina.pk).update(**{lost: False})

    assert client.get("/admin/help/").url.startswith(LOGIN)
    assert client.get(LOGIN).status_code == 200
    assert sign_in(client).status_code == 200


# Step-up.


def test_what_cannot_be_taken_back_asks_again_after_a_quarter_of_an_hour(client):
    claim = published(a_claim())
    page = reverse("admin:claims_claim_suppress", args=[claim.pk])
    signed_in(client, an_editor("amina", role=Role.CHIEF), ago=14 * 60)
    assert client.get(page).status_code == 200
    signed_in(client, User.objects.get(username="amina"), ago=16 * 60)

    asked = client.get(page)
    assert asked.url == f"/admin/account/again/?next={page}"
    assert "That is not your password" in words(client.post(asked.url, {"password": "wrong"}))
    assert client.get(page).status_code == 302

    assert client.post(asked.url, {"password": PASSWORD, "next": page}).url == page
    assert client.get(page).status_code == 200


def test_an_address_at_which_drafts_are_read_is_given_out_after_a_fresh_proof(client):
    event = a_claim().event
    sheet = reverse("admin:claims_event_sheet", args=[event.pk])
    person = an_editor("amina", role=Role.CHIEF)

    asked = signed_in(client, person, ago=16 * 60).post(sheet, {"reader": "A partner"})
    assert asked.status_code == 403
    assert "Is it you?" in words(asked)
    assert not event.live_tables.exists()
    signed_in(client, person).post(sheet, {"reader": "A partner"})

    assert event.live_tables.get().reader == "A partner"


def test_a_form_that_was_open_too_long_is_sent_on_after_the_proof(client):
    person = with_app(an_editor("amina", role=Role.CHIEF))
    claim = published(a_claim())
    page = reverse("admin:claims_claim_retract", args=[claim.pk])
    signed_in(client, person, "mfa", ago=16 * 60)

    asked = client.post(page, {"reason": "We were wrong about this.", "_confirm": "1"})

    assert asked.status_code == 403
    assert "We were wrong about this." in words(asked)
    fields = {"held": asked.context["held_json"], "next": asked.context["next"]}
    again = client.post("/admin/account/again/", {**fields, "code": "12"})
    assert "We were wrong about this." in words(again)
    sent_on = client.post("/admin/account/again/", {**fields, "code": code_now()})
    assert f'action="{page}"' in sent_on.content.decode()
    assert 'value="We were wrong about this."' in sent_on.content.decode()
    claim.refresh_from_db()
    assert claim.publication == "published"


def test_what_was_typed_goes_through_the_second_step(client):
    with_app(an_editor("amina", role=Role.EDITOR))
    claim = a_claim()
    page = f"/admin/claims/claim/{claim.pk}/change/"

    asked = client.post(page, {"statement": "Typed late at night."})
    fields = {"held": asked.context["held_json"], "next": asked.context["next"]}
    second = sign_in(client, **fields)
    assert "Typed late at night." in words(second)
    assert f'action="{SECOND}"' in second.content.decode()
    again = client.post(SECOND, {**fields, "code": "12"})
    assert "Typed late at night." in words(again)
    done = client.post(SECOND, {**fields, "code": code_now()})

    assert f'action="{page}"' in done.content.decode()
    assert 'value="Typed late at night."' in done.content.decode()
    assert Claim.objects.get().statement != "Typed late at night."


# Links.


def test_who_is_invited_sets_a_password_by_a_link_that_is_good_once(client):
    chief, new = Client(), Client()
    signed_in(chief, an_editor("chief", role=Role.CHIEF))

    shown = chief.post(
        "/admin/auth/user/add/", {"username": "sana", "role": "Editors", "email": "s@example.org"}
    )
    link = re.search(r"http://testserver(/admin/login/password/[^<]+)<", shown.content.decode())[1]
    person = User.objects.get(username="sana")
    assert (person.is_staff, person.has_usable_password()) == (True, False)
    assert link not in chief.get(shown.request["PATH_INFO"]).content.decode()
    opened = new.get(link)
    assert new.post(opened.url, {**NEW, "new_password2": "other"}).status_code == 200
    assert new.post(opened.url, NEW).url == LOGIN

    assert sign_in(new, name="sana", password="staple battery").status_code == 302
    assert "good no more" in words(client.get(link))


def test_a_link_gives_no_way_round_a_second_factor(client):
    person = with_app(an_editor("amina", role=Role.EDITOR))
    chief = signed_in(Client(), an_editor("chief", role=Role.CHIEF))
    shown = chief.post(reverse("admin:auth_user_signs_in", args=[person.pk]), {"link": "1"})
    link = re.search(r"http://testserver(/admin/login/password/[^<]+)<", shown.content.decode())[1]

    client.post(client.get(link).url, NEW)

    assert sign_in(client, password="staple battery").url == SECOND
    assert not is_in(client)


def test_a_link_is_mailed_where_mail_is_set_up(client, settings, mailoutbox):
    settings.MAIL = True
    settings.SITE_URL = "https://claims.example.org"
    signed_in(client, an_editor("chief", role=Role.CHIEF))
    sent = {"username": "sana", "role": "Editors", "email": "sana@example.org"}

    told = client.post("/admin/auth/user/add/", sent, HTTP_HOST="testserver")

    assert told.status_code == 302
    assert mailoutbox[0].to == ["sana@example.org"]
    assert "https://claims.example.org/admin/login/password/" in mailoutbox[0].body


def test_a_forgotten_password_tells_nothing_of_who_is_here(client, settings, mailoutbox):
    settings.MAIL = True
    an_editor("amina", role=Role.EDITOR, email="amina@example.org")

    for name in ("nobody", "amina"):
        said = words(client.post("/admin/login/forgotten/", {"username": name}))
        assert "If somebody of this name has an address with us" in said
    refused = [
        client.post("/admin/login/forgotten/", {"username": f"n{n}"}).status_code for n in range(20)
    ]
    assert refused[-1] == 429


def test_a_wrong_name_and_a_wrong_password_are_answered_alike(client):
    an_editor("amina", role=Role.EDITOR)
    an_editor("gone", role=Role.EDITOR, is_active=False)

    answers = [sign_in(Client(), name, "wrong") for name in ("amina", "nobody", "gone")]
    said = {
        re.sub(r'value="[^"]*"', "", answer.content.decode()).replace(name, "")
        for answer, name in zip(answers, ("amina", "nobody", "gone"), strict=True)
    }

    assert len(said) == 1


def test_no_page_of_the_door_is_kept_by_a_cache(client):
    with_app(an_editor("amina", role=Role.CHIEF))
    for address in (LOGIN, "/admin/login/forgotten/", "/admin/login/passkey/"):
        assert "no-store" in client.get(address)["Cache-Control"]
    sign_in(client)
    assert "no-store" in client.get(SECOND)["Cache-Control"]
    client.post(SECOND, {"code": code_now()})
    for name in ("account", "account/again", "account/recovery-codes", "account/passkey"):
        assert "no-store" in client.get(f"/admin/{name}/")["Cache-Control"], name


# Roles of people.


def person_page(person):
    return reverse("admin:auth_user_change", args=[person.pk])


def test_nobody_changes_their_own_role(client):
    chief = an_editor("chief", role=Role.CHIEF)
    other = an_editor("other", role=Role.CHIEF)
    signed_in(client, chief)

    for person in (chief, other):
        sent = {"username": person.username, "role": "Editors"}
        assert client.post(person_page(person), sent).status_code == 302
        person.refresh_from_db()

    held = {p.username: (p.groups.get().name, p.is_active) for p in (chief, other)}
    assert held == {"chief": ("Chiefs", True), "other": ("Editors", False)}


def test_the_form_of_a_person_raises_nobody_above_chief(client):
    signed_in(client, an_editor("chief", role=Role.CHIEF))
    other = an_editor("other", role=Role.EDITOR)

    sent = {"username": "other", "role": "Chiefs", "is_active": "on"}
    client.post(person_page(other), {**sent, "is_superuser": "on", "user_permissions": ["1"]})

    other.refresh_from_db()
    assert other.is_superuser is False
    assert not other.user_permissions.exists()
