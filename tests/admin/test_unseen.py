"""What cannot be seen in a text is shown to the editor, and taken out or kept with consent."""

import html
import re

import pytest

from claims.models.desk.claim import Citation
from claims.models.desk.source import Source
from claims.models.record.entry import EntryBody
from tests.admin.decision import Page
from tests.admin.desk import at_the_desk, errors, opened, page, save, typed
from tests.builders import a_claim, a_source, an_event, published, published_state

pytestmark = pytest.mark.django_db
# A joiner between Latin letters: in German print it keeps a ligature apart, elsewhere it hides.
APART = "Auf\u200clage"


@pytest.fixture
def desk():
    return at_the_desk()


def offered(response):
    """What a tick would keep."""
    found = re.findall(r'name="keep-as-typed" value="([^"]*)"', response.content.decode())
    return [html.unescape(one) for one in found]


def citation(claim):
    return claim.citations.get()


def test_what_a_text_may_need_is_kept_once_an_editor_says_so(desk, client):
    claim = a_claim()
    address = page("claim", "change", claim.pk)
    asked = save(desk, address, opened(desk, address) | {"citations-0-quote": APART})

    assert any("zero width non-joiner (U+200C)" in error for error in errors(asked))
    assert offered(asked) == [APART]
    assert typed(asked.context)["citations-0-quote"] == "Auflage"
    saved = save(desk, address, typed(asked.context) | {"keep-as-typed": offered(asked)})

    assert saved.status_code == 302, errors(saved)
    assert citation(claim).quote == APART
    again = save(desk, address, opened(desk, address) | {"short": "Not asked again"})
    assert again.status_code == 302, errors(again)
    assert citation(claim).quote == APART


def test_readers_are_never_shown_what_was_kept(desk, client):
    claim = a_claim()
    row = citation(claim)
    row.quote = APART
    row.save()
    published(claim)

    assert published_state(claim)["citations"][0]["quote"] == "Auflage"
    for address in (f"/claims/{claim.slug}/", f"/api/v1/claims/{claim.slug}/", "/claims/"):
        assert "\u200c" not in client.get(address).content.decode()
    claim.refresh_from_db()
    assert claim.changed is False


def test_without_the_tick_it_is_taken_out(desk):
    claim = a_claim()
    address = page("claim", "change", claim.pk)
    asked = save(desk, address, opened(desk, address) | {"citations-0-quote": APART})

    save(desk, address, typed(asked.context))

    assert citation(claim).quote == "Auflage"


@pytest.mark.parametrize("text", ["not \u202edemrifnoc\u202c", "fine\U000e0041\U000e007f"])
def test_what_reorders_or_hides_is_never_kept(desk, text):
    claim = a_claim()
    address = page("claim", "change", claim.pk)
    asked = save(desk, address, opened(desk, address) | {"citations-0-quote": text})

    assert offered(asked) == []
    save(desk, address, typed(asked.context) | {"keep-as-typed": [text]})

    assert text not in citation(claim).quote
    assert "\u202e" not in citation(claim).quote


def test_what_a_script_needs_is_kept_unasked(desk):
    claim = a_claim()
    address = page("claim", "change", claim.pk)
    needed = "می\u200cشود 👨\u200d👩\u200d👧 ශ්\u200dරී"

    saved = save(desk, address, opened(desk, address) | {"citations-0-quote": needed})

    assert saved.status_code == 302, errors(saved)
    assert citation(claim).quote == needed


def test_a_name_in_mixed_scripts_is_kept_once_an_editor_has_looked(desk):
    source = a_source("Paper")
    address = page("source", "change", source.pk)
    asked = save(desk, address, opened(desk, address) | {"name": "I\u0405PR"})

    assert any("mixes letters that look alike" in error for error in errors(asked))
    saved = save(desk, address, typed(asked.context) | {"keep-as-typed": offered(asked)})

    assert saved.status_code == 302, errors(saved)
    assert Source.objects.get(pk=source.pk).name == "I\u0405PR"


def test_words_in_quick_add_are_kept_once_an_editor_says_so(desk):
    sent = {
        "address": "https://dawn.example/news/1",
        "quote": APART,
        "claimant": "ISPR",
        "statement": "A second printing came out.",
        "event": an_event("Attacks").pk,
        "title": "A report",
        "publisher": "Dawn",
    }
    asked = desk.post("/admin/claims/quick/", sent)

    assert offered(asked) == [APART]
    assert not Citation.objects.exists()
    saved = desk.post("/admin/claims/quick/", sent | {"quote": "Auflage", "keep-as-typed": APART})

    assert saved.status_code == 302
    assert Citation.objects.get().quote == APART


def test_a_reason_is_kept_through_preview_and_confirmation_and_readers_see_it_without(desk, client):
    claim = published(a_claim())
    status = Page(desk, "claim", "status", claim.pk)
    sent = {"to": "unverifiable", "reason": f"We asked two archives for the {APART} of that day."}
    asked = status.press("preview", **sent).response
    assert offered(asked) == [sent["reason"]]

    status.press("preview", **sent, **{"keep-as-typed": offered(asked)})
    sent["reason"] = status.response.context["form"]["reason"].value()
    status.press("confirm", **sent, **{"keep-as-typed": offered(status.response)})

    claim.refresh_from_db()
    assert claim.decisions.get().reason == offered(asked)[0]
    assert claim.changed is False
    assert "\u200c" not in EntryBody.objects.order_by("-pk")[0].body
    page = client.get(f"/claims/{claim.slug}/").content.decode()
    assert "for the Auflage of that day" in page
    assert "\u200c" not in page


def test_a_note_for_readers_alone_is_taken_without(desk):
    claim = a_claim()

    asked = Page(desk, "claim", "retract", published(claim).pk).press("preview", reason=APART)

    assert any("zero width non-joiner" in told for told in asked.refusals)
    assert offered(asked.response) == []
