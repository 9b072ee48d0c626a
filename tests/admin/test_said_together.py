"""What is said together is one claimant's, at one time, in one place; and the page says whose."""

import pytest

from claims.models.desk.claim import Claim
from tests.admin.desk import at_the_desk, errors, opened, page, save, words
from tests.admin.test_quick_add import press
from tests.builders import a_claim, a_source

pytestmark = pytest.mark.django_db
TOGETHER = "Said together with ISPR: “Security forces killed 21 militants.” (26 August 2024"


@pytest.fixture
def desk():
    return at_the_desk()


@pytest.fixture
def begun(desk):
    """A first claim, and the form of the next as it is offered after it."""
    following = press(desk, "_another").url
    return Claim.objects.get(), following


def next_one(desk, first, button="_draft", **more):
    typed = {"together": first.slug, "statement": "Fourteen of ours died.", "words": "", **more}
    return press(desk, button, event=first.event, **typed)


def test_the_page_says_whose_statement_it_is(desk, begun):
    first, following = begun

    assert TOGETHER in words(desk.get(following))
    assert TOGETHER in words(next_one(desk, first, "_check"))


def test_more_of_the_statement_is_said_together(desk, begun):
    first, _ = begun

    next_one(desk, first)

    assert Claim.objects.latest("pk").utterance == first.slug


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"claimant": "Jeeyand Baloch"}, "the claimant is another"),
        ({"said": "2024-08-26 19:00"}, "the time is another"),
        ({"said": "2024-08-26"}, "the time is another"),
        ({"said": ""}, "the time is another"),
        ({"address": "https://elsewhere.example/2"}, "the address is another"),
        ({"address": ""}, "the address is another"),
    ],
)
def test_another_claimant_time_or_address_ends_it_and_says_so(desk, begun, changed, why):
    first, _ = begun

    checked = next_one(desk, first, "_check", **changed)
    saved = next_one(desk, first, **changed)

    assert "Not said together with ISPR: “Security forces killed 21 militants.”" in words(checked)
    assert why in words(checked)
    assert Claim.objects.latest("pk").utterance == ""
    assert why in words(desk.get(saved.url))


def test_the_next_after_another_claimant_is_said_together_with_that_one(desk, begun):
    first, _ = begun

    following = next_one(desk, first, "_another", claimant="Jeeyand Baloch").url
    second = Claim.objects.latest("pk")

    assert "Said together with Jeeyand Baloch" in words(desk.get(following))
    assert f"together={second.slug}" in following


def test_a_word_that_is_nobodys_statement_joins_nothing(desk):
    press(desk, together="nothing-of-the-kind")

    assert Claim.objects.get().utterance == ""


def test_the_full_form_does_not_join_two_claimants(desk):
    theirs = a_claim("Fourteen died.", claimant=a_source("ISPR"))
    claim = a_claim("Ten died.", claimant=a_source("BLA"), event=theirs.event)
    form = page("claim", "change", claim.pk)

    refused = save(desk, form, {**opened(desk, form), "utterance": theirs.slug})

    assert "is a statement of ISPR" in errors(refused)[0]
    claim.refresh_from_db()
    assert claim.utterance == ""


def test_a_claim_that_goes_to_another_claimant_leaves_the_statement(desk):
    ispr, bla = a_source("ISPR"), a_source("BLA")
    first = a_claim("Fourteen died.", claimant=ispr)
    claim = a_claim("Ten died.", claimant=ispr, event=first.event, utterance=first.slug)
    form = page("claim", "change", claim.pk)

    refused = save(desk, form, {**opened(desk, form), "claimant": str(bla.pk)})
    save(desk, form, {**opened(desk, form), "claimant": str(bla.pk), "utterance": ""})

    assert "is a statement of ISPR" in errors(refused)[0]
    claim.refresh_from_db()
    assert (claim.claimant, claim.utterance) == (bla, "")
