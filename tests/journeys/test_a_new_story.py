"""A story that is new to the desk: what it costs, and that what was typed is what is kept."""

import pytest

from claims.models.desk.base import Completable
from claims.models.desk.claim import Claim
from claims.models.desk.event import Event
from claims.models.desk.figure import Figure
from claims.models.desk.source import Report, Source
from tests.builders import a_claim, a_source, an_editor, an_event
from tests.journeys.test_quick_add import choose
from tests.journeys.test_status_change import Hands, log_in

pytestmark = pytest.mark.django_db(transaction=True)
FEWEST = {"first": 25, "ten more": 60}
SHIP = "The ferry Mariana sinks"
# Who says it, what, in which number, of whom, on which day; the words name what is counted.
GUARD, MINISTRY = "Coast guard of Marina", "Ministry of Transport"
MORE = [
    (GUARD, "Nine people were killed.", "9 killed", "All", "2016-03-02"),
    (GUARD, "Of the rescuers, four were killed.", "4 killed", "– Rescuers", "2016-03-02"),
    (GUARD, "Forty people are missing.", "40 missing", "All", "2016-03-02"),
    (GUARD, "At least 120 people were rescued.", "at least 120 rescued", "All", "2016-03-02"),
    (MINISTRY, "Nearly 170 were aboard.", "nearly 170 aboard", "All", "2016-03-02"),
    (MINISTRY, "Eleven were killed.", "eleven killed", "All", "2016-03-02"),
    ("police", "Dozens were injured.", "dozens injured", "All", "2016-03-02"),
    ("police", "Two to three people were arrested.", "2-3 arrested", "All", "2016-03-02"),
    (GUARD, "The dead are now 14.", "14 killed", "All", "2016-03-03"),
    (GUARD, "Thirty-five are still missing.", "35 missing", "All", "2016-03-03"),
]
TABLE = """Date\tWho\tNumber\tWhat\tWho is counted\tOutlet\tQuote\tMood
13/3/2016\tCoast guard of Marina\t15\tkilled\tAll\tMarina Post\tfifteen dead\tgrim
2016-03-04\tCoast guard of Marina\t34\tmissing\tAll\tMarina Post\t\tgrim
2016-03-04\tpolice\tno figures available\tkilled\tAll\tMarina Post\t\tgrim
2016-03-04\tMinistry of Transport\t168\taboard\tAll\tMarina Post\t\tcalm
2016-03-04\tFishermen\ttwo to three dozen\trescued\tAll\tMarina Post\t\tcalm
2016-03-04\tHospital of Marina\t31\tinjured\tAll\tMarina Post\t\tcalm
2016-03-04\tHospital of Marina\t12\t\tAll\tMarina Post\ttwelve\tcalm
2016-03-04\tISPR\t3\tkilled\tAll\tMarina Post\t\tgrim
2016-03-05\tCoast guard of Marina\t16\tkilled\tAll\tMarina Post\t\tgrim
2016-03-05\tCoast guard of Marina\t33\tmissing\tAll\tMarina Post\t\tgrim
2016-03-05\tShipowner\tabout 165\taboard\tAll\tMarina Post\t\tcalm
2016-03-05\tMuhammad Khan\t2\tkilled\tCivilians\tMarina Post\t\tgrim
"""


@pytest.fixture
def hands(transactional_db, live_server, page):
    """An editor at a desk that holds another story, with people of the same words."""
    an_editor("samira", is_superuser=True)
    other = an_event("Attacks across Balochistan", time_zone="Asia/Karachi")
    heard = [
        {"name": "Police in Balochistan, not named", "short_name": "Police", "slug": "police"},
        {"name": "Inter-Services Public Relations", "short_name": "ISPR", "slug": "ispr"},
        {"name": "Muhammad Khan", "slug": "khan-police", "kind": "police"},
        {"name": "Muhammad Khan", "slug": "khan-doctor", "kind": "health"},
    ]
    for source in heard:
        a_claim("The road is closed.", event=other, claimant=a_source(**source))
    hands = Hands(page)
    log_in(hands, live_server, "/admin/")
    hands.count = 0
    return hands


def chosen(hands, measure):
    """The words of the number have chosen what is counted."""
    named = hands.page.locator(f"#id_measure[data-named='{measure}']")
    named.wait_for()
    assert named.input_value() == measure


def a_new_event(hands):
    choose(hands, "About:", "A new event")
    hands.type("Name of a new event, or of a new part:", SHIP)
    choose(hands, "Was anybody attacking?", "No: a fire, a flood, a wreck, a vote ...")
    hands.type("First day:", "2016-03-01")
    hands.type("Place:", "Off Marina")
    hands.type("Time zone:", "Asia/Manila")


def first_statement(hands):
    hands.click("link", "Quick add")
    hands.type("Address:", "https://marina.example/2016/ferry")
    hands.page.get_by_text("New to the desk. Published by").wait_for()
    hands.type("In these words:", "We have recovered six bodies.")
    hands.type("Title:", "Ferry sinks off Marina")
    hands.type("Publisher:", "Marina Post")
    choose(hands, "Kind of publisher:", "News outlet")
    hands.type("When the report came out:", "2016-03-01")
    hands.type("Who says so:", "Coast guard of Marina")
    hands.page.get_by_text("Coast guard of Marina: new to the desk").wait_for()
    choose(hands, "What the claimant is:", "A body")
    choose(hands, "Of which kind:", "Government")
    hands.type("What is claimed:", "Six people were killed when the ferry sank.")
    hands.type("When it was said:", "2016-03-01 21:40")
    a_new_event(hands)
    hands.type("Number, as said:", "6 killed")
    choose(hands, "Who is counted:", "All")
    chosen(hands, "killed")
    hands.click("button", "Save and publish")
    hands.click("button", "Publish this")
    hands.page.get_by_text("Readers now see this.").wait_for()


