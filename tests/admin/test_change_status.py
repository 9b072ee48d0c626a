"""Change status in the admin: what it shows, what it refuses, and that nothing is lost."""

import re

import pytest

from claims import actions
from claims.domain.status import FINDINGS, LABELS, NEEDS, NOT_EXAMINED_FINDING, Status
from claims.domain.vocabulary import EvidenceKind, StanceKind
from claims.models.desk.claim import Claim
from claims.models.desk.evidence import StatusChange
from claims.models.record.entry import head_seq
from tests.admin.decision import Page, words
from tests.admin.desk import at_the_desk, page, who
from tests.builders import (
    NOW,
    a_claim,
    a_party,
    a_source,
    a_stance,
    an_editor,
    published,
    published_state,
    some_evidence,
)
from tests.pages import reader

pytestmark = pytest.mark.django_db

REASON = "Two hospitals counted, each for itself."


@pytest.fixture
def client():
    return at_the_desk()


def corroborated():
    claim = a_claim("Fourteen were killed.")
    pieces = [some_evidence(claim), some_evidence(claim)]
    return published(claim), [piece.key for piece in pieces]


def opened(client, claim):
    return Page(client, "claim", "status", claim.pk)


def confirming(keys, **more):
    return {"to": "confirmed", "reason": REASON, "evidence": keys, **more}


def test_every_status_is_offered_with_its_meaning_and_what_it_needs(client):
    shown = opened(client, a_claim()).words

    for status in Status:
        # Whether somebody looked at what stays unconfirmed is ticked beside it.
        says = "Someone has said this." if status is Status.UNCONFIRMED else FINDINGS[status]
        for told in (LABELS[status], says, NEEDS[status]):
            assert told in shown


@pytest.mark.parametrize(
    ("tick", "told"),
    [({}, NOT_EXAMINED_FINDING), ({"examined": "on"}, FINDINGS[Status.UNCONFIRMED])],
    ids=["noted", "examined"],
)
def test_an_unconfirmed_claim_was_examined_only_where_the_editor_says_so(client, tick, told):
    claim = published(a_claim())

    form = opened(client, claim)
    typed = {"to": "unconfirmed", "reason": "No second source is on file.", **tick}
    previewed = form.press("preview", **typed).words
    form.press("confirm", **typed)

    assert told in previewed
    assert told in reader.words(f"/claims/{claim.slug}/")
    assert ("checked" in _tick(opened(client, claim))) is bool(tick)


def _tick(form):
    return re.search('<input[^>]*name="examined"[^>]*>', form.response.content.decode())[0]


def test_a_tick_left_beside_unconfirmed_says_nothing_of_another_status(client):
    claim, keys = corroborated()

    opened(client, claim).decide(**confirming(keys))

    assert Claim.objects.get(pk=claim.pk).examined


def test_what_is_missing_follows_what_is_ticked(client):
    claim, keys = corroborated()
    at_first = {o.mark.code: o.missing for o in opened(client, claim).response.context["offers"]}

    ticked = opened(client, claim).press("preview", evidence=keys)

    now = {o.mark.code: o.missing for o in ticked.response.context["offers"]}
    assert "Name supporting evidence from two sources" in at_first["confirmed"][0]
    assert now["confirmed"] == ()
    assert now["refuted"] != ()


def test_what_every_status_lacks_is_said_once(client):
    shown = opened(client, published(a_claim()))

    assert shown.response.context["common"] == ["Give the reason: readers will see it."]
    assert shown.words.count("Give the reason: readers will see it.") == 1


def test_each_piece_shows_whether_it_counts_and_with_whom(client):
    minister = a_source("The Chief Minister")
    claim = a_claim(claimant=a_source("ISPR"))
    a_party(claim.event, claim.claimant, minister, name="the Pakistani state")
    some_evidence(claim, key="ispr", originator=claim.claimant)
    some_evidence(claim, key="minister", originator=minister)
    some_evidence(claim, key="wire", kind=EvidenceKind.REPEATED)
    some_evidence(claim, key="unsigned", originator=None)
    some_evidence(claim, key="hospital", originator=a_source("Civil Hospital"))

    shown = opened(client, claim)

    weighing = shown.response.context["weighing"]
    chains = {w.piece.key: w.chain for w in weighing.pieces}
    assert chains["ispr"] == chains["minister"] != chains["hospital"]
    assert (chains["wire"], chains["unsigned"]) == ("", "")
    assert (
        "ISPR and The Chief Minister are on one side, the Pakistani state: one chain."
        in shown.words
    )
    assert "Counts for nothing: it repeats somebody else." in shown.words
    assert "Counts for nothing: nobody is named who saw, counted or holds it." in shown.words


