"""Stories whose figures clash, settled in a browser by clicks and by keys, and counted."""

import json
from functools import partial

import pytest
from django.core.management import call_command
from django.db.models import QuerySet
from django.urls import reverse

from claims.domain.vocabulary import Option
from claims.models.desk.decision import Decision
from claims.models.desk.event import Event
from claims.models.desk.figure import Figure
from claims.models.desk.position import Position
from tests.balochistan import FIXTURE
from tests.builders import an_editor
from tests.journeys.test_status_change import Hands, log_in

pytestmark = pytest.mark.django_db(transaction=True)
MOST_INTERACTIONS = 45
WHY = "We looked at who counted, and when."


def bench_of(event):
    return reverse("admin:claims_event_reconcile", args=[event.pk])


@pytest.fixture
def founding_event(transactional_db, tmp_path):
    """As it was before anybody decided: no figure is treated, and nothing was answered."""
    dossier = json.loads(FIXTURE.read_text(encoding="utf-8"))
    dossier["answers"] = []
    for claim in dossier["claims"]:
        # What was said of a claim day by day is no part of this, and takes long to bring in.
        claim["history"] = claim.get("history", [])[-1:]
        for figure in claim.get("figures", []):
            figure.pop("treatment", None)
            figure.pop("treatment_note", None)
    path = tmp_path / "undecided.json"
    path.write_text(json.dumps(dossier), encoding="utf-8")
    call_command("import_dossier", str(path), verbosity=0)
    an_editor("samira", is_superuser=True)
    return Event.objects.get(slug=dossier["event"]["slug"])


class Decider(Hands):
    """Decides one card after the other, and waits for the next."""

    def next_card(self):
        heading = self.page.locator("#card h2 b")
        return heading.inner_text().partition(". ")[2] if heading.count() else ""

    def decided(self, act):
        before = self.page.locator("#card [name=last]").input_value()
        act()
        self.page.wait_for_function(
            "was => (document.querySelector('#card [name=last]')?.value ?? '') !== was", arg=before
        )

    def press(self, key):
        self.page.keyboard.press(key)
        self.count += 1

    def says_why(self):
        self.page.locator("#why").fill(WHY)
        self.page.locator("#why").blur()
        self.count += 1

    def as_proposed(self, *, by_key):
        if by_key:
            self.press("Enter")
        else:
            self.page.locator("#card button.default").click()
            self.count += 1


def keep_nine_to_eleven(hands):
    hands.page.get_by_text("Another range").click()
    hands.page.locator("#range-low").fill("9")
    hands.page.locator("#range-high").fill("11")
    hands.count += 3
    hands.says_why()
    hands.press("r")


def let_dawns_stand(hands):
    hands.page.locator("#card .counts label", has_text="Dawn").click()
    hands.count += 1
    hands.says_why()
    hands.click("button", "35 stands")


def show_each(hands):
    hands.says_why()
    hands.press("s")


OTHERWISE = {
    "Kalat, everyone except attackers: 7 to 11": keep_nine_to_eleven,
    "Whole, civilians: 35 to 60": let_dawns_stand,
    "Kalat, civilians: 3 to 5": show_each,
}
"""The cards on which a careful person answered something else than is proposed."""


def decide_all(hands):
    """Every card, by turns by a click and by a key; the headings of all of them."""
    seen = []
    while card := hands.next_card():
        seen.append(card)
        if card in OTHERWISE:
            hands.decided(partial(OTHERWISE[card], hands))
        elif hands.page.locator("#card button.default").count():
            hands.decided(partial(hands.as_proposed, by_key=len(seen) % 2 == 0))
        else:
            hands.says_why()
            hands.decided(partial(hands.press, "n"))
    return seen


def publish(hands):
    hands.click("button", "Look, then publish")
    hands.page.get_by_label("Note to readers:").fill("Every count was looked at again.")
    hands.count += 1
    hands.click("button", "Publish all of it")
    hands.page.get_by_text("Readers now see").wait_for()


def test_the_founding_event_is_decided_and_published(founding_event, live_server, page, said):
    hands = Decider(page)
    log_in(hands, live_server, bench_of(founding_event))
    page.locator("#card").wait_for()
    hands.count = 1
    # Half a figure of ours that is typed first outlives every decision, and is not refused.
    page.locator("[name=our-dissent]").fill("The BLA counts 102 soldiers, and none of its own.")
    page.locator("[name=our-dissent]").blur()

    seen = decide_all(hands)
    publish(hands)

    assert set(OTHERWISE) <= set(seen)
    kept = Decision.objects.exclude(option=Option.LATER)
    assert kept.count() == len(seen)
    assert kept.get(reason=WHY, option=Option.RANGE).low == 9
    assert not Position.objects.filter(event=founding_event, changed=True).exists()
    assert hands.count < MOST_INTERACTIONS
    assert said == []


def test_ten_counts_of_one_fire_are_one_decision(transactional_db, live_server, page, said):
    """As it was edited nothing is to be decided: each count names the one that it replaces.

    Without these links, and with every figure in use, ten counts of one cell are one card.
    """
    an_editor("samira", is_superuser=True)
    call_command("import_dossier", "fixtures/grenfell-2017.json", verbosity=0)
    event = Event.objects.get(slug="grenfell-tower-2017-06-14")
    log_in(Hands(page), live_server, bench_of(event))
    page.get_by_text("Nothing has to be decided.").wait_for()
    QuerySet(Figure).filter(measure="killed").update(
        treatment="use", treatment_note="", supersedes=None, repeats=None
    )
    page.reload()
    page.get_by_text("1 of 1.").wait_for()

    # The reason that was offered goes with the line that was proposed, and comes back with it.
    offered = page.locator("#why").input_value()
    page.keyboard.press("ArrowDown")
    assert (offered != "", page.locator("#why").input_value()) == (True, "")
    page.keyboard.press("ArrowUp")
    assert page.locator("#why").input_value() == offered
    page.keyboard.press("Enter")

    page.get_by_text("Nothing has to be decided.").wait_for()
    assert Decision.objects.count() == 1
    assert said == []
