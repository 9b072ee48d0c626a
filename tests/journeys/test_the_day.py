"""The evening of 26 August 2024 on the desk: what came in, and what two editors made of it.

One of them is on a phone. What is said is from the reports of that day. How many interactions each
part took, and how long, is written to the log:
``pytest --log-cli-level INFO tests/journeys/test_the_day.py``.
"""

import logging
import re

import pytest

from claims.models.desk.claim import Claim
from tests.builders import a_source, an_editor, an_event
from tests.journeys.day import Day, Editor

pytestmark = pytest.mark.django_db(transaction=True)

OF_ISPR = (
    "https://www.urdupoint.com/en/pakistan/14-valiant-soldiers-leas-personnel-embrace-1857010.html"
)
OF_BUGTI = "https://www.urdupoint.com/en/pakistan/38-martyred-21-suspects-killed-in-attack-inc-1857113.html"
DAWN = "https://www.dawn.com/news/1854838/"
KILLED_21 = "Security forces killed 21 militants in clearance operations."
INNOCENT_38 = "At least 38 “innocent people” were killed in the attacks."
MUSAKHEL_23 = "Twenty-three people were killed in Musakhel."
REASON = "Said by the police of the district alone. We asked the hospitals; none keeps a list."
WHY = "Three districts, each counted by its own police; no person is in two of the counts."
CORRECTED = "The military's statement is of 18:10. We had said 18:00."
EVERYONE = "Everyone except attackers"
PHONE = {"width": 390, "height": 844}
ROWS = [
    ("claimant", "statement", "said", "event", "address", "number", "measure",
     "who is counted"),
    ("Ayub Achakzai", MUSAKHEL_23, "2024-08-26", "Musakhel", DAWN, "23", "killed", EVERYONE),
    (
        "Dostin Dashti", "Eleven people were killed in Kalat.",
        "2024-08-26", "Kalat", DAWN, "11", "killed", EVERYONE,
    ),
    (
        "Police", "Six people were found shot dead in Bolan.",
        "2024-08-26", "Bolan", DAWN, "6", "killed", EVERYONE,
    ),
]  # fmt: skip


@pytest.fixture
def event(transactional_db):
    for name in ("anna", "bilal"):
        an_editor(name, is_superuser=True, first_name=name.title())
    event = an_event("Attacks across Balochistan", time_zone="Asia/Karachi")
    for part in ("Musakhel", "Kalat", "Bolan"):
        an_event(part, parent=event, time_zone="Asia/Karachi")
    a_source("Baloch Liberation Army", short_name="BLA", kind="armed_group")
    return event


def test_a_desk_gets_through_the_evening_of_26_august_2024(event, live_server, desks):
    day = Day()
    anna = Editor(desks("anna"), live_server.url)
    bilal = Editor(desks("bilal", viewport=PHONE), live_server.url)

    for part in PARTS:
        part(day, anna, bilal)

    logging.getLogger(__name__).info("\n%s", day)


def statements_come_in(day, anna, bilal):
    said = {
        "Address:": OF_ISPR,
        "In these words:": "in clearance operations",
        "Who says so:": "ISPR",
        "What is claimed:": KILLED_21,
        "When it was said:": "2024-08-26 18:00",
        "Number, as said:": "21",
    }
    with day.part("18:10 the military's statement, published", anna, most=12):
        anna.quick(said, who="– Attackers")
        anna.click("button", "Save and publish")
        anna.click("button", "Publish this")
        anna.sees("Readers now see this.")

    with day.part("18:30 Dawn carries it: one more report", bilal, most=12):
        del said["Number, as said:"]
        bilal.quick({**said, "Address:": DAWN, "In these words:": ""})
        bilal.click("button", "Save as draft")
        bilal.click("button", "Add your report to this one")
        bilal.saves()


def the_chief_minister_speaks(day, anna, bilal):
    with day.part("22:50 the chief minister: two claims in one breath", anna, most=18):
        said = {
            "Address:": OF_BUGTI,
            "In these words:": "innocent people",
            "Who says so:": "Sarfraz Bugti",
            "What is claimed:": INNOCENT_38,
            "When it was said:": "2024-08-26",
            "Number, as said:": "at least 38",
        }
        anna.quick(said, who=f"– {EVERYONE}")
        anna.sees("38 or more")
        anna.click("button", "Save, add another")
        anna.type("What is claimed:", "Security forces killed 21 militants.")
        anna.type("Number, as said:", "21")
        anna.chooses("What is counted:", "killed")
        anna.chooses("Who is counted:", "– Attackers")
        anna.click("button", "Save as draft")
        anna.sees("is a draft.")

    with day.part("22:55 the same number: a suggested link", bilal, most=5):
        bilal.home()
        bilal.click("link", "links suggested")
        bilal.click("link", "Suggested links")
        bilal.click("button", "Accept")
        bilal.sees("None waits.")


