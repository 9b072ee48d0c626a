"""The workbench: one decision at a time, our figure beside it, collisions told."""

import html as entities
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from claims import actions
from claims.domain.status import Status
from claims.models.desk.claim import Claim
from claims.models.desk.decision import Decision
from claims.models.desk.event import Measure
from claims.models.desk.figure import Figure
from claims.models.desk.link import Link
from claims.models.desk.position import FindingAnswer, Position
from tests.admin.desk import at_the_desk, who, words
from tests.builders import NOW, a_figure, a_position, an_editor, an_event, published
from tests.clash import WHY, Raid, said

pytestmark = pytest.mark.django_db
FORMS = {
    "do": 'id="card"',
    "undo": 'id="undo"',
    "_save": 'class="all"',
    "answer": 'class="found"',
    "reopen": 'class="found"',
    "tie": 'class="found"',
}


class Bench:
    """One open workbench: it sends what the boxes of a form hold, as a browser would."""

    def __init__(self, raid, *, event=None, client=None, query=""):
        self.client = client or at_the_desk()
        event = event or raid.event
        self.address = reverse("admin:claims_event_reconcile", args=[event.pk]) + query
        self.open()

    def open(self, query=None):
        if query is not None:
            self.address = self.address.partition("?")[0] + query
        return self.read(self.client.get(self.address))

    def read(self, response):
        self.response = response
        if response.status_code == 200:
            self.html = response.content.decode()
        return self

    def sent(self, button="_state"):
        """What stands in the boxes of the form that holds a button."""
        return dict(boxes(self.html, FORMS.get(button, 'id="ours"')))

    def press(self, button, value="1", **typed):
        typed = {name.replace("__", "-"): text for name, text in typed.items()}
        sent = {**self.sent(button), **typed, button: value}
        kept = {name: text for name, text in sent.items() if text is not None}
        return self.read(self.client.post(self.address, kept))

    def decide(self, option, **typed):
        """Answer the card that is shown, for a reason of one's own."""
        return self.press("do", option, **{"why": "The mayor left South out.", **typed})

    @property
    def words(self):
        return words(self.response)

    @property
    def card(self):
        part = self.html.split('id="card"')[1].split("</form>")[0]
        return " ".join(re.sub(r"<[^>]+>", " ", part.partition(">")[2]).split())

    def button(self, name, pattern):
        """The value of the first button of that name whose words match."""
        button = rf'<button[^>]*name="{name}"\s+value="([^"]*)">(.*?)</button>'
        found = re.findall(button, self.html, re.S)
        labels = ((value, " ".join(label.split())) for value, label in found)
        return next(value for value, label in labels if re.search(pattern, label))


def boxes(page, form):
    """The boxes of the form with this mark, as they would be sent."""
    part = page.split(form)
    html = part[1].split("</form>")[0] if len(part) > 1 else ""
    for tag in re.findall(r"<input[^>]*>", html):
        facts = dict(re.findall(r'([a-z]+)="([^"]*)"', tag))
        if facts.get("type") in ("checkbox", "radio") and " checked" not in tag:
            continue
        if "name" in facts and facts.get("type") != "submit":
            yield facts["name"], entities.unescape(facts.get("value", ""))
    for name, options in re.findall(r'<select name="([^"]*)".*?>(.*?)</select>', html, re.S):
        chosen = re.search(r'value="([^"]*)"\s+selected', options)
        yield name, chosen[1] if chosen else ""
    for name, text in re.findall(
        r'<textarea[^>]* name="([^"]*)"[^>]*>\n?(.*?)</textarea>', html, re.S
    ):
        yield name, entities.unescape(text)


@pytest.fixture
def raid():
    return Raid()


def box(figure, name):
    return f"f{figure.pk}-{name}"


def use(figure):
    return f"use-{figure.pk}"


TABLE = "?open=figures"
CLASHES = "?open=clashes"


def test_the_workbench_is_reached_from_event_claim_and_position(raid):
    client = at_the_desk()
    at = reverse("admin:claims_event_reconcile", args=[raid.event.pk])

    for kind, thing in [("event", raid.event), ("claim", raid.ten.claim)]:
        page = client.get(reverse(f"admin:claims_{kind}_change", args=[thing.pk]))
        assert f'href="{at}"' in page.content.decode()


