"""Leaving an edited form asks; what was typed survives a closed window, in this browser alone."""

import pytest

from claims.models.desk.claim import Claim
from tests.admin.desk import page as page_of
from tests.builders import a_claim, an_editor, some_evidence

pytestmark = pytest.mark.django_db(transaction=True)
LONG = "The spokesman said that fourteen people had been killed on the road to Quetta."
# Longer than the script waits for somebody who types on.
PAUSE = 900
KEPT = "Object.keys(localStorage).filter((key) => key.startsWith('draft:'))"


@pytest.fixture
def at_claim(transactional_db, live_server):
    an_editor("amina", is_superuser=True)
    claim = a_claim("Fourteen were killed.")
    some_evidence(claim)
    return f"{live_server.url}{page_of('claim', 'change', claim.pk)}"


@pytest.fixture
def amina(desks, at_claim):
    page = desks("amina")
    page.goto(at_claim)
    return page


def typed(page, name, text):
    box = page.locator(f"[name={name}]")
    box.evaluate("box => { for (let at = box; at; at = at.parentElement) at.open = true; }")
    box.fill(text)
    return box


def test_leaving_an_edited_form_asks_and_leaving_an_untouched_one_does_not(amina, at_claim, said):
    asked = []
    amina.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))

    amina.get_by_role("link", name="Home").click()
    amina.wait_for_url("**/admin/")
    amina.goto(at_claim)
    typed(amina, "statement", LONG)
    amina.get_by_role("link", name="Home").click(no_wait_after=True)
    amina.wait_for_timeout(300)

    assert asked == ["beforeunload"]
    assert amina.url == at_claim
    assert amina.locator("[name=statement]").input_value() == LONG
    assert said == []


def test_a_long_text_survives_a_closed_window_and_is_gone_once_saved(amina, at_claim):
    typed(amina, "statement", LONG)
    typed(amina, "evidence-0-note", "Seen by somebody who must not be named.")
    amina.wait_for_timeout(PAUSE)
    again = amina.context.new_page()
    amina.close()

    again.goto(at_claim)
    assert len(again.evaluate(KEPT)) == 1
    again.get_by_role("button", name="Put it back").click()
    assert again.locator("[name=statement]").input_value() == LONG
    again.locator("[name=_continue]").first.click()
    again.locator(".messagelist .success").wait_for()

    assert Claim.objects.get(statement=LONG)
    assert again.evaluate(KEPT) == []
    assert again.get_by_role("button", name="Put it back").count() == 0


def test_signing_out_leaves_no_draft_behind(amina):
    amina.on("dialog", lambda dialog: dialog.accept())
    typed(amina, "statement", LONG)
    amina.wait_for_timeout(PAUSE)

    amina.get_by_role("button", name="Log out").click()
    amina.get_by_text("Logged out").first.wait_for()

    assert amina.evaluate(KEPT) == []
