"""Ten figures of a ferry that sank, typed into the sheet by hand: counted, timed, by keyboard."""

import logging
import time

import pytest

from claims.models.desk.claim import Claim
from claims.models.desk.figure import Figure
from tests.builders import a_claim, a_figure, a_source, an_editor, an_event
from tests.journeys.seen import broken_rules
from tests.journeys.test_status_change import Hands, log_in

pytestmark = pytest.mark.django_db(transaction=True)

MOST_INTERACTIONS = 40
MOST_SECONDS = 180
# A slow typist: 150 keys a minute, 30 words. The machine's own time is measured beside it.
SECONDS_A_KEY = 0.4
FIGURES = [
    ("Coastguard", "at least 12 passengers drowned", "killed, All"),
    ("Harbour master", "14 dead", "killed, All"),
    ("Shipping line", "9 dead", "killed, All"),
    ("Mayor", "15 dead", "killed, All"),
    ("Police", "13 dead", "killed, All"),
    ("Ministry", "16 dead", "killed, All"),
    ("Coastguard", "31 missing", "missing, All"),
    ("Red Crescent", "up to 40 missing", "missing, All"),
    ("Survivors", "dozens missing", "missing, All"),
    ("Hospital", "22 injured", "injured, All"),
]


@pytest.fixture
def story(transactional_db):
    an_editor("samira", is_superuser=True)
    return an_event("The ferry Aurora sank", time_zone="Europe/Athens")


class Typist(Hands):
    """Counts each cell that is typed, each key that acts, each press of a button."""

    keys = 0

    def write(self, text):
        self.page.keyboard.type(text)
        self.keys += len(text)
        self.count += 1

    def press(self, key):
        self.page.keyboard.press(key)
        self.keys += 1


def opened(page, live_server, story):
    hands = Typist(page)
    log_in(hands, live_server, f"/admin/claims/event/{story.pk}/sheet/")
    page.locator("table.sheet.live").wait_for()
    hands.count = 0
    return hands


def test_totals_follow_what_is_typed_which_survives_a_closed_window(story, live_server, page, said):
    figure = a_figure(a_claim(event=story), 12, words="12 dead")
    opened(page, live_server, story)
    page.get_by_text("killed, All: 12").first.wait_for()

    page.locator(f"#f{figure.pk} td[data-c=words]").dblclick()
    page.keyboard.type("15 dead")
    page.keyboard.press("Enter")
    page.locator("[name=n1-who]").fill("Mayor")
    page.locator("[name=n1-words]").fill("20 dead")
    page.locator("[name=n1-counted]").fill("killed, All")
    page.locator("tr.group b", has_text="between 15 and 20").wait_for()

    again = page.context.new_page()
    again.goto(page.url)
    again.get_by_role("button", name="Put them back").click()
    assert again.locator(f"#f{figure.pk} td[data-c=words]").inner_text() == "15 dead"
    assert again.locator("[name=n1-words]").input_value() == "20 dead"
    again.get_by_role("button", name="Save", exact=True).click()
    again.get_by_text("1 row is saved.").wait_for()
    assert again.get_by_role("button", name="Put them back").count() == 0
    assert (Figure.objects.get(pk=figure.pk).value, Figure.objects.count()) == (15, 2)
    assert said == []


def test_ten_figures_are_typed_in_under_forty_interactions(story, live_server, page, said):
    hands = opened(page, live_server, story)
    begun = time.monotonic()

    page.locator("[name=n1-who]").click()
    hands.count += 1
    above = ""
    for n, (who, words, counted) in enumerate(FIGURES):
        hands.write(who)
        hands.press("Tab")
        hands.write(words)
        hands.press("Tab")
        hands.press("Tab")
        if counted == above:
            hands.press("Control+d")
            hands.count += 1
        else:
            hands.write(counted)
        above = counted
        if n < len(FIGURES) - 1:
            hands.press("Enter")
    hands.click("button", "Save", exact=True)
    page.get_by_text("10 new rows are recorded").wait_for()

    assert Figure.objects.count() == 10
    assert hands.count <= MOST_INTERACTIONS
    assert time.monotonic() - begun + hands.keys * SECONDS_A_KEY < MOST_SECONDS
    assert said == []


def filled(story, count=3):
    for n in range(count):
        source = a_source(f"Body {n}")
        claim = a_claim(f"{10 + n} died.", event=story, claimant=source)
        a_figure(claim, 10 + n, words=f"{10 + n} dead")


def cell(page, row, column):
    rows = page.locator("table.sheet tbody").first.locator("tr[data-id]")
    return rows.nth(row - 1).locator(f"[data-c={column}]")