def test_the_ticked_evidence_is_counted_by_those_who_know_independently(client):
    claim = a_claim()
    one = a_source()
    keys = [some_evidence(claim, originator=one).key for _ in range(2)]
    keys += [some_evidence(claim).key]

    shown = opened(client, claim).press("preview", evidence=keys)

    assert "Ticked for the claim: 3 pieces that count, 2 independent originators." in shown.words


def test_a_conceding_party_is_a_chain_of_its_own(client):
    ours, theirs = a_source("BLA"), a_source("A commander")
    claim = a_claim(claimant=ours)
    a_party(claim.event, ours, theirs)
    some_evidence(claim, key="a", originator=ours)
    some_evidence(claim, key="b", originator=theirs)
    a_stance(claim, StanceKind.CONCEDES, source=theirs)

    weighing = opened(client, claim).response.context["weighing"]

    assert [w.chain for w in weighing.pieces] in (["A", "B"], ["B", "A"])


def test_a_preview_shows_the_page_and_decides_nothing(client):
    claim, keys = corroborated()
    before = head_seq()

    shown = opened(client, claim).press("preview", **confirming(keys))

    assert "What readers will see" in shown.words
    assert f"Why “Confirmed” {REASON}" in shown.words
    assert (head_seq(), StatusChange.objects.count()) == (before, 0)


def test_the_preview_has_the_very_words_of_the_page(client):
    claim, keys = corroborated()
    form = opened(client, claim).press("preview", **confirming(keys))
    preview = form.words
    form.press("confirm", **confirming(keys))

    public = words(client.get(f"/claims/{claim.slug}/"))

    first_words = public[public.index("Said by") : public.index(" Decided ")]
    assert REASON in first_words
    assert first_words in preview
    rest = public[public.index("The words") : public.index("History")]
    assert "Independently corroborated" in rest
    assert rest.strip() in preview


def test_confirming_changes_the_status_and_says_so(client):
    claim, keys = corroborated()

    done = opened(client, claim).decide(**confirming(keys, change="correction"))

    decision = claim.decisions.get()
    assert (decision.status, decision.reason, decision.change) == (
        "confirmed",
        REASON,
        "correction",
    )
    assert decision.by == who(client)
    assert sorted(e.key for e in decision.evidence.all()) == sorted(keys)
    assert published_state(claim)["status"] == "confirmed"
    assert done.response.url == page("claim", "change", claim.pk)
    landed = client.get(done.response.url)
    assert "Readers now see this claim as confirmed." in words(landed)
    assert f'href="/claims/{claim.slug}/"' in landed.content.decode()


def test_on_a_draft_readers_see_nothing_and_the_editor_is_told(client):
    claim = a_claim()

    form = opened(client, claim)
    assert "Readers see nothing of this claim" in form.words
    form.decide(to="unverifiable", reason="We asked everybody there is to ask.")

    claim.refresh_from_db()
    assert (claim.status, head_seq()) == ("unverifiable", 0)


def test_it_cannot_be_confirmed_without_having_been_previewed(client):
    claim, keys = corroborated()

    form = opened(client, claim).press("confirm", **confirming(keys))

    assert "look at it again" in form.words
    assert StatusChange.objects.count() == 0


@pytest.mark.parametrize(
    "moved", [{"reason": "Something else."}, {"to": "partly_confirmed"}, {"change": "correction"}]
)
def test_what_was_changed_after_the_preview_is_previewed_again(client, moved):
    claim, keys = corroborated()
    form = opened(client, claim).press("preview", **confirming(keys))

    form.press("confirm", **{**confirming(keys), **moved})

    assert "look at it again" in form.words
    assert StatusChange.objects.count() == 0
    form.press("confirm", **{**confirming(keys), **moved})
    assert StatusChange.objects.count() == 1


def test_a_refusal_lists_all_that_is_missing_and_keeps_what_was_typed(client):
    claim = published(a_claim())
    one = some_evidence(claim)
    some_evidence(claim, "against", key="the-photo")

    form = opened(client, claim).press("confirm", **confirming([one.key]))

    assert any("two sources that know independently" in told for told in form.refusals)
    assert any("the-photo" in told for told in form.refusals)
    assert REASON in form.words
    assert f'value="{one.key}" id="evidence-1" checked' in form.response.content.decode()
    assert StatusChange.objects.count() == 0