def test_only_those_who_may_change_the_event_may_reconcile_it(raid):
    client = at_the_desk()
    client.force_login(an_editor())

    address = reverse("admin:claims_event_reconcile", args=[raid.event.pk])
    assert client.get(address).status_code == 403
    assert client.post(address, {"_save": "1"}).status_code == 403


def test_the_page_asks_the_same_number_of_questions_however_many_figures(raid):
    def asked(act):
        with CaptureQueriesContext(connection) as captured:
            act()
        return len(captured)

    bench = Bench(raid)
    few = asked(bench.open), asked(lambda: bench.decide("leaves_some_out", _fragment="1"))
    bench.open().press("undo", bench.button("undo", "Undo"))
    for n in range(9):
        said(raid.north, 6, f"Ward {n}", key=f"ward-{n}")

    many = asked(bench.open), asked(lambda: bench.decide("leaves_some_out", _fragment="1"))

    assert many == few


def test_it_shows_what_clashes_with_counts_of_other_measures(raid):
    said(raid.event, 12, "Wire Agency", key="casualties-12", measure="casualties")
    said(raid.event, 4, "Mayor", key="hurt-4", measure="injured")

    told = Bench(raid, query=CLASHES).words

    assert "10 + 4 = 14" in told
    assert "12 killed or injured" in told


def test_an_event_without_attackers_opens_at_what_was_counted_in_it():
    vote = an_event("The vote in Lantern Bay")
    Measure(event=vote, slug="ballots", name="ballots counted", nature="total").save()
    said(vote, 812, "Returning officer", key="ro-812", measure="ballots", category="all")

    page = words(at_the_desk().get(reverse("admin:claims_event_reconcile", args=[vote.pk])))

    assert "Ballots counted, all" in page
    assert "Figures allow 812" in page


def test_it_shows_what_is_to_decide_with_a_proposal(raid):
    bench = Bench(raid)

    assert "1 decision" in bench.words
    assert "1 of 1. Whole, everyone except attackers: parts and whole" in bench.card
    assert "Mayor" in bench.card
    assert "Nobody has decided" not in bench.words


def test_a_decision_is_kept_with_its_editor_and_the_next_one_comes(raid):
    bench = Bench(raid)

    bench.decide("leave_out").open()

    row = Decision.objects.get()
    assert (row.option, row.reason) == ("leave_out", "The mayor left South out.")
    assert row.by == who(bench.client)
    assert "Nothing has to be decided." in bench.words
    assert "The mayor left South out." in bench.words


def test_the_reason_that_was_offered_goes_with_what_was_proposed_alone(raid):
    offered = Bench(raid).sent("do")["offered"]
    proposed = Bench(raid).sent("do")["proposed"].partition(":")[0]
    other = {"leave_out": "leaves_some_out", "leaves_some_out": "leave_out"}[proposed]

    bench = Bench(raid).press("do", other, why=offered)

    assert "Say why it is what you chose" in bench.words
    assert not Decision.objects.exists()
    bench.press("do", proposed, why=offered)
    assert Decision.objects.get().reason == offered


def test_another_figure_can_give_way_than_the_one_proposed(raid):
    bench = Bench(raid)
    ways = {name: None for name in bench.sent("do") if name.startswith("way-")}

    bench.decide("leave_out", **{**ways, "way-north-6": "1"})

    assert Decision.objects.get().figures == ["north-6"]
    raid.six.refresh_from_db()
    assert raid.six.treatment_note == "The mayor left South out."


def test_a_refused_decision_keeps_what_was_typed(raid):
    bench = Bench(raid)
    ways = {name: None for name in bench.sent("do") if name.startswith("way-")}

    bench.press("do", "leave_out", why="", **{**ways, "way-north-6": "1"})

    assert "Give the reason for the decision." in bench.words
    assert bench.sent("do")["way-north-6"] == "1"
    bench.press("do", "nonsense", why="Mine.")
    assert bench.sent("do")["why"] == "Mine."
    assert not Decision.objects.exists()


