"""While a status is decided: what is said follows the ticks, and evidence is added on the spot."""

import pytest
from django.test import Client

from claims.domain.roles import Role
from claims.models.desk.evidence import Evidence
from claims.models.desk.source import Report
from tests.admin.decision import Page
from tests.admin.desk import at_the_desk
from tests.builders import a_claim, a_report, a_source, an_editor, published, some_evidence

pytestmark = pytest.mark.django_db
REASON = "Two hospitals counted, each for itself."


@pytest.fixture
def client():
    return at_the_desk()


def offers(response):
    return {offer.mark.code: offer.missing for offer in response.context["offers"]}


def shown(response):
    return response.content.decode()


def address(claim):
    return f"/admin/claims/claim/{claim.pk}/status/"


def piece(**more):
    return {
        "new-bearing": "supports",
        "new-kind": "official",
        "new-note": "They counted the bodies.",
        **more,
    }


def test_a_button_says_what_the_ticks_come_to_and_refuses_nothing(client):
    claim = published(a_claim())
    keys = [some_evidence(claim).key, some_evidence(claim).key]

    counted = client.post(address(claim), {"_weigh": "1", "evidence": keys, "reason": REASON})

    assert offers(counted)["confirmed"] == ()
    assert "Choose the status" not in shown(counted)
    assert REASON in shown(counted)
    assert "2 independent originators" in " ".join(shown(counted).split())


def test_evidence_is_added_and_ticked_and_what_was_typed_stays(client):
    claim = published(a_claim())
    one = some_evidence(claim)
    hospital = a_source("The hospital", slug="hospital")
    opened = Page(client, "claim", "status", claim.pk)
    typed = {"reason": REASON, "to": "confirmed", "evidence": [one.key], "change": "correction"}
    typed |= {"version": opened.response.context["form"]["version"].value()}

    added = client.post(
        address(claim), {**typed, **piece(**{"new-originator": hospital.pk}), "_add_evidence": "1"}
    )

    new = Evidence.objects.get(originator=hospital)
    assert (new.claim, new.key, new.bearing) == (claim, "hospital", "supports")
    form = added.context["form"]
    assert form["reason"].value() == REASON
    assert form["to"].value() == "confirmed"
    assert form["change"].value() == "correction"
    assert form["evidence"].value() == [one.key, "hospital"]
    assert offers(added)["confirmed"] == ()
    claim.refresh_from_db()
    assert claim.changed
    assert form["version"].value() == str(claim.version)
    previewed = client.post(
        address(claim),
        {**typed, "evidence": form["evidence"].value(), "version": claim.version, "_preview": "1"},
    )
    assert previewed.context["seen"]["after"].code == "confirmed"


def test_a_report_not_on_the_desk_is_named_by_its_address(client):
    claim = a_claim()
    known = a_report(url="https://dawn.example/1")

    for url in ("https://dawn.example/1", "https://dawn.example/2"):
        client.post(address(claim), {**piece(**{"new-address": url}), "_add_evidence": "1"})

    old, new = Evidence.objects.order_by("pk")
    assert old.report == known
    assert (new.report.stub, new.report.publisher) == (True, known.publisher)


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"new-note": ""}, "Name a report or a claim, or say here what it is."),
        ({"new-address": "https://t.me/s/x y"}, ""),
        ({"new-address": "ftp://a.example/1"}, ""),
        ({"new-bearing": ""}, "This field is required."),
        ({"new-kind": "gossip"}, "gossip"),
        ({"new-report": "987654321"}, ""),
    ],
)
def test_what_cannot_be_evidence_is_said_and_nothing_is_lost(client, changed, sentence):
    claim = a_claim()

    refused = client.post(
        address(claim), {**piece(), **changed, "reason": REASON, "_add_evidence": "1"}
    )

    assert refused.status_code == 200
    assert sentence in shown(refused)
    assert refused.context["addition"].errors
    assert REASON in shown(refused)
    assert not Evidence.objects.exists()


def test_nothing_is_taken_for_granted_of_new_evidence(client):
    addition = client.get(address(a_claim())).context["addition"]

    assert {addition[name].value() for name in ("bearing", "kind")} == {None}
    assert addition.fields["bearing"].choices[0] == addition.fields["kind"].choices[0]
    assert addition.fields["bearing"].choices[0][0] == ""


def test_a_claim_is_no_evidence_for_itself(client):
    claim = a_claim()

    refused = client.post(
        address(claim), {**piece(**{"new-other_claim": claim.pk}), "_add_evidence": "1"}
    )

    assert "A claim is no evidence for itself." in shown(refused)
    assert not Evidence.objects.exists()


def test_what_a_colleague_changed_is_still_told_after_evidence_was_added(client):
    claim = published(a_claim())
    opened = Page(client, "claim", "status", claim.pk).response.context["form"]["version"].value()
    claim.statement = "Otherwise."
    claim.save(by=an_editor())

    added = client.post(address(claim), {**piece(), "version": opened, "_add_evidence": "1"})

    assert added.context["form"]["version"].value() == str(opened)
    assert Evidence.objects.count() == 1


def test_who_may_only_look_adds_no_report():
    claim = a_claim(cited=False)
    client = Client()
    client.force_login(an_editor(role=Role.VIEWER))

    refused = client.post(
        address(claim), {**piece(**{"new-address": "https://a.example/1"}), "_add_evidence": "1"}
    )

    assert refused.status_code == 403
    assert not Report.objects.exists()


@pytest.mark.parametrize(
    ("fate", "why"),
    [
        ({"publisher_action": "withdrawn"}, "a report that its publisher withdrew"),
        ({"publication": "retracted"}, "a report that we retracted"),
    ],
)
def test_evidence_in_a_report_that_fell_is_told_and_does_not_count(client, fate, why):
    claim = published(a_claim())
    kept, fallen = some_evidence(claim), some_evidence(claim)
    for name, value in fate.items():
        setattr(fallen.report, name, value)
    fallen.report.save()
    keys = [kept.key, fallen.key]

    counted = client.post(address(claim), {"_weigh": "1", "evidence": keys, "reason": REASON})

    assert f"Counts for nothing: it rests on {why}." in shown(counted)
    (told,) = [s for s in offers(counted)["confirmed"] if why in s]
    assert fallen.key in told
    assert "1 independent originator" in " ".join(shown(counted).split())
    decided = Page(client, "claim", "status", claim.pk).decide(
        to="confirmed", evidence=keys, reason=REASON, change="update"
    )
    assert any(why in refusal for refusal in decided.refusals)
    claim.refresh_from_db()
    assert claim.status == "unconfirmed"