def a_table_comes_in(day, anna, bilal):
    with day.part("23:00 a table of what the districts say", anna, most=6):
        anna.goes("/admin/claims/claim/")
        anna.click("link", "Paste a table")
        anna.type("Or the table itself:", "\n".join("\t".join(row) for row in ROWS))
        anna.click("button", "Check it")
        anna.click("button", "Bring in all of it")
        anna.sees("Police")

    with day.part("23:10 a source made in passing is completed", bilal, most=8):
        bilal.home()
        bilal.click("link", "sources to complete")
        bilal.click("link", "ISPR")
        bilal.chooses("Kind:", "Military")
        bilal.chooses("Nature:", "A body")
        bilal.saves()


def they_ask_and_hand_over(day, anna, bilal):
    with day.part("23:20 the BLA is asked; Bilal takes over", anna, most=12):
        anna.opens(KILLED_21)
        row = anna.row("requests", "Requests for comment")
        anna.picks(row, "Whom", "Baloch Liberation Army")
        anna.selects(row, "How", "by e-mail")
        anna.fills(row, Asked="2024-08-26 20:00", Deadline="2024-08-26 22:00")
        anna.chooses("Assigned to:", "Bilal")
        anna.type("Next check:", "2024-08-26 23:00")
        anna.type("Handover note:", "The BLA was asked by e-mail.")
        anna.saves()

    with day.part("00:10 nobody has answered: that is said", bilal, most=9):
        bilal.home()
        bilal.click("link", "to check now")
        bilal.click("link", "Security forces killed 21")
        row = bilal.row("stances", "Stances")
        bilal.picks(row, "Source", "Baloch Liberation Army")
        bilal.selects(row, "Stance", "No response yet")
        bilal.saves()


def they_decide(day, anna, bilal):
    with day.part("00:20 both have one claim open", anna, most=7):
        anna.opens(MUSAKHEL_23)
        bilal.opens(MUSAKHEL_23)
        bilal.type("Short:", "Police: 23 killed in Musakhel")
        bilal.saves()
        anna.type("Short:", "Achakzai: 23 killed in Musakhel")
        anna.type("Occasion:", "To reporters")
        anna.click("button", "Save and continue editing")
        both = anna.page.get_by_role("group", name="Short")
        both.get_by_role("radio", name="Mine").check()
        anna.count += 1
        anna.saves()

    with day.part("00:30 what cannot be settled is said to be so", anna, most=7):
        anna.click("link", "Change status")
        anna.tick("radio", re.compile("^Unverifiable"))
        anna.type("Reason:", REASON)
        anna.click("button", "Preview")
        anna.click("button", "Confirm this status")
        anna.sees("Unverifiable")


def it_goes_out_together(day, anna, bilal):
    with day.part("00:40 the evening's drafts go out as one", anna, most=7):
        anna.goes("/admin/claims/event/")
        anna.click("link", "Attacks across Balochistan")
        anna.click("link", "Publish several")
        anna.click("button", "Look at all of it")
        anna.type("Note to readers:", "The BLA has not answered us.")
        anna.click("button", "Publish all of it")
        anna.sees("Readers now see all of it.")

    assert not Claim.objects.filter(publication="draft").exists()


def they_reconcile(day, anna, bilal):
    with day.part("01:00 what the newsroom holds to be established", bilal, most=12):
        bilal.goes("/admin/claims/event/")
        bilal.click("link", "Attacks across Balochistan")
        bilal.click("link", "Reconcile")
        bilal.page.get_by_text("more could be used").click()
        bilal.count += 1
        for figure in ("23 .*Achakzai", "11 .*Dashti", "6 .*Police"):
            bilal.page.get_by_role("checkbox", name=re.compile(f"^{figure}")).first.check()
            bilal.count += 1
        bilal.type("Low", "40")
        bilal.page.locator("#id_our-rationale").fill(WHY)
        bilal.count += 1
        bilal.sees("at least 40 people killed")
        bilal.click("button", "Look, then publish")
        bilal.click("button", "Publish this")
        bilal.sees("Readers now see")


def they_correct(day, anna, bilal):
    with day.part("01:20 a time was wrong: a correction", anna, most=7):
        anna.opens(KILLED_21)
        said = anna.page.locator("fieldset", has=anna.page.get_by_text("Who said it, about what"))
        anna.fills(said, Said="2024-08-26 18:10")
        anna.saves()
        anna.click("link", "Publish changes")
        anna.tick("radio", "Correction")
        anna.type("Note to readers:", CORRECTED)
        anna.click("button", "Publish these changes")
        anna.sees("Readers now see this.")


def readers_see_what_was_known_when(day, anna, bilal):
    with day.part("a reader: as it stands, and as it stood", anna, most=2):
        anna.click("link", "See it on the site")
        anna.sees(CORRECTED)
        anna.sees("18:10")
        anna.page.get_by_role("link", name="Page as it stood").nth(1).click()
        anna.count += 1
        anna.sees("As it stood")
        anna.sees("The BLA has not answered us.")
        anna.sees("18:00")
    assert anna.page.get_by_text("18:10").count() == 0


PARTS = (
    statements_come_in,
    the_chief_minister_speaks,
    a_table_comes_in,
    they_ask_and_hand_over,
    they_decide,
    it_goes_out_together,
    they_reconcile,
    they_correct,
    readers_see_what_was_known_when,
)