def test_two_editors_at_one_decision_the_second_is_told_and_loses_no_word(raid):
    a_position(raid.event)
    first, second = Bench(raid), Bench(raid)
    first.decide("leave_out")

    second.decide("leaves_some_out", why="A word of my own.")

    assert "no longer there as you saw it" in second.words
    assert "Your reason was: “A word of my own.”" in second.words
    assert "Position:" not in second.words
    assert Decision.objects.count() == 1


def test_the_last_decision_can_be_undone(raid):
    bench = Bench(raid)
    bench.decide("leave_out").open()

    bench.press("undo", str(Decision.objects.get().pk)).open()

    assert "1 of 1." in bench.card
    assert not Decision.objects.all().standing().exists()
    assert not Figure.objects.exclude(treatment="use").exists()


def test_a_decision_put_off_needs_no_reason_and_comes_at_the_end(raid):
    bench = Bench(raid)

    bench.press("do", "later").open()

    assert "put off" in bench.card
    assert Decision.objects.get().reason == ""


def test_counts_of_one_place_are_one_card_and_a_new_one_brings_it_back(raid):
    for number, name in [(4, "Wire"), (9, "Radio")]:
        said(raid.north, number, name, key=f"{name.lower()}-{number}")
    bench = Bench(raid)
    assert "North, everyone except attackers: 4 to 9" in bench.card

    bench.decide("range", **{"range-low": "4", "range-high": "99"})
    assert "The counts reach from one end to the other" in bench.words
    assert bench.sent("do")["range-high"] == "99"
    bench.decide("range", **{"range-low": "4", "range-high": "6"}).open()
    assert "4 to 6" in bench.words
    assert 'id="card"' not in bench.html

    said(raid.north, 12, "Paper", key="paper-12")

    assert "One more since it was decided: Paper: 12. As before?" in bench.open().card


def test_the_card_tells_what_our_figure_becomes(raid):
    said(raid.north, 4, "Wire", key="wire-4")
    bench = Bench(raid)
    bench.press("_state", **position_typed(raid)).open()

    assert "touches our figure" in bench.words
    effects = re.findall(r'data-effect="([^"]+)"', bench.html)
    assert "4 stands: the figures of ours then allow 9 or more, not 11 or more." in effects


def test_a_fragment_is_the_bench_alone(raid):
    bench = Bench(raid)

    bench.decide("leave_out", _fragment="1")

    assert "<html" not in bench.html
    assert "Decided: is left out." in bench.words
    assert "Nothing has to be decided." in bench.words


def test_what_our_figure_uses_is_spelt_out_as_a_sum(raid):
    bench = Bench(raid).press("_work", **position_typed(raid))

    assert "These allow 11 or more" in bench.words
    assert re.search(r"Least: 6 \(North\) \+ 5 \(South\): 11", bench.words)
    assert "open, for South" in bench.words
    assert not Position.objects.exists()


def test_the_figures_of_a_count_can_be_taken_as_ours_and_nothing_is_saved(raid):
    bench = Bench(raid, event=raid.north).press("_take")

    assert (bench.sent()["our-low"], bench.sent()["our-high"]) == ("6", "6")
    assert bench.sent()[use(raid.six)] == "1"
    assert not Position.objects.exists()


def test_newer_figures_that_we_do_not_use_are_named(raid):
    bench = Bench(raid)
    bench.press("_state", **position_typed(raid, **{"our-as_of": "2024-08-20"})).open()

    assert "Mayor: 10" in bench.words.split("Newer:")[1]


def test_checked_no_change_is_an_act_of_its_own(raid):
    for figure in (raid.six, raid.five, raid.ten):
        published(figure.claim)
    bench = Bench(raid).press("_state", **position_typed(raid))
    position = published(Position.objects.get())

    bench.open().press("_checked").open()

    position.refresh_from_db()
    assert position.checked_at is not None
    assert "nothing changed" in bench.words


def test_readings_have_ranges_of_their_own(raid):
    raid.ten.readings.create(event=raid.north)

    shown = Bench(raid, query="?open=readings").words

    assert "As recorded they contradict each other" in shown
    assert "Mayor: 10 as North, everyone except attackers" in shown


