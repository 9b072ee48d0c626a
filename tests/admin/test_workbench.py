"""The workbench: tried without saving, saved with what was typed, collisions told."""

import re

import pytest
from django.urls import reverse

from claims.models.desk.claim import Claim
from claims.models.desk.event import Measure
from claims.models.desk.figure import Figure
from claims.models.desk.link import Link
from claims.models.desk.position import FindingAnswer, Position
from tests.admin.desk import at_the_desk, who, words
from tests.builders import a_figure, an_editor, an_event, published
from tests.clash import WHY, Raid, said

pytestmark = pytest.mark.django_db


class Bench:
    """One open workbench: it sends what its boxes hold, as a browser would."""

    def __init__(self, raid, *, event=None, client=None, query=""):
        self.client = client or at_the_desk()
        event = event or raid.event
        self.address = reverse("admin:claims_event_reconcile", args=[event.pk]) + query
        self.open()

    def open(self):
        return self.read(self.client.get(self.address))

    def read(self, response):
        self.response = response
        if response.status_code == 200:
            html = response.content.decode()
            self.sent = dict(boxes(html))
        return self

    def press(self, button, value="1", **typed):
        typed = {name.replace("__", "-"): text for name, text in typed.items()}
        sent = {**self.sent, **typed, button: value}
        kept = {name: text for name, text in sent.items() if text is not None}
        return self.read(self.client.post(self.address, kept))

    @property
    def words(self):
        return words(self.response)

    @property
    def gives(self):
        part = self.response.content.decode().split('id="gives"')[1].split('id="preview"')[0]
        return " ".join(re.sub(r"<[^>]+>", " ", part.split("Our position")[0]).split())

    def button(self, name, pattern):
        """The value of the first button of that name whose words match."""
        html = self.response.content.decode()
        button = rf'<button[^>]*name="{name}" value="([^"]*)">(.*?)</button>'
        found = re.findall(button, html, re.S)
        labels = ((value, " ".join(label.split())) for value, label in found)
        return next(value for value, label in labels if re.search(pattern, label))


def boxes(html):
    form = html.split('class="wb"')[-1]
    for tag in re.findall(r"<input[^>]*>", form):
        facts = dict(re.findall(r'([a-z]+)="([^"]*)"', tag))
        if facts.get("type") in ("checkbox", "radio") and " checked" not in tag:
            continue
        if "name" in facts and facts.get("type") != "submit":
            yield facts["name"], facts.get("value", "")
    for name, options in re.findall(r'<select name="([^"]*)".*?>(.*?)</select>', form, re.S):
        chosen = re.search(r'value="([^"]*)" selected', options)
        yield name, chosen[1] if chosen else ""
    for name, text in re.findall(r'<textarea name="([^"]*)"[^>]*>\n?(.*?)</textarea>', form, re.S):
        yield name, text


@pytest.fixture
def raid():
    return Raid()


def box(figure, name):
    return f"f{figure.pk}-{name}"


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


def test_it_shows_what_clashes_with_the_sum_and_whom_to_ask(raid):
    bench = Bench(raid)

    assert "No number is possible" in bench.gives
    assert "6 + 5 = 11 &gt; 10" in bench.response.content.decode()
    assert "Ask Mayor whether the total leaves some of them out." in bench.words


def test_it_shows_what_clashes_with_counts_of_other_measures(raid):
    said(raid.event, 12, "Wire Agency", key="casualties-12", measure="casualties")
    said(raid.event, 4, "Mayor", key="hurt-4", measure="injured")

    told = Bench(raid).words

    assert "10 + 4 = 14" in told
    assert "12 killed or injured" in told


def test_trying_a_treatment_shows_what_it_gives_and_saves_nothing(raid):
    bench = Bench(raid)
    typed = {box(raid.ten, "how"): "leave_out", box(raid.ten, "note"): "Too old."}

    bench.press("_recompute", **typed)

    assert "11 or more is possible" in bench.gives
    assert bench.sent[box(raid.ten, "note")] == "Too old."
    assert not Figure.objects.exclude(treatment="use").exists()


def test_the_fragment_holds_the_results_alone(raid):
    bench = Bench(raid)
    typed = {box(raid.ten, "how"): "leave_out", box(raid.ten, "note"): "Too old."}

    response = bench.client.post(bench.address, {**bench.sent, **typed, "_fragment": "1"})

    html = response.content.decode()
    assert "11 or more" in html
    assert "<html" not in html
    assert not Figure.objects.exclude(treatment="use").exists()


def test_ticked_figures_tell_what_they_allow_and_who_stands_behind_them(raid):
    a_figure(raid.six.claim, 6, category="everyone-else", event=raid.north, key="again")
    bench = Bench(raid)

    bench.press("_recompute", **{box(raid.six, "ours"): "1", box(raid.five, "ours"): "1"})

    assert "allow by themselves: 11 or more" in bench.gives
    assert "2 independent originators, carried by 2 reports" in bench.gives


