"""Two editors at one thing: nobody overwrites what they have not seen."""

from datetime import UTC, datetime

import pytest

from claims.actions import change_status, retract
from claims.admin.claim import ClaimAdmin
from claims.domain.status import Status
from claims.models.desk.claim import Claim
from claims.models.desk.link import Link
from claims.models.desk.position import Position
from tests.admin.desk import at_the_desk, errors, opened, page, save, typed, words
from tests.builders import (
    NOW,
    a_citation,
    a_claim,
    a_figure,
    a_link,
    a_position,
    a_report,
    a_source,
    an_editor,
    an_event,
    published,
    some_evidence,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def anna():
    return at_the_desk("anna")


@pytest.fixture
def bilal():
    return at_the_desk("bilal", first_name="Bilal", last_name="Khan")


def at(claim):
    return page("claim", "change", claim.pk)


def asked(response):
    return response.context["merged"].overlaps


def chosen(response, choice):
    """What the page would send with one choice made everywhere; none where it is empty."""
    sent = typed(response.context) | {"asked": [both.key for both in asked(response)]}
    for both in asked(response):
        sent[f"opened-{both.key}"] = both.opened
        if choice:
            sent[f"choose-{both.key}"] = choice
    return sent


def both_change_the_statement(anna, bilal):
    claim = a_claim("Ten died.")
    of_anna = opened(anna, at(claim))
    save(bilal, at(claim), {**opened(bilal, at(claim)), "statement": "Eleven died."})
    return claim, save(anna, at(claim), {**of_anna, "statement": "Twelve died."})


def test_the_second_saver_sees_what_it_was_what_the_first_made_of_it_and_their_own(anna, bilal):
    _, refused = both_change_the_statement(anna, bilal)

    (both,) = asked(refused)
    assert (both.what, both.opened, both.theirs, both.mine) == (
        "Statement",
        "Ten died.",
        "Eleven died.",
        "Twelve died.",
    )
    assert "Bilal Khan changed this at" in words(refused)
    assert typed(refused.context)["statement"] == "Twelve died."
    assert Claim.objects.get().statement == "Eleven died."


def test_the_day_of_the_other_change_is_written_as_on_all_other_pages(anna, bilal):
    claim = a_claim("Ten died.")
    of_anna = opened(anna, at(claim))
    save(bilal, at(claim), {**opened(bilal, at(claim)), "statement": "Eleven died."})
    last = claim.history.latest("history_id")
    claim.history.filter(pk=last.pk).update(history_date=datetime(2031, 11, 9, 9, 5, tzinfo=UTC))

    refused = save(anna, at(claim), {**of_anna, "statement": "Twelve died."})

    assert "Bilal Khan changed this at 09:05 on 9 November 2031 (UTC)" in words(refused)


@pytest.mark.parametrize(("choice", "kept"), [("mine", "Twelve died."), ("theirs", "Eleven died.")])
def test_what_both_changed_becomes_what_is_chosen(anna, bilal, choice, kept):
    claim, refused = both_change_the_statement(anna, bilal)

    again = save(anna, at(claim), chosen(refused, choice))

    assert again.status_code == 302
    assert Claim.objects.get().statement == kept


def test_saving_again_without_choosing_saves_nothing_and_still_says_what_it_was(anna, bilal):
    claim, refused = both_change_the_statement(anna, bilal)

    again = save(anna, at(claim), chosen(refused, ""))

    assert [both.opened for both in asked(again)] == ["Ten died."]
    assert Claim.objects.get().statement == "Eleven died."


def test_what_stands_in_the_form_can_be_written_anew_before_choosing_it(anna, bilal):
    claim, refused = both_change_the_statement(anna, bilal)

    save(anna, at(claim), {**chosen(refused, "mine"), "statement": "Eleven or twelve died."})

    assert Claim.objects.get().statement == "Eleven or twelve died."


@pytest.mark.parametrize("choice", ["mine", "theirs", ""])
def test_a_third_saver_in_between_is_met_as_well(anna, bilal, choice):
    claim, refused = both_change_the_statement(anna, bilal)
    save(bilal, at(claim), {**opened(bilal, at(claim)), "statement": "Thirteen died."})

    again = save(anna, at(claim), chosen(refused, choice))

    if choice == "theirs":
        assert again.status_code == 302
    else:
        assert [(both.theirs, both.mine) for both in asked(again)] == [
            ("Thirteen died.", "Twelve died.")
        ]
    assert Claim.objects.get().statement == "Thirteen died."


def test_changes_of_different_fields_are_merged_and_told(anna, bilal):
    claim = a_claim("Ten died.")
    of_anna = opened(anna, at(claim))
    save(bilal, at(claim), {**opened(bilal, at(claim)), "short": "Eleven"})

    done = anna.post(at(claim), {**of_anna, "statement": "Twelve died.", "_continue": "Save"})

    claim = Claim.objects.get()
    assert (claim.statement, claim.short) == ("Twelve died.", "Eleven")
    told = words(anna.get(done.url))
    assert "Bilal Khan changed this at" in told
    assert "Claim, short: nothing became “Eleven”" in told
    assert "Both are kept" in told


def test_the_same_change_twice_is_no_collision(anna, bilal):
    claim = a_claim("Ten died.")
    of_anna = opened(anna, at(claim))
    save(bilal, at(claim), {**opened(bilal, at(claim)), "statement": "Nine died."})

    assert save(anna, at(claim), {**of_anna, "statement": "Nine died."}).status_code == 302


def test_a_text_with_line_breaks_that_nobody_touched_is_not_asked_about(anna, bilal):
    claim = a_claim(private_note="One.\nTwo.")
    of_anna = opened(anna, at(claim)) | {"private_note": "One.\r\nTwo."}
    save(bilal, at(claim), {**opened(bilal, at(claim)), "short": "Eleven"})

    assert save(anna, at(claim), of_anna).status_code == 302


def test_a_status_decided_in_between_is_told_and_the_text_goes_through(anna, bilal):
    claim = published(a_claim())
    of_anna = opened(anna, at(claim))
    change_status(
        Claim.objects.get(),
        to=Status.UNVERIFIABLE,
        reason="We asked all four hospitals; none keeps such a list.",
        by=an_editor(first_name="Sana", last_name="Ali"),
        at=NOW,
    )

    done = save(anna, at(claim), {**of_anna, "short": "Shorter"})

    assert "Sana Ali changed the status from “Unconfirmed” to “Unverifiable” at" in words(
        anna.get(done.url)
    )
    claim = Claim.objects.get()
    assert (claim.status, claim.short) == ("unverifiable", "Shorter")


def test_a_publication_in_between_is_told_and_the_text_goes_through(anna):
    claim = a_claim()
    of_anna = opened(anna, at(claim))
    published(claim, by=an_editor(first_name="Sana", last_name="Ali"))

    done = save(anna, at(claim), {**of_anna, "short": "Shorter"})

    assert "Sana Ali published this at" in words(anna.get(done.url))
    claim = Claim.objects.get()
    assert (claim.publication, claim.changed, claim.short) == ("published", True, "Shorter")


def test_a_retraction_in_between_is_told(anna):
    claim = published(a_claim())
    of_anna = opened(anna, at(claim))
    retract(Claim.objects.get(), reason="Wrong.", by=an_editor("sana"), at=NOW)

    done = save(anna, at(claim), {**of_anna, "short": "Shorter"})

    assert "sana retracted this at" in words(anna.get(done.url))


def removed_by_bilal(anna, bilal):
    claim = a_claim(cited=False)
    a_citation(claim, quote="Ten are dead")
    of_anna = opened(anna, at(claim))
    save(bilal, at(claim), {**opened(bilal, at(claim)), "citations-0-DELETE": "on"})
    assert not claim.citations.exists()
    return claim, of_anna


@pytest.mark.parametrize(("choice", "left"), [("mine", ["Ten are dead, he said"]), ("theirs", [])])
def test_a_row_removed_by_the_first_comes_back_only_if_the_second_insists(
    anna, bilal, choice, left
):
    claim, of_anna = removed_by_bilal(anna, bilal)

    refused = save(anna, at(claim), {**of_anna, "citations-0-quote": "Ten are dead, he said"})

    (both,) = asked(refused)
    assert both.theirs == "removed"
    assert "Ten are dead, he said" in both.mine
    assert not claim.citations.exists()
    assert save(anna, at(claim), chosen(refused, choice)).status_code == 302
    assert [c.quote for c in claim.citations.all()] == left


def test_a_row_removed_by_the_first_and_left_alone_by_the_second_stays_removed(anna, bilal):
    claim, of_anna = removed_by_bilal(anna, bilal)

    assert save(anna, at(claim), {**of_anna, "short": "Ten"}).status_code == 302
    assert not claim.citations.exists()


@pytest.mark.parametrize(("choice", "left"), [("mine", []), ("theirs", ["Nine are dead"])])
def test_a_row_the_second_removed_and_the_first_changed_is_asked(anna, bilal, choice, left):
    claim = a_claim(cited=False)
    a_citation(claim, quote="Ten are dead")
    of_anna = opened(anna, at(claim))
    save(bilal, at(claim), {**opened(bilal, at(claim)), "citations-0-quote": "Nine are dead"})

    refused = save(anna, at(claim), {**of_anna, "citations-0-DELETE": "on"})

    assert [both.mine for both in asked(refused)] == ["removed"]
    assert save(anna, at(claim), chosen(refused, choice)).status_code == 302
    assert [c.quote for c in claim.citations.all()] == left


def test_a_row_both_changed_is_asked_field_by_field(anna, bilal):
    claim = a_claim(cited=False)
    a_citation(claim, quote="Ten", locator="p. 1")
    claim.save()
    of_anna = opened(anna, at(claim))
    theirs = {"citations-0-quote": "Nine", "citations-0-locator": "p. 2"}
    save(bilal, at(claim), {**opened(bilal, at(claim)), **theirs})

    refused = save(anna, at(claim), {**of_anna, "citations-0-quote": "Eleven"})
    save(anna, at(claim), chosen(refused, "mine"))

    assert [(both.opened, both.theirs, both.mine) for both in asked(refused)] == [
        ("Ten", "Nine", "Eleven")
    ]
    assert [(c.quote, c.locator) for c in claim.citations.all()] == [("Eleven", "p. 2")]


def with_a_new_citation(client, claim, report, quote):
    sent = opened(client, at(claim))
    return sent | {"citations-1-report": str(report.pk), "citations-1-quote": quote}


def test_rows_both_added_are_both_kept(anna, bilal):
    claim, report = a_claim(cited=False), a_report()
    a_citation(claim, quote="Ten")
    of_anna = with_a_new_citation(anna, claim, report, "Eight")
    save(bilal, at(claim), with_a_new_citation(bilal, claim, report, "Nine"))

    assert save(anna, at(claim), of_anna).status_code == 302
    assert sorted(c.quote for c in claim.citations.all()) == ["Eight", "Nine", "Ten"]


def test_the_same_row_added_by_both_stands_once(anna, bilal):
    claim, report = a_claim(cited=False), a_report()
    a_citation(claim, quote="Ten")
    of_anna = with_a_new_citation(anna, claim, report, "Nine")
    save(bilal, at(claim), with_a_new_citation(bilal, claim, report, "Nine"))

    assert save(anna, at(claim), of_anna).status_code == 302
    assert sorted(c.quote for c in claim.citations.all()) == ["Nine", "Ten"]


def test_both_removing_one_row_is_no_error(anna, bilal):
    claim = a_claim()
    of_anna = opened(anna, at(claim))
    save(bilal, at(claim), {**opened(bilal, at(claim)), "citations-0-DELETE": "on"})

    assert save(anna, at(claim), {**of_anna, "citations-0-DELETE": "on"}).status_code == 302
    assert not claim.citations.exists()


def test_a_row_typed_without_javascript_keeps_what_was_typed_for_it(anna, bilal):
    claim, report = a_claim(cited=False), a_report()
    a_citation(claim, quote="Ten")
    sent = opened(anna, at(claim)) | {"citations-1-report-typed": report.slug}
    save(bilal, at(claim), with_a_new_citation(bilal, claim, report, "Nine"))

    assert save(anna, at(claim), sent | {"citations-1-quote": "Eight"}).status_code == 302
    assert {c.quote: c.report for c in claim.citations.all()}["Eight"] == report


def test_a_link_edited_from_its_other_end_is_not_overwritten(anna, bilal):
    claim, other = a_claim(), a_claim()
    link = a_link(claim, other, note="A day.")
    of_anna = opened(anna, at(claim))
    there = page("link", "change", link.pk)
    save(bilal, there, {**opened(bilal, there), "note": "Other day."})

    refused = save(anna, at(claim), {**of_anna, "links_from-0-note": "Other place."})

    assert [(both.opened, both.theirs) for both in asked(refused)] == [("A day.", "Other day.")]
    assert "Bilal Khan changed this at" in words(refused)
    assert Link.objects.get().note == "Other day."
    assert save(anna, at(claim), chosen(refused, "mine")).status_code == 302
    assert Link.objects.get().note == "Other place."


def test_a_list_of_other_things_that_both_changed_is_asked(anna, bilal):
    event = an_event()
    one, two = (a_figure(a_claim(event=event)) for _ in range(2))
    position = a_position(event, override_reason="Said by phone.")
    there = page("position", "change", position.pk)
    of_anna = opened(anna, there)
    save(bilal, there, {**opened(bilal, there), "uses": [one.pk], "method": "Counted."})

    refused = save(anna, there, {**of_anna, "uses": [two.pk]})

    (both,) = asked(refused)
    assert (both.theirs.startswith(str(one)), both.mine.startswith(str(two))) == (True, True)
    assert save(anna, there, chosen(refused, "mine")).status_code == 302
    assert list(Position.objects.get().uses.all()) == [two]


def test_evidence_that_a_decision_rests_on_cannot_be_removed(anna):
    claim = a_claim()
    piece = some_evidence(claim)
    change_status(
        claim, to=Status.UNVERIFIABLE, reason="We asked. " * 9, evidence=[piece], by=None, at=NOW
    )

    refused = save(anna, at(claim), {**opened(anna, at(claim)), "evidence-0-DELETE": "on"})

    assert refused.status_code == 200
    assert "decision that names it" in words(refused)
    assert claim.evidence.exists()


def test_saving_what_is_unchanged_disturbs_nobody(anna, bilal):
    claim = a_claim()
    of_anna = opened(anna, at(claim))
    save(bilal, at(claim), opened(bilal, at(claim)))

    assert save(anna, at(claim), {**of_anna, "short": "Mine"}).status_code == 302


@pytest.mark.parametrize("seen", ["", "x", "-1", "99999999999999999999", "٣", "0"])
def test_a_form_without_a_true_version_is_asked_about_every_difference(anna, seen):
    claim = a_claim("Ten died.")

    refused = save(anna, at(claim), {**opened(anna, at(claim)), "statement": "Hm", "seen": seen})

    assert [(both.opened, both.theirs, both.mine) for both in asked(refused)] == [
        ("not known", "Ten died.", "Hm")
    ]
    assert Claim.objects.get().statement == "Ten died."


@pytest.mark.parametrize(
    "junk", ["", "citations", "citations-99", "citations-0-nothing", "\0", "seen"]
)
def test_choices_for_what_nobody_asked_change_nothing(anna, junk):
    claim = a_claim("Ten died.")
    sent = opened(anna, at(claim)) | {"asked": [junk], f"choose-{junk}": "theirs"}

    assert save(anna, at(claim), sent | {"short": "Ten"}).status_code == 302
    assert Claim.objects.get().short == "Ten"


def test_a_thing_deleted_meanwhile_is_said_to_be_gone(anna, bilal):
    source = a_source()
    there = page("source", "change", source.pk)
    of_anna = opened(anna, there)
    bilal.post(page("source", "delete", source.pk), {"post": "yes"})

    assert save(anna, there, of_anna).status_code == 302


@pytest.mark.parametrize(
    ("kind", "make", "field"),
    [
        ("source", a_source, "about"),
        ("report", a_report, "title"),
        ("event", an_event, "summary"),
        ("link", lambda: a_link(a_claim(), a_claim()), "note"),
        ("position", lambda: a_position(an_event()), "rationale"),
    ],
)
def test_every_kind_of_thing_is_met_so(anna, bilal, kind, make, field):
    there = page(kind, "change", make().pk)
    of_anna = opened(anna, there)
    save(bilal, there, {**opened(bilal, there), field: "Theirs."})

    refused = save(anna, there, {**of_anna, field: "Mine."})

    assert [(both.theirs, both.mine) for both in asked(refused)] == [("Theirs.", "Mine.")]
    assert save(anna, there, chosen(refused, "mine")).status_code == 302


def test_more_rows_than_a_form_takes_are_refused_with_a_sentence(anna):
    source = a_source("ISPR")
    address = page("source", "change", source.pk)

    for count, status in (("1000", 400), ("9" * 19, 400), ("201", 200)):
        sent = {**opened(anna, address), "name": "Typed", "separations-TOTAL_FORMS": count}
        refused = save(anna, address, sent)
        assert refused.status_code == status
        assert "200" in words(refused)
    source.refresh_from_db()
    assert source.name == "ISPR"


def test_what_another_saves_while_a_form_is_checked_is_merged(anna, bilal, monkeypatch):
    claim = a_claim()
    address = page("claim", "change", claim.pk)
    sent = {**opened(anna, address), "short": "Mine"}
    hold, once = ClaimAdmin.hold, iter([True])

    def held_late(self, request, obj):
        if next(once, False):
            save(bilal, address, {**opened(bilal, address), "occasion": "Theirs"})
        hold(self, request, obj)

    monkeypatch.setattr(ClaimAdmin, "hold", held_late)
    saved = save(anna, address, sent)

    assert saved.status_code == 302, errors(saved)
    claim.refresh_from_db()
    assert (claim.short, claim.occasion) == ("Mine", "Theirs")