def ten_more(hands):
    hands.click("link", "add another claim about this event")
    for who, says, number, counted, day in MORE:
        changed = {"Who says so:": who, "When it was said:": day}
        for label, text in changed.items():
            if hands.page.get_by_label(label, exact=True).input_value() != text:
                hands.type(label, text)
        hands.type("What is claimed:", says)
        hands.type("Number, as said:", number)
        choose(hands, "Who is counted:", counted)
        chosen(hands, number.rpartition(" ")[2])
        hands.click("button", "Save, add another")
        hands.page.get_by_text(f"“{says}” is a draft.").wait_for()


def kept(claimant, statement):
    claim = Claim.objects.get(claimant__name=claimant, statement=statement)
    figure = claim.figures.get()
    return figure.measure, figure.category.slug, figure.low, figure.high


def test_a_new_story_is_entered_in_few_steps_and_kept_as_it_was_said(hands, said):
    first_statement(hands)
    assert hands.count < FEWEST["first"]
    for model in (Event, Source, Report):
        assert issubclass(model, Completable)
        assert not model.objects.filter(stub=True).exists()
    assert Event.objects.get(title=SHIP).time_zone == "Asia/Manila"

    hands.count = 0
    ten_more(hands)
    assert hands.count < FEWEST["ten more"]

    assert kept(GUARD, "Nine people were killed.") == ("killed", "all", 9, 9)
    assert kept(GUARD, "Forty people are missing.") == ("missing", "all", 40, 40)
    assert kept(MINISTRY, "Nearly 170 were aboard.") == ("aboard", "all", 153, 169)
    assert kept("police", "Dozens were injured.") == ("injured", "all", 24, None)
    assert Source.objects.get(name="police").nature == "unnamed"
    together = Claim.objects.filter(event__title=SHIP).exclude(utterance="")
    for claim in together:
        begun = Claim.objects.get(slug=claim.utterance)
        assert (begun.claimant, begun.said_at) == (claim.claimant, claim.said_at)
    assert said == []


def looked_at(hands):
    """Of each row its number, and what becomes of it."""
    hands.click("button", "Check it")
    hands.page.get_by_text("What becomes of each row").wait_for()
    rows = hands.page.locator(".fates tbody tr").all()
    return {int(row.locator("th").inner_text()): row.inner_text() for row in rows}


def test_of_a_table_of_twelve_rows_nothing_is_taken_that_was_not_understood(hands, said):
    an_event(SHIP, time_zone="Asia/Manila")
    hands.page.goto(f"{hands.page.url}claims/paste/")
    choose(hands, "About:", SHIP)
    hands.type("Or the table itself:", TABLE)

    told = looked_at(hands)

    hands.page.get_by_role("heading", name="What do these columns hold?").wait_for()
    assert [n for n, text in told.items() if "Wrong" in text] == [4, 8, 9, 13]
    assert "Say what is counted" in told[8]
    assert "“ISPR” may be Inter-Services Public Relations [ispr]" in told[9]
    assert "Coast guard of Marina: new to the desk" in told[2]
    assert "between 24 and 36 rescued" in told[6]
    assert hands.page.get_by_role("button", name="Bring in all of it").count() == 0
    assert not Claim.objects.filter(event__title=SHIP).exists()
    assert said == []


def test_a_table_is_brought_in_once_what_it_asks_is_answered(hands, said):
    event = an_event(SHIP, time_zone="Asia/Manila")
    hands.page.goto(f"{hands.page.url}claims/paste/")
    choose(hands, "About:", SHIP)
    # Absence of information is no row, and the injured are said to be such.
    rows = [row for row in TABLE.splitlines() if "no figures" not in row]
    hands.type("Or the table itself:", "\n".join(rows).replace("\t12\t\t", "\t12\tinjured\t"))
    looked_at(hands)

    choose(hands, "Mood:", "leave it out")
    choose(hands, "“ISPR”:", "somebody else, who is new to the desk")
    hands.page.get_by_label("“Muhammad Khan”:").select_option("khan-doctor")
    looked_at(hands)
    hands.type("What looks alike is not the same, because:", "Another body, in Marina.")
    hands.click("button", "Bring in all of it")
    hands.page.get_by_text("claims are drafts now").wait_for()

    figures = Figure.objects.filter(claim__event=event)
    told = sorted((f.measure, f.low, f.high) for f in figures)
    assert told == [
        ("aboard", 148, 182),
        ("aboard", 168, 168),
        ("injured", 12, 12),
        ("injured", 31, 31),
        ("killed", 2, 2),
        ("killed", 3, 3),
        ("killed", 15, 15),
        ("killed", 16, 16),
        ("missing", 33, 33),
        ("missing", 34, 34),
        ("rescued", 24, 36),
    ]
    heard = set(Claim.objects.filter(event=event).values_list("claimant__slug", flat=True))
    assert "khan-doctor" in heard
    assert not {"ispr", "police", "khan-police"} & heard
    assert said == []