def test_readings_have_ranges_of_their_own(raid):
    raid.ten.readings.create(event=raid.north)
    bench = Bench(raid)

    assert re.search(
        r"As recorded impossible.*all-10: Everyone except attackers, North", bench.gives
    )


def test_saved_treatments_are_kept_with_their_editor(raid):
    bench = Bench(raid)

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
    bench = Bench(raid)

    bench.press("_save", **{box(raid.ten, name): text for name, text in typed.items()})

    assert bench.response.status_code == 200
    assert told in bench.words
    assert not Figure.objects.exclude(treatment="use").exists()
    if "note" in typed:
        assert bench.sent[box(raid.ten, "note")] == typed["note"]


def test_two_editors_at_different_figures_do_not_meet(raid):
    first, second = Bench(raid), Bench(raid)
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
    first, second = Bench(raid), Bench(raid)
    first.press("_save", **{box(raid.ten, "how"): "leave_out", box(raid.ten, "note"): "Old."})

    second.press("_save", **{box(raid.ten, "how"): "leave_out", box(raid.ten, "note"): "Mine."})

    assert f"{who(first.client)} changed this" in second.words
    assert second.sent[box(raid.ten, "note")] == "Mine."
    second.press("_save")
    raid.ten.refresh_from_db()
    assert raid.ten.treatment_note == "Mine."


def test_a_finding_is_answered_reopened_and_opens_itself_when_a_figure_changes(raid):
    bench = Bench(raid)
    finding = raid.clash
    reason = {f"reason-{finding.fingerprint}": "The mayor left South out."}

    bench.press("answer", f"shown:{finding.fingerprint}")
    assert "Give the reason for the answer." in bench.words
    bench.press("answer", f"shown:{finding.fingerprint}", **reason).open()
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
    bench = Bench(raid)
    bench.press(
        "answer",
        f"explained:{raid.clash.fingerprint}",
        **{
            f"reason-{raid.clash.fingerprint}": "Old.",
        },
    ).open()
    bench.press("_save", **{box(raid.ten, "how"): "leave_out", box(raid.ten, "note"): "Old."})
    bench.open()

    assert "No longer there." in bench.words
    bench.press("reopen", bench.button("reopen", "Forget"))
    assert not FindingAnswer.objects.exists()


def test_answering_keeps_what_was_typed_beside_it(raid):
    bench = Bench(raid)
    fingerprint = raid.clash.fingerprint

    bench.press(
        "answer",
        f"explained:{fingerprint}",
        **{f"reason-{fingerprint}": "Old.", "our-rationale": "Half a thought"},
    )

    assert bench.response.status_code == 200
    assert bench.sent["our-rationale"] == "Half a thought"
    assert FindingAnswer.objects.count() == 1


def test_a_reason_half_typed_outlives_whatever_else_is_pressed(raid):
    name = f"reason-{raid.clash.fingerprint}"
    bench = Bench(raid)
    bench.sent[name] = "The mayor left South out."

    for button, value, more in (
        ("_recompute", "1", {}),
        ("answer", "explained:zzz", {}),
        ("_state", "1", {**position_typed(raid), box(raid.ten, "how"): "use"}),
        ("_save", "1", {}),
    ):
        bench.press(button, value, **more)
        assert bench.response.status_code == 200
        assert bench.sent[name] == "The mayor left South out."

    assert "A reason is typed below, and no answer chosen" in bench.words
    assert not FindingAnswer.objects.exists()


def test_a_reason_comes_back_where_its_finding_is_gone(raid):
    bench, fingerprint = Bench(raid), raid.clash.fingerprint
    Bench(raid).press("_save", **{box(raid.ten, "how"): "leave_out", box(raid.ten, "note"): "Old."})

    bench.press("answer", f"explained:{fingerprint}", **{f"reason-{fingerprint}": "He guessed."})

    assert "Your reason was: “He guessed.”" in bench.words
    bench.press("answer", f"explained:{fingerprint}", **{f"reason-{fingerprint}": "x" * 2001})
    assert "longer than 2000 characters" in bench.words


def test_a_suggested_link_is_accepted_or_rejected_with_one_press(raid):
    older = said(raid.north, 4, "x", key="north-4")
    older.claim.claimant, older.claim.said_at = raid.six.claim.claimant, None
    older.claim.said_precision = ""
    older.claim.save()
    bench = Bench(raid)

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


def position_typed(raid, **more):
    return {
        box(raid.ten, "how"): "leave_out",
        box(raid.ten, "note"): "Too old.",
        box(raid.six, "ours"): "1",
        box(raid.five, "ours"): "1",
        "our-established": "yes",
        "our-low": "11",
        "our-rationale": WHY,
        **more,
    }