def test_a_part_has_a_workbench_of_its_own(raid):
    bench = Bench(raid, event=raid.north)

    assert "Killed, everyone except attackers, North" in bench.words
    assert "Figures allow up to 6" in bench.words


def test_what_the_event_counts_of_its_own_goes_by_its_name(raid):
    root = raid.event.root()
    Measure(event=root, slug="firing", name="minutes of Kunduz fire").save()
    a_figure(Claim.objects.filter(event=raid.event).first(), 29, measure="firing")

    assert "Minutes of Kunduz fire, " in Bench(raid, query="?measure=firing").words
    assert "Minutes of Kunduz fire: " in Bench(raid).words


def test_an_event_without_figures_says_so():
    event = an_event()
    address = reverse("admin:claims_event_reconcile", args=[event.pk])

    response = at_the_desk().get(f"{address}?open=figures")

    assert "Nobody has given such a number yet." in words(response)
    assert "Nobody has counted this" in words(response)


def test_saved_treatments_are_kept_with_their_editor(raid):
    bench = Bench(raid, query=TABLE)

    bench.press("_save", **{box(raid.ten, "how"): "superseded", box(raid.ten, "other"): "south-5"})

    raid.five.refresh_from_db()
    assert bench.response.status_code == 302
    assert raid.five.supersedes == raid.ten
    last = raid.five.claim.history.latest("history_id")
    assert last.history_user == who(bench.client)


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({"how": "leave_out"}, "say why it is not used"),
        ({"how": "repeat", "other": "ghost"}, "There is no figure “ghost” in this event."),
        ({"how": "nonsense"}, "Choose how it is to be treated."),
        ({"how": "leave_out", "note": "x" * 501}, "longer than 500 characters"),
        ({"how": "repeat", "other": "all-10"}, "cannot hang on itself"),
        ({"how": "use", "same": "\x00"}, "There is no figure"),
    ],
)
def test_what_makes_no_sense_is_told_in_words_and_keeps_what_was_typed(raid, typed, told):
    bench = Bench(raid, query=TABLE)

    bench.press("_save", **{box(raid.ten, name): text for name, text in typed.items()})

    assert bench.response.status_code == 200
    assert told in bench.words
    assert not Figure.objects.exclude(treatment="use").exists()
    if "note" in typed:
        assert bench.sent("_save")[box(raid.ten, "note")] == typed["note"]


def test_two_editors_at_different_figures_do_not_meet(raid):
    first, second = Bench(raid, query=TABLE), Bench(raid, query=TABLE)
    first.press("_save", **{box(raid.ten, "how"): "leave_out", box(raid.ten, "note"): "Old."})

    second.press("_save", **{box(raid.six, "how"): "leave_out", box(raid.six, "note"): "Mine."})

    assert second.response.status_code == 302
    assert set(
        Figure.objects.exclude(treatment="use").values_list("treatment_note", flat=True)
    ) == {
        "Old.",
        "Mine.",
    }


def test_two_editors_at_one_figure_the_second_keeps_the_typed_text(raid):
    first, second = Bench(raid, query=TABLE), Bench(raid, query=TABLE)
    first.press("_save", **{box(raid.ten, "how"): "leave_out", box(raid.ten, "note"): "Old."})

    second.press("_save", **{box(raid.ten, "how"): "leave_out", box(raid.ten, "note"): "Mine."})

    assert f"{who(first.client)} changed this" in second.words
    assert second.sent("_save")[box(raid.ten, "note")] == "Mine."
    second.press("_save")
    raid.ten.refresh_from_db()
    assert raid.ten.treatment_note == "Mine."