def test_a_cell_is_edited_pasted_into_filled_down_and_undone_by_keys(
    story, live_server, page, said
):
    filled(story)
    opened(page, live_server, story)

    cell(page, 1, "words").click()
    page.keyboard.type("at least 20")
    page.keyboard.press("Enter")
    assert cell(page, 1, "words").inner_text() == "at least 20"
    page.get_by_text("Unsaved rows: 1").wait_for()
    cell(page, 1, "words").click()
    page.keyboard.press("Shift+ArrowDown")
    page.keyboard.press("Shift+ArrowDown")
    page.keyboard.press("Control+d")
    page.get_by_text("Unsaved rows: 3").wait_for()
    page.keyboard.press("Control+z")
    page.get_by_text("Unsaved rows: 1").wait_for()
    page.evaluate(
        """() => { const data = new DataTransfer();
        const rows = ["2024-08-26\\tBody 2\\t30 dead", "2024-08-27\\tBody 1\\t31 dead", ""];
        data.setData("text/plain", rows.join("\\n"));
        document.querySelector("tr[data-id] [data-c=said]").dispatchEvent(
          new ClipboardEvent("paste", {clipboardData: data, bubbles: true, cancelable: true})); }"""
    )
    page.get_by_text("cells pasted").wait_for()
    page.get_by_role("button", name="Save", exact=True).click()
    page.get_by_text("2 rows are saved.").wait_for()

    assert sorted(Figure.objects.values_list("low", flat=True)) == [12, 30, 31]
    assert set(Claim.objects.values_list("said_precision", flat=True)) == {"", "day"}
    assert said == []


def test_letters_of_an_input_method_and_dead_keys_reach_the_cell(story, live_server, page, said):
    filled(story)
    opened(page, live_server, story)

    cell(page, 1, "words").click()
    page.keyboard.press("Shift")
    # What an input method does: a key that is its own, then text put together by it.
    page.evaluate(
        """() => document.activeElement.dispatchEvent(
        new KeyboardEvent("keydown", {key: "Process", keyCode: 229, bubbles: true}))"""
    )
    page.keyboard.insert_text("کم از کم ۲۰ ہلاک")
    page.keyboard.press("Enter")

    assert cell(page, 1, "words").inner_text() == "کم از کم ۲۰ ہلاک"
    assert said == []


def test_arrows_follow_the_direction_of_the_page(story, live_server, page):
    filled(story)
    opened(page, live_server, story)

    def column_after(key):
        cell(page, 1, "words").click()
        page.keyboard.press(key)
        return page.evaluate("document.activeElement.dataset.c")

    assert column_after("ArrowRight") == "bounds"
    page.evaluate("document.documentElement.dir = 'rtl'")
    assert column_after("ArrowRight") == "who"


def test_rows_far_down_a_long_sheet_are_changed_in_place(story, live_server, page, said):
    filled(story, 500)
    opened(page, live_server, story)

    took = page.evaluate(
        """async () => {
        const frame = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
        const found = [];
        for (let n = 100; n < 112; n++) {
          const cell = document.querySelectorAll("tr[data-id] [data-c=said]")[n];
          cell.click();
          cell.dispatchEvent(new KeyboardEvent("keydown", {key: "Enter", bubbles: true}));
          document.activeElement.value = "2024-08-26";
          const begun = performance.now();
          document.activeElement.dispatchEvent(
            new KeyboardEvent("keydown", {key: "Enter", bubbles: true}));
          await frame();
          found.push(performance.now() - begun);
        }
        return found.sort((a, b) => a - b); }"""
    )

    page.get_by_text("Unsaved rows: 12").wait_for()
    told = "A change in 500 rows: %.0f ms, the slowest of %d %.0f ms"
    logging.getLogger(__name__).info(told, took[len(took) // 2], len(took), took[-1])


@pytest.mark.appearance
def test_no_rule_is_broken_in_light_or_dark_on_a_laptop_or_a_phone(story, live_server, page):
    filled(story)
    opened(page, live_server, story)

    assert broken_rules(page, within="#content-main") == {}


def test_without_javascript_a_row_opens_as_boxes_and_is_saved(story, live_server, chromium):
    filled(story, 1)
    context = chromium.new_context(
        java_script_enabled=False, viewport={"width": 390, "height": 844}
    )
    page = context.new_page()
    log_in(Hands(page), live_server, f"/admin/claims/event/{story.pk}/sheet/")

    page.get_by_role("link", name="1, open the row of Body 0").click()
    page.get_by_label("Words, row 1").fill("at least 11 dead")
    page.get_by_role("button", name="Save this row").click()
    page.get_by_text("1 row is saved.").wait_for()

    assert Figure.objects.get().low == 11
    context.close()