@pytest.mark.parametrize("missing", ["to", "reason"])
def test_an_unfinished_form_says_what_is_missing(client, missing):
    claim, keys = corroborated()
    typed = confirming(keys)
    del typed[missing]

    form = opened(client, claim).press("preview", **typed)

    assert "Nothing has been decided yet." in form.words
    assert len(form.refusals) == 1


def test_the_second_editor_sees_who_changed_what_and_keeps_the_text(client):
    claim, keys = corroborated()
    form = opened(client, claim).press("preview", **confirming(keys))
    other = an_editor("samira")
    claim.occasion, claim._history_user = "A press conference", other
    claim.save()

    form.press("confirm", **confirming(keys))

    told = " ".join(form.refusals)
    assert "samira" in told
    assert "A press conference" in told
    assert REASON in form.words
    assert StatusChange.objects.count() == 0
    form.decide(**confirming(keys))
    assert StatusChange.objects.count() == 1


def test_a_button_pressed_twice_decides_once(client):
    claim, keys = corroborated()
    one = opened(client, claim).press("preview", **confirming(keys))
    two = opened(client, claim).press("preview", **confirming(keys))
    one.press("confirm", **confirming(keys))
    before = head_seq()

    two.press("confirm", **confirming(keys))

    assert "already done" in words(client.get(two.response.url))
    assert (head_seq(), StatusChange.objects.count()) == (before, 1)


def test_unmet_things_that_go_along_are_named_before(client):
    claim = published(a_claim())
    piece = some_evidence(claim, kind=EvidenceKind.PRIMARY, originator=a_source("Edhi Foundation"))

    shown = opened(client, claim).press("preview", **confirming([piece.key]))

    along = " ".join(shown.response.context["seen"]["along"])
    assert "Edhi Foundation [" in along
    assert f"{piece.report} [" in along


def test_unfinished_edits_are_said_to_stay(client):
    claim, _ = corroborated()
    claim.occasion, claim.changed = "Half typed", True
    claim.save()

    assert "Other changes on the desk stay here" in opened(client, claim).words


def test_a_claim_taken_back_offers_no_form(client):
    claim = published(a_claim())
    actions.retract(claim, reason="We misread it.", by=None, at=NOW)

    shown = opened(client, claim)

    assert "taken back" in shown.words
    assert "_confirm" not in shown.response.content.decode()


@pytest.mark.parametrize(
    "typed",
    [
        {"to": "true"},
        {"to": "\ud800".encode("utf-8", "surrogatepass")},
        {"version": "x"},
        {"version": str(2**63)},
        {"version": "9" * 30},
        {"seal": "x" * 100},
        {"evidence": ["no-such-piece"]},
        {"reason": "\0"},
        {"reason": "A bell: \a"},
        {"change": "whim"},
    ],
)
def test_a_mangled_form_is_refused_and_breaks_nothing(client, typed):
    claim, keys = corroborated()

    form = opened(client, claim).press("confirm", **{**confirming(keys), **typed})

    assert form.response.status_code == 200
    assert StatusChange.objects.count() == 0


def test_a_reason_typed_in_another_spelling_of_unicode_is_confirmed_as_previewed(client):
    claim, keys = corroborated()

    opened(client, claim).decide(**confirming(keys, reason="A cafe\u0301,\r\nand a hospital."))

    assert claim.decisions.get().reason == "A café,\nand a hospital."


@pytest.mark.parametrize("pk", ["0", str(2**63), "9" * 40])
def test_a_claim_that_is_not_there_is_not_found(client, pk):
    assert client.get(f"/admin/claims/claim/{pk}/status/").status_code == 404


def test_only_who_may_change_claims_decides_and_only_with_a_token():
    claim = published(a_claim())
    address = page("claim", "status", claim.pk)
    reader = at_the_desk()
    reader.force_login(an_editor())

    assert reader.get(address).status_code == 403
    assert reader.post(address, {}).status_code == 403
    reader.logout()
    assert "/login/" in reader.get(address).url
    strict = type(reader)(enforce_csrf_checks=True)
    strict.force_login(an_editor(is_superuser=True))
    assert strict.post(address, {}).status_code == 403