def test_a_finding_is_answered_reopened_and_opens_itself_when_a_figure_changes(raid):
    bench = Bench(raid, query=CLASHES)
    finding = raid.clash
    reason = {f"reason-{finding.fingerprint}": "The mayor left South out."}

    bench.press("answer", f"shown:{finding.fingerprint}")
    assert "Give the reason for the answer." in bench.words
    bench.press("answer", f"shown:{finding.fingerprint}", **reason).open()
    assert "Its figures are used as before: “All figures” leaves one out." in bench.words
    assert "Disputed, and shown to readers. The mayor left South out." in bench.words
    assert "once these drafts are published" in bench.words

    raid.ten.value = raid.ten.low = raid.ten.high = 9
    raid.ten.save()
    bench.open()
    assert "Opened again: the figures have changed" in bench.words

    bench.press(
        "answer",
        f"dismissed:{raid.clash.fingerprint}",
        **{
            f"reason-{raid.clash.fingerprint}": "A rough count.",
        },
    ).open().press("reopen", bench.button("reopen", "Reopen")).open()
    assert not FindingAnswer.objects.exists()


def test_an_answer_to_what_is_no_longer_there_can_be_forgotten(raid):
    bench = Bench(raid, query=CLASHES)
    bench.press(
        "answer",
        f"explained:{raid.clash.fingerprint}",
        **{
            f"reason-{raid.clash.fingerprint}": "Old.",
        },
    ).open()
    Bench(raid, query=TABLE).press(
        "_save", **{box(raid.ten, "how"): "leave_out", box(raid.ten, "note"): "Old."}
    )
    bench.open()

    assert "No longer there." in bench.words
    bench.press("reopen", bench.button("reopen", "Forget"))
    assert not FindingAnswer.objects.exists()


def test_a_reason_comes_back_where_its_finding_is_gone(raid):
    bench, fingerprint = Bench(raid, query=CLASHES), raid.clash.fingerprint
    Bench(raid, query=TABLE).press(
        "_save", **{box(raid.ten, "how"): "leave_out", box(raid.ten, "note"): "Old."}
    )

    bench.press("answer", f"explained:{fingerprint}", **{f"reason-{fingerprint}": "He guessed."})

    assert "Your reason was: “He guessed.”" in bench.words
    bench.press("answer", f"explained:{fingerprint}", **{f"reason-{fingerprint}": "x" * 2001})
    assert "longer than 2000 characters" in bench.words


def test_a_suggested_link_is_accepted_or_rejected_with_one_press(raid):
    older = said(raid.north, 4, "x", key="north-4")
    older.claim.claimant, older.claim.said_at = raid.six.claim.claimant, None
    older.claim.said_precision = ""
    older.claim.save()
    bench = Bench(raid, query="?open=copies")

    no = bench.button("tie", r"^No<.*north-4")
    bench.press("tie", no)
    assert "Say why they are not linked so" in bench.words
    assert not Link.objects.exists()
    bench.press("tie", no, **{f"why-{no}": "Another ward."}).open()
    assert "north-4) was replaced" not in bench.words
    assert (Link.objects.get().state, Link.objects.get().note) == ("rejected", "Another ward.")

    Link.objects.all()[0].delete()
    bench.open().press("tie", bench.button("tie", r"^Superseded<.*north-4"))
    raid.six.refresh_from_db()
    assert raid.six.supersedes == older


def test_what_readers_are_told_of_a_misprint_is_what_the_editor_wrote(raid):
    twice = a_figure(raid.six.claim, 4, category="everyone-else", key="north-4")
    bench = Bench(raid, query="?open=clashes")
    yes = bench.button("tie", r"^Record error<.*north-6.*was recorded wrongly")
    note = f"note-{yes}"
    assert bench.sent("tie")[note] == "Recorded wrongly: it should read City Hospital: 4."

    bench.press("tie", yes, **{note: " "})
    assert "say why it is not used; readers see it" in bench.words
    bench.press("tie", yes, **{note: "We misheard\u202e the doctor."})
    assert "right-to-left override (U+202E)" in bench.words
    assert "Your reason was: “We misheard the doctor.”" in bench.words
    raid.six.refresh_from_db()
    assert raid.six.treatment == "use"

    bench.open().press("tie", yes, **{note: "We misheard the doctor."})
    raid.six.refresh_from_db()
    twice.refresh_from_db()
    told = (raid.six.treatment, raid.six.treatment_note)
    assert told == ("record_error", "We misheard the doctor.")
    assert twice.treatment == "use"