def test_the_preview_reads_as_readers_will_see_it(raid):
    bench = Bench(raid).press("_recompute", **position_typed(raid))

    assert "account for at least 11 people killed, not counting attackers" in bench.words
    assert not Position.objects.exists()


def test_figures_and_position_are_saved_together_and_lead_to_publication(raid):
    for figure in (raid.six, raid.five, raid.ten):
        published(figure.claim)
    bench = Bench(raid).press("_publish", **position_typed(raid))

    position = Position.objects.get()
    assert position.low == 11
    assert [(o.figure, o.reason) for o in position.leaves_out.all()] == [(raid.ten, "Too old.")]
    page = bench.client.get(bench.response.url)
    assert "account for at least 11 people killed, not counting attackers" in words(page)
    assert f"Claim: {raid.ten.claim}" in words(page)


def test_a_position_that_cannot_be_stated_saves_nothing_at_all(raid):
    bench = Bench(raid)

    bench.press("_state", **position_typed(raid, **{"our-low": "9"}))

    assert "allow 11 or more: say why the position goes beyond that" in bench.words
    assert bench.sent["our-low"] == "9"
    assert not Position.objects.exists()
    assert not Figure.objects.exclude(treatment="use").exists()


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

    second.press("_state", **{**position_typed(raid), "our-low": "12", box(raid.ten, "how"): "use",
                              box(raid.ten, "note"): ""})  # fmt: skip

    assert "Somebody else has stated" in second.words
    assert second.sent["our-low"] == "12"
    assert Position.objects.get().low == 11


def test_what_was_stated_stands_in_the_form_again(raid):
    Bench(raid).press("_state", **position_typed(raid), **{"our-as_of": "2024-08-27 18:00"})

    bench = Bench(raid)

    assert bench.sent["our-low"] == "11"
    assert "As of 27 August 2024, 18:00" in bench.words
    assert bench.sent[box(raid.six, "ours")] == "1"
    assert box(raid.ten, "ours") not in bench.sent


def test_reasons_once_given_stay_until_the_figure_is_treated_otherwise(raid):
    twin = said(raid.event, 10, "Radio", key="radio-10", repeats=raid.ten)
    Bench(raid).press("_state", **position_typed(raid))
    written = Position.objects.get().leaves_out.get(figure=twin)
    written.reason = "The radio read out what the mayor had said."
    written.save()

    Bench(raid).press("_state", **{"our-rationale": "Said better."})

    position = Position.objects.get()
    assert position.rationale == "Said better."
    assert {(o.figure.key, o.reason) for o in position.leaves_out.all()} == {
        ("all-10", "Too old."),
        ("radio-10", "The radio read out what the mayor had said."),
    }

    Bench(raid).press("_state", **{box(raid.ten, "note"): "Too early."})

    assert {o.reason for o in position.leaves_out.all()} == {"Too early.", written.reason}


def test_a_part_has_a_workbench_of_its_own(raid):
    bench = Bench(raid, event=raid.north)

    assert "6 is possible by the figures of this count" in bench.gives
    assert "With all that is said of the event no number is" in bench.gives


def test_what_the_event_counts_of_its_own_goes_by_its_name(raid):
    root = raid.event.root()
    Measure(event=root, slug="firing", name="minutes of Kunduz fire").save()
    a_figure(Claim.objects.filter(event=raid.event).first(), 29, measure="firing")

    shown = Bench(raid, query="?measure=firing").words

    assert "Minutes of Kunduz fire: " in shown
    assert "minutes of Kunduz fire (1)" in shown


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
    ],
)  # fmt: skip
def test_nonsense_in_a_button_is_refused_in_words(raid, button, value):
    bench = Bench(raid).press(button, value)

    assert bench.response.status_code == 200
    assert "Nothing of this is saved yet." in bench.words


def test_an_event_without_figures_says_so():
    event = an_event()

    response = at_the_desk().get(reverse("admin:claims_event_reconcile", args=[event.pk]))

    assert "Nobody has given such a number yet." in words(response)


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
    first, second = Bench(raid), Bench(raid)
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


def test_a_wrong_position_saves_no_figure_either(raid):
    bench = Bench(raid)

    bench.press("_state", **position_typed(raid, **{"our-low": "many"}))

    assert not Figure.objects.exclude(treatment="use").exists()


def test_ones_own_saving_does_not_count_as_anothers(raid):
    bench = Bench(raid)
    left_out = {box(raid.ten, "how"): "leave_out", box(raid.ten, "note"): "Old."}

    bench.press("_save", **left_out, **{"reason-x": "Half typed."})
    bench.press("_save", **{box(raid.ten, "note"): "Older."})

    assert bench.response.status_code == 302, bench.words
    raid.ten.refresh_from_db()
    assert raid.ten.treatment_note == "Older."
