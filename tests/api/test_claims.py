"""A claim comes with everything it owns, named as of the moment asked about."""

import pytest

from claims import actions
from claims.domain.vocabulary import ChangeType
from tests.api.asker import ask, results
from tests.api.world import LATER, a_world, taken_back
from tests.builders import a_claim, a_source, published

pytestmark = pytest.mark.django_db


def test_a_claim_tells_who_said_what_and_where_it_stands():
    a_world()

    claim = ask("claims/army-14/")

    assert claim["statement"] == "The army counted 14 dead."
    assert claim["claimant"]["slug"] == "army"
    assert claim["claimant"]["side"] == "state"
    assert claim["event"]["path"] == "attacks"
    assert (claim["status"], claim["reason"]) == ("confirmed", "Two say so.")
    assert claim["said"] == {
        "text": "2024-08-27T18:00+05:00",
        "precision": "minute",
        "at": "2024-08-27T13:00:00.000000Z",
    }
    assert claim["origins"] == {"supports": 3, "against": 0}


def test_a_claim_comes_with_its_figures_stances_evidence_links_and_history():
    a_world()

    claim = ask("claims/army-14/")

    assert [f["key"] for f in claim["figures"]] == ["attacks/army-14", "attacks/army-23"]
    assert claim["figures"][1]["category"] == {"slug": "civilians", "name": "Civilians"}
    assert (claim["figures"][1]["high"], claim["figures"][1]["high_is_open"]) == (None, True)
    assert claim["stances"][0]["source"]["name"] == "The group"
    assert len(claim["evidence"]) == 3
    assert claim["links"][0]["claim"]["slug"] == "group-0"
    assert (claim["links"][0]["relation"], claim["links"][0]["direction"]) == (
        "contradicts",
        "from",
    )
    assert [h["status_to"] for h in claim["history"]] == ["confirmed", "unconfirmed"]


def test_the_other_end_of_a_link_sees_it_from_there():
    a_world()

    (link,) = ask("claims/group-0/")["links"]

    assert (link["direction"], link["claim"]["slug"]) == ("to", "army-14")
    assert link["note"] == "They cannot both be true."


def test_nothing_leads_to_a_confidential_source():
    a_world()

    secret = next(e for e in ask("claims/army-14/")["evidence"] if e["confidential"])

    assert (secret["originator"], secret["report"], secret["claim"]) == (None, None, None)
    assert secret["has_originator"] is True


def test_the_list_holds_what_the_single_claim_holds_but_its_history():
    a_world()

    listed = next(c for c in results("claims/") if c["slug"] == "army-14")
    alone = ask("claims/army-14/")

    assert alone.pop("history")
    assert listed == alone


def test_what_was_taken_back_says_so():
    event, _ = a_world()
    taken_back(event)

    retracted, withheld, merged = (ask(f"claims/{s}/") for s in ("retracted", "withheld", "merged"))

    assert retracted["publication"] == "retracted"
    assert retracted["retracted"]["reason"] == "We misheard."
    assert withheld["publication"] == "withheld"
    assert withheld["withheld"]["grounds"] == "danger"
    assert (withheld["statement"], withheld["figures"]) == (None, [])
    assert (merged["lifecycle"], merged["merged_into"]["slug"]) == ("merged", "kept")


def test_what_was_withheld_is_listed_without_its_words():
    event, _ = a_world()
    taken_back(event)

    listed = {claim["slug"]: claim for claim in results("claims/")}

    assert listed["withheld"]["publication"] == "withheld"
    assert listed["withheld"]["statement"] is None


def test_names_are_those_of_the_moment():
    army = a_source("The army", slug="the-army")
    published(a_claim(slug="one", claimant=army))
    army.refresh_from_db()
    army.name = "The armed forces"
    army.save()
    actions.publish([army], note="Renamed.", change=ChangeType.UPDATE, by=None, at=LATER)

    assert ask("claims/one/")["claimant"]["name"] == "The armed forces"
    assert ask("claims/one/", as_of="2024-08-27T13:30Z")["claimant"]["name"] == "The army"


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"status": "confirmed"}, ["army-14"]),
        ({"source": "army"}, ["army-14"]),
        ({"event": "checkpoint"}, ["group-0"]),
        ({"measure": "killed"}, ["army-14"]),
        ({"q": "nobody"}, ["group-0"]),
        ({"since": "2024-08-27", "until": "2024-08-27"}, ["army-14"]),
        ({"until": "2024-08-26"}, []),
        ({"source": "nobody-at-all"}, []),
    ],
)
def test_claims_are_narrowed_as_on_the_page(query, found):
    a_world()

    assert [claim["slug"] for claim in results("claims/", **query)] == found


def test_an_address_a_claim_once_had_leads_on(client):
    claim = published(a_claim(slug="old-address"))
    claim.slug = "new-address"
    claim.save()
    actions.publish([claim], note="Moved.", change=ChangeType.UPDATE, by=None, at=LATER)

    moved = client.get("/api/v1/claims/old-address/?as_of=2030-01-01")

    assert moved.status_code == 301
    assert moved["Location"] == "http://testserver/api/v1/claims/new-address/?as_of=2030-01-01"