def test_what_cannot_be_seen_is_shown_before_it_is_kept(raid):
    bench = Bench(raid).press("_state", **position_typed(raid, our__rationale="Two\u200b places."))
    assert "zero width space (U+200B)" in bench.words
    assert bench.sent()["our-rationale"] == "Two places."
    assert not Position.objects.exists()
    ticked = {"our__rationale": "Two places.", "keep__as__typed": "Two\u200b places."}
    bench.press("_state", **position_typed(raid, **ticked))
    assert Position.objects.get().rationale == "Two\u200b places."

    bench.open().decide("stands", why="North\u2066 told it.")
    assert "left-to-right isolate (U+2066)" in bench.words
    assert not Decision.objects.exists()
    assert "North told it." in bench.html


def position_typed(raid, **more):
    return {
        use(raid.six): "1",
        use(raid.five): "1",
        "our-established": "yes",
        "our-low": "11",
        "our-rationale": WHY,
        **more,
    }


def test_the_preview_reads_as_readers_will_see_it(raid):
    bench = Bench(raid).press("_work", **position_typed(raid))

    assert "account for at least 11 people killed, not counting attackers" in bench.words
    assert not Position.objects.exists()


def test_a_position_tells_what_a_decision_left_out_and_leads_to_publication(raid):
    for figure in (raid.six, raid.five, raid.ten):
        published(figure.claim)
    bench = Bench(raid)
    ways = {name: None for name in bench.sent("do") if name.startswith("way-")}
    bench.decide("leave_out", **{**ways, "way-all-10": "1"}).open()

    bench.press("_publish", **position_typed(raid))

    position = Position.objects.get()
    left_out = [(o.figure, o.reason) for o in position.leaves_out.all()]
    assert left_out == [(raid.ten, "The mayor left South out.")]
    page = bench.client.get(bench.response.url)
    assert "account for at least 11 people killed, not counting attackers" in words(page)
    assert f"Claim: {raid.ten.claim}" in words(page)


def test_a_position_that_cannot_be_stated_saves_nothing_at_all(raid):
    bench = Bench(raid)

    bench.press("_state", **position_typed(raid, **{"our-low": "9"}))

    assert "allow 11 or more: say why the position goes beyond that" in bench.words
    assert bench.sent()["our-low"] == "9"
    assert not Position.objects.exists()


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({"our-low": "many"}, "whole number"),
        ({"our-low": "-1"}, "greater than or equal to 0"),
        ({"our-low": str(10**16)}, "less than or equal to"),
        ({"our-low": "12", "our-high": "11"}, "must rise from low"),
        ({"our-rationale": ""}, "Give the rationale"),
        ({"our-as_of": "yesterday"}, "our-as_of"),
        ({"our-established": "no"}, "Where we cannot say, give no number."),
    ],
)
def test_a_wrong_position_is_told_in_words(raid, typed, told):
    bench = Bench(raid).press("_state", **position_typed(raid, **typed))

    assert bench.response.status_code == 200
    assert told in bench.words or told in bench.response.content.decode()
    assert not Position.objects.exists()


def test_two_editors_at_one_position_the_second_keeps_the_typed_text(raid):
    first, second = Bench(raid), Bench(raid)
    first.press("_state", **position_typed(raid))

    second.press("_state", **position_typed(raid, **{"our-low": "12"}))

    assert "Somebody else has stated" in second.words
    assert second.sent()["our-low"] == "12"
    assert Position.objects.get().low == 11


def test_what_was_stated_stands_in_the_form_again(raid):
    Bench(raid).press("_state", **position_typed(raid), **{"our-as_of": "2024-08-27 18:00"})

    bench = Bench(raid)

    assert bench.sent()["our-low"] == "11"
    assert bench.sent()["our-as_of"].startswith("2024-08-27 18:00")
    assert bench.sent()[use(raid.six)] == "1"
    assert use(raid.ten) not in bench.sent()


