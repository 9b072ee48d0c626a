"""Records that were made one: found under every address, and counted once."""

import pytest
from django.test import Client

from claims import actions
from claims.models.desk.claim import Claim
from claims.models.record.entry import Entry
from tests.admin.desk import words
from tests.api.asker import ask, results
from tests.builders import NOW, a_claim, a_figure, a_source, an_event, published

pytestmark = pytest.mark.django_db


def merged(one, into):
    one.refresh_from_db()
    into.refresh_from_db()
    touched = actions.merge(one, into=into, reason="The same.", by=None, at=NOW)
    going = [subject for subject in touched if subject.on_record]
    actions.publish(going, note="Recorded twice.", by=None, at=NOW)


@pytest.fixture
def three():
    """Three records of one claim, two of them merged into the third, in two steps."""
    event, army = an_event("Attacks", slug="attacks"), a_source("The army", slug="army")
    claims = [a_claim("Five died.", slug=f"five-{n}", event=event, claimant=army) for n in range(3)]
    for claim in claims:
        a_figure(claim, 5)
        published(claim)
    merged(claims[0], claims[1])
    merged(claims[1], claims[2])
    return claims


def read(path):
    return words(Client().get(path))


def test_three_merged_records_of_a_claim_count_once(three):
    assert "One claim: none confirmed in full, none refuted." in read("/sources/army/")
    assert Client().get("/claims/").context["total"] == 1
    assert Client().get("/events/attacks/").context["total"] == 1
    assert sum(mark.count for mark in Client().get("/").context["marks"]) == 1
    for narrowed in ("?source=army", "?event=attacks", "?q=died", "?status=unconfirmed"):
        assert Client().get(f"/claims/{narrowed}").context["total"] == 1, narrowed


def test_the_page_of_a_merged_claim_stays_and_leads_on(three):
    shown = read("/claims/five-0/")

    assert "Merged" in shown
    assert ask("claims/five-0/")["merged_into"]["slug"] == "five-2"


def test_figures_asked_for_by_the_address_of_a_merged_claim_are_those_of_the_kept_one(three):
    kept = {row["claim"] for row in results("figures/", claim="five-0")}

    assert "five-2" in kept


def test_the_feed_of_a_merged_claim_goes_on(three):
    kept = Claim.objects.get(slug="five-2")
    kept.statement = "Five people died."
    kept.save()
    actions.publish([kept], note="Said better.", by=None, at=NOW)

    feed = Client().get("/claims/five-0/changes.json").json()

    assert any("Said better." in item["content_html"] for item in feed["items"])


@pytest.fixture
def sources():
    """A source recorded three times, each with a claim."""
    event = an_event("Attacks", slug="attacks")
    found = [a_source(f"The army {n}", slug=f"army-{n}") for n in range(3)]
    for n, source in enumerate(found):
        published(a_claim(f"Claim {n}.", slug=f"claim-{n}", event=event, claimant=source))
    merged(found[0], found[1])
    merged(found[1], found[2])
    return found


@pytest.mark.parametrize("slug", ["army-0", "army-1", "army-2"])
def test_every_address_of_a_merged_source_finds_the_claims_of_the_one_kept(sources, slug):
    asked = Client().get(f"/claims/?source={slug}").context

    assert (asked["total"], asked["source"]) == (3, "The army 2")
    assert len(results("claims/", source=slug)) == 3
    assert len(Client().get(f"/export/claims.csv?source={slug}").getvalue().splitlines()) == 4
    feed = Client().get(f"/feeds/changes.json?source={slug}").json()
    assert len(feed["items"]) == 6


def test_the_feed_and_page_of_a_merged_source_go_on_with_the_kept_one(sources):
    published(a_claim("A later one.", claimant=sources[2]))

    feed = Client().get("/sources/army-0/changes.json").json()

    assert any("A later one." in item["title"] for item in feed["items"])
    assert Client().get("/sources/army-2/").context["total"] == 4


def test_before_the_merge_each_was_counted_by_itself(sources):
    first = Entry.objects.filter(subject_kind="claim").order_by("seq").first()

    asked = Client().get(f"/claims/?source=army-0&as_of={first.seq}").context
    assert (asked["total"], asked["source"]) == (1, "The army 0")


def test_names_that_differ_in_letters_only_are_kept_once():
    one = a_source("BLA Élan", short_name="Bla", aliases=["b.l.a.", "Elan"])
    into = a_source("Bla", aliases=["ELAN"])

    actions.merge(one, into=into, reason="One body.", by=None, at=NOW)

    into.refresh_from_db()
    assert into.aliases == ["ELAN", "BLA Élan", "b.l.a."]
