"""Links are suggested where a number repeats or a newer one follows; each is settled once."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from claims import actions
from claims.domain.errors import RuleBroken
from claims.models.desk.link import Link
from tests.admin.desk import at_the_desk, opened, page, save, words
from tests.builders import NOW, a_claim, a_figure, a_link, a_source, an_editor, an_event

pytestmark = pytest.mark.django_db
LIST = "/admin/claims/suggestions/"
MORNING, NOON, EVENING = (f"2024-08-26T{hour}:00Z" for hour in ("06", "12", "18"))


@pytest.fixture
def desk():
    return at_the_desk()


@pytest.fixture
def event():
    return an_event("Attacks")


def counted(event, value, at=None, claimant=None, **more):
    when = {"said_at": at, "said_precision": "minute"} if at else {}
    claim = a_claim(event=event, claimant=claimant or a_source(), **when)
    a_figure(claim, value, **more)
    claim.refresh_from_db()
    return claim


def suggested(claim):
    found = actions.suggest_links(claim, by=None)
    return [(x.from_claim, str(x.relation), x.to_claim) for x in found]


def test_the_same_number_of_another_repeats_the_first_to_give_it(event):
    first = counted(event, 21, MORNING)
    counted(event, 21, NOON)
    last = counted(event, 21, EVENING)

    assert suggested(last) == [(last, "repeats", first)]


def test_whoever_is_recorded_first_the_later_repeats_the_earlier(event):
    later = counted(event, 21, EVENING)
    earlier = counted(event, 21, MORNING)

    assert suggested(earlier) == [(later, "repeats", earlier)]


def test_a_newer_number_of_the_same_claimant_updates_the_last_before_it(event):
    bla = a_source("BLA")
    counted(event, 40, MORNING, bla)
    before = counted(event, 102, NOON, bla)
    after = counted(event, 130, EVENING, bla)

    assert suggested(after) == [(after, "updates", before)]


def test_another_number_of_somebody_else_or_of_no_time_suggests_nothing(event):
    bla = a_source("BLA")
    counted(event, 40, MORNING)
    counted(event, 41, None, bla)

    assert suggested(counted(event, 130, EVENING, bla)) == []


def test_other_people_or_another_part_are_another_count(event):
    counted(event, 21, MORNING, category="attackers")
    counted(an_event(parent=event), 21, MORNING)
    counted(event, 21, MORNING, measure="injured")

    assert suggested(counted(event, 21, EVENING)) == []


@pytest.mark.parametrize("state", ["confirmed", "rejected", "suggested"])
def test_what_was_said_of_a_pair_is_not_suggested_again(event, state):
    first, last = counted(event, 21, MORNING), counted(event, 21, EVENING)
    a_link(first, last, "repeats", state=state, note="As we know.")

    assert suggested(last) == []


def test_a_pair_told_apart_is_not_suggested(event):
    first, last = counted(event, 21, MORNING), counted(event, 21, EVENING)
    actions.tell_apart(last, first, reason="Another operation.", by=None, at=NOW)

    assert suggested(last) == []


def a_suggestion(event):
    last = [counted(event, 21, MORNING), counted(event, 21, EVENING)][1]
    (link,) = actions.suggest_links(last, by=None)
    return link


def press(desk, link, button, **more):
    sent = {"version": link.version, "back": LIST, button: "1", **more}
    return desk.post(f"{LIST}{link.pk}/", sent, follow=True)


def test_one_press_accepts(desk, event):
    link = a_suggestion(event)

    done = press(desk, link, "_accept")

    link.refresh_from_db()
    assert link.state == "confirmed"
    assert "Linked: " in words(done)
    assert "None waits." in words(done)


def test_one_press_rejects_and_the_reason_is_remembered(desk, event):
    link = a_suggestion(event)

    press(desk, link, "_reject", reason="The same number by chance.")

    link.refresh_from_db()
    assert (link.state, link.note) == ("rejected", "The same number by chance.")
    assert actions.suggest_links(link.from_claim, by=None) == []


@pytest.mark.parametrize(
    "more", [{"reason": ""}, {"reason": "Why", "version": "99"}, {"reason": "\x00"}]
)
def test_no_rejection_without_a_reason_or_over_somebody_elses(desk, event, more):
    link = a_suggestion(event)

    press(desk, link, "_reject", **more)

    link.refresh_from_db()
    assert link.state == "suggested"


def test_no_reason_stands_in_the_box_before_the_editor_gives_one(desk, event):
    link = a_suggestion(event)

    shown = desk.get(LIST).content.decode()

    (box,) = re.findall(rf'<input[^>]*id="reason-{link.pk}"[^>]*>', shown)
    assert "value=" not in box
    assert '<option value="The same number by chance: counted separately.">' in shown


def test_a_second_press_settles_nothing_twice(desk, event):
    link = a_suggestion(event)
    press(desk, link, "_accept")
    link.refresh_from_db()

    again = press(desk, link, "_reject", reason="No.")

    assert "This was settled before: it is confirmed." in words(again)
    with pytest.raises(RuleBroken):
        actions.accept_link(link, by=None)


def test_suggestions_stand_on_the_pages_of_both_claims(desk, event):
    link = a_suggestion(event)

    for claim in (link.from_claim, link.to_claim):
        shown = words(desk.get(page("claim", "change", claim.pk)))
        assert "Suggested links" in shown
        assert "21 killed" in shown


def test_saving_a_figure_in_the_full_form_suggests_too(desk, event):
    counted(event, 21, MORNING)
    claim = a_claim(event=event)
    address = page("claim", "change", claim.pk)
    figure = {
        "words": "21",
        "qualifier": "plain",
        "value": "21",
        "measure": "killed",
        "counted": "all",
    }
    typed = {f"figures-0-{name}": value for name, value in figure.items()}

    assert save(desk, address, {**opened(desk, address), **typed}).status_code == 302

    assert Link.objects.get().state == "suggested"


def test_the_list_costs_the_same_however_long_it_is(desk, event):
    def cost():
        with CaptureQueriesContext(connection) as asked:
            desk.get(LIST)
        return len(asked)

    a_suggestion(event)
    cost()  # the first request notes that somebody has signed in
    few = cost()
    for _ in range(5):
        a_suggestion(an_event())

    assert cost() == few


def test_nobody_is_led_elsewhere_and_strangers_are_refused(desk, event):
    link = a_suggestion(event)
    sent = {"version": link.version, "_accept": "1", "back": "https://evil.example/"}

    assert desk.post(f"{LIST}{link.pk}/", sent).url == LIST
    client = Client()
    client.force_login(an_editor())
    assert client.get(LIST).status_code == 403
    assert client.post(f"{LIST}{link.pk}/", sent).status_code == 403
    assert desk.get(f"{LIST}?after=9999999999999999999999").status_code == 200