def test_reasons_once_given_stay_until_the_figure_is_treated_otherwise(raid):
    twin = said(raid.event, 10, "Radio", key="radio-10", repeats=raid.ten)
    Bench(raid).press("_state", **position_typed(raid))
    written = Position.objects.get().leaves_out.get(figure=twin)
    written.reason = "The radio read out what the mayor had said."
    written.save()
    left_out = {box(raid.ten, "how"): "leave_out", box(raid.ten, "note"): "Too early."}
    Bench(raid, query=TABLE).press("_save", **left_out)

    Bench(raid).press("_state", **{"our-rationale": "Said better."})

    position = Position.objects.get()
    assert position.rationale == "Said better."
    assert {(o.figure.key, o.reason) for o in position.leaves_out.all()} == {
        ("all-10", "Too early."),
        ("radio-10", "The radio read out what the mayor had said."),
    }


@pytest.mark.parametrize(
    "query", ["?measure=ghosts&counted=ghost", "?measure=" + "x" * 999, "?counted="]
)
def test_nonsense_in_the_address_opens_some_count(raid, query):
    assert Bench(raid, query=query).response.status_code == 200


@pytest.mark.parametrize(
    ("button", "value"),
    [
        ("answer", "shown"), ("answer", "nonsense:1"), ("reopen", "x:y"), ("reopen", "9:9"),
        ("tie", "accept"), ("tie", "accept:update:9:9"), ("tie", "accept:ghost:1:2"),
        ("undo", "9"), ("undo", "x"), ("do", "shrug"), ("do", "both"), ("_checked", "1"),
    ],
)  # fmt: skip
def test_nonsense_in_a_button_is_refused_in_words(raid, button, value):
    bench = Bench(raid, query=CLASHES).press(button, value)

    assert bench.response.status_code == 200
    assert "Nothing of this is saved yet." in bench.words


def test_two_figures_of_one_id_are_told_not_guessed(raid):
    a_figure(raid.ten.claim, 3, category="police", key="north-6")

    response = at_the_desk().get(reverse("admin:claims_event_reconcile", args=[raid.event.pk]))

    assert "there is another figure “north-6”" in words(response)


def test_the_list_of_positions_can_show_those_whose_figures_changed(raid):
    bench = Bench(raid)
    bench.press("_state", **position_typed(raid))
    address = reverse("admin:claims_position_changelist") + "?figures=changed"
    assert "0 positions" in words(bench.client.get(address))

    raid.six.low = raid.six.value = raid.six.high = 7
    raid.six.save()

    assert "1 position" in words(bench.client.get(address))


def test_a_refused_save_does_not_hide_what_a_colleague_saved_meanwhile(raid):
    first, second = Bench(raid, query=TABLE), Bench(raid, query=TABLE)
    first.press("_save", **{box(raid.ten, "how"): "leave_out", box(raid.ten, "note"): "Old."})
    mine = {box(raid.ten, "how"): "record_error"}

    second.press("_save", **mine)
    assert "say why it is not used" in second.words
    second.press("_save", **{box(raid.ten, "note"): "Misread."})

    assert f"{who(first.client)} changed this" in second.words
    raid.ten.refresh_from_db()
    assert raid.ten.treatment_note == "Old."
    second.press("_save")
    raid.ten.refresh_from_db()
    assert raid.ten.treatment_note == "Misread."


def test_a_refused_position_does_not_hide_what_a_colleague_stated_meanwhile(raid):
    first, second = Bench(raid), Bench(raid)
    first.press("_state", **position_typed(raid))

    second.press("_state", **position_typed(raid, **{"our-rationale": ""}))
    second.press("_state", **{"our-rationale": "Mine.", "our-low": "12"})

    assert "Somebody else has stated" in second.words
    assert f"{who(first.client)}" in second.words
    assert Position.objects.get().low == 11


def test_the_table_says_of_no_claim_that_it_was_examined_before_somebody_decided(raid):
    table = words(at_the_desk().get(Bench(raid, query=TABLE).address))
    assert "Unconfirmed, not examined" in table

    for figure in (raid.six, raid.five, raid.ten):
        actions.change_status(
            figure.claim, to=Status.UNCONFIRMED, reason="Nobody else counted.", by=None, at=NOW
        )
    table = words(at_the_desk("second").get(Bench(raid, query=TABLE).address))
    assert "Unconfirmed" in table
    assert "not examined" not in table
