"""A passkey in a real browser: made, used to sign in alone, and as a second proof."""

import pytest
from allauth.mfa.models import Authenticator

from claims.domain.roles import Role
from claims.models.desk.sign_in import SignIn
from tests.builders import a_claim, an_editor, published

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def at_the_door(page, live_server, settings):
    """A page with a device that says yes, on a site whose name it knows; the policy is ours."""
    settings.SITE_URL = live_server.url
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    device = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    session.send("WebAuthn.addVirtualAuthenticator", {"options": device})
    an_editor("amina", role=Role.CHIEF)
    page.goto(f"{live_server.url}/admin/login/")
    page.get_by_label("Username:").fill("amina")
    page.get_by_label("Password:").fill("correct horse")
    page.get_by_role("button", name="Sign in").click()
    return page


def test_a_passkey_is_made_and_opens_the_desk_alone_and_proves_again(
    at_the_door, live_server, settings, said
):
    page, claim = at_the_door, published(a_claim())
    settings.PUBLIC = True
    settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = False
    page.goto(f"{live_server.url}/admin/claims/claim/")
    assert page.url.endswith("/admin/account/")
    page.get_by_role("link", name="Add a passkey").click()
    page.get_by_label("Name:").fill("my phone")
    page.get_by_role("button", name="Make a passkey").click()
    page.wait_for_url("**/recovery-codes/")
    assert page.locator(".codes li").count() == 10
    page.get_by_role("link", name="I have written them down").click()
    page.get_by_role("button", name="Log out").click()

    page.goto(f"{live_server.url}/admin/login/?next=/admin/claims/claim/")
    page.get_by_role("button", name="Use a passkey").click()
    page.get_by_role("heading", name="Select claim to change").wait_for()
    page.goto(
        f"{live_server.url}/admin/account/again/?next=/admin/claims/claim/{claim.pk}/retract/"
    )
    page.get_by_role("button", name="Use your passkey").click()
    page.get_by_role("heading", name="Retract", exact=True).wait_for()

    assert Authenticator.objects.filter(type="webauthn").count() == 1
    assert SignIn.objects.count() == 1
    assert said == []
