"""The ledger of an event: our own figure first, whose it is, what the numbers say together."""

import csv
import io
import json
from datetime import timedelta

import pytest

from claims import actions
from claims.domain.vocabulary import Precision
from claims.models.desk.position import LeftOut
from claims.models.record.entry import Entry
from tests.builders import (
    NOW,
    TODAY,
    a_claim,
    a_figure,
    a_position,
    a_source,
    an_editor,
    an_event,
    published,
)
from tests.pages.reader import mistakes, read, words
from tests.record.test_position_state import an_answer

pytestmark = pytest.mark.django_db

ELSE = "everyone-else"
PLACES = {"Kalat": (9, 11), "Musakhel": (23,), "Bolan": (6,)}


def counted(event, who, value, *, claim=None, kind="police", **more):
    claim = claim or a_claim(f"{who}: {value}.", event=event, claimant=a_source(who, kind=kind))
    figure = a_figure(claim, value, **{"category": ELSE, **more})
    published(claim)
    return figure


def a_province(**more):
    """Three places, one counted twice, and people counted anywhere."""
    event = an_event("The attacks", time_zone="Asia/Karachi", place="Balochistan, Pakistan")
    parts = {p: published(an_event(f"Attacks in {p}", parent=event)) for p in PLACES}
    used = [counted(parts[p], f"{p} police", n) for p, counts in PLACES.items() for n in counts]
    used.append(counted(event, "ISPR", 14, category="security-forces", kind="military"))
    position = a_position(
        event,
        **{
            "low": 38,
            "high": 54,
            "as_of_at": NOW,
            "as_of_precision": Precision.MINUTE,
            "dissent": "The BLA says more; that is not confirmed by us.",
            **more,
        },
    )
    position.uses.add(*used)
    published(position)
    return event, position, used


WHOLE = (
    "Officials’ figures account for at least 38 people killed, not counting attackers"
    " (Kalat 9, Musakhel 23, Bolan 6); 54 if the highest are right and ISPR’s 14 are counted"
    " nowhere else. There may be more. The BLA says more; that is not confirmed by us."
    " As of 27 August 2024, 18:00 in Pakistan (13:00 UTC)."
)


def test_a_sum_by_places_is_spelt_out_and_its_most_is_a_condition():
    event, _, _ = a_province()

    shown = words(f"/events/{event.slug}/").replace(" (", "(").replace("(", " (")
    shown = shown.partition("Cite, ")[0]

    shown = " ".join(shown.split()).replace(" .", ".")
    dissent = " The BLA says more; that is not confirmed by us."
    assert shown.count(WHOLE.replace(dissent, "").rstrip(".")) == 1
    assert f"What speaks against it.{dissent}" in shown
    assert "up to" not in shown.lower()


def test_what_is_shared_says_all_that_the_page_says():
    event, _, _ = a_province()

    page = read(f"/events/{event.slug}/")

    assert f'<meta property="og:description" content="{WHOLE}">' in page
    assert "38" not in page.partition("<title>")[2].partition("</title>")[0]


def test_where_no_place_differs_only_those_counted_anywhere_may_be_more():
    event, position, used = a_province(low=40, high=54)
    position.uses.remove(used[0])
    actions.publish([position], note="One count.", by=None, at=NOW)

    shown = words(f"/events/{event.slug}/")

    assert "54 if ISPR’s 14 are counted nowhere else." in shown


def test_numbers_that_are_no_sum_of_the_figures_used_are_not_told_as_one():
    event, _, _ = a_province(low=37, high=60)

    shown = words(f"/events/{event.slug}/")

    assert "Between 37 and 60 people were killed" in shown
    assert "account for" not in shown


def test_figures_of_others_than_officials_keep_their_names():
    event = an_event()
    for place in ("Kalat", "Bolan"):
        part = published(an_event(f"Attacks in {place}", parent=event))
        counted(part, f"{place} Herald", 5, kind="media")
    position = a_position(event, low=10)
    position.uses.add(
        *[f for p in event.parts.all() for c in p.claims.all() for f in c.figures.all()]
    )
    published(position)

    shown = words(f"/events/{event.slug}/")

    assert "The figures of Kalat Herald and Bolan Herald account for at least 10 people" in shown


def test_our_own_figure_comes_before_those_of_the_parties():
    event = an_event()
    counted(event, "ISPR", 14)
    published(a_position(event, low=14))

    rows = read(f"/events/{event.slug}/figures/").partition('<table class="led">')[2]
    rows = rows.partition("<tbody>")[2]

    assert rows.index("Our own figure") < rows.index("ISPR")


def test_a_figure_says_what_became_of_it_in_ours():
    event = an_event()
    used, out = counted(event, "Police", 38), counted(event, "Reuters", 73, kind="agency")
    position = a_position(event)
    position.uses.add(used)
    LeftOut(position=position, figure=out, reason="It was added up.").save()
    published(position)

    shown = words(f"/events/{event.slug}/figures/")

    assert "Used for our own figure." in shown
    assert "Not used for our own figure: It was added up." in shown


def under_revision(event):
    return "Under revision" in words(f"/events/{event.slug}/")


def test_a_position_whose_figure_has_changed_is_under_revision():
    event, _, used = a_province()
    assert not under_revision(event)

    changed = used[0]
    changed.claim.refresh_from_db()
    changed.value = changed.low = changed.high = 12
    changed.save()
    actions.publish([changed.claim], note="Misheard.", by=None, at=NOW + timedelta(hours=1))

    shown = words(f"/events/{event.slug}/")
    assert "Under revision" in shown
    assert "Kalat police: 12, was 9 then." in shown
    assert "Under revision" in read(f"/events/{event.slug}/").partition("</head>")[0]


def test_a_newer_figure_puts_a_position_under_revision_until_it_is_weighed():
    event, position, used = a_province()
    newer = counted(used[0].claim.event, "Kalat police", 10, supersedes=used[0])
    assert under_revision(event)

    LeftOut(position=position, figure=newer, reason="Not yet checked.").save()
    actions.publish([position], note="Weighed.", by=None, at=NOW + timedelta(hours=1))

    assert not under_revision(event)


def test_a_figure_that_was_taken_back_puts_a_position_under_revision():
    event, _, used = a_province()
    used[0].claim.refresh_from_db()
    actions.retract(used[0].claim, reason="We misread it.", by=an_editor(), at=NOW)

    assert under_revision(event)


def test_before_it_changed_nothing_was_under_revision():
    event, _, used = a_province()
    then = Entry.objects.order_by("-seq").first().seq
    used[0].claim.refresh_from_db()
    actions.retract(used[0].claim, reason="We misread it.", by=an_editor(), at=NOW)

    assert "Under revision" not in words(f"/events/{event.slug}/", as_of=str(then))


def a_dispute(kind="direct_contradiction", **more):
    event = an_event()
    figures = [
        counted(event, "BLA", 130, category="soldiers", kind="armed_group"),
        counted(event, "ISPR", 10, category="soldiers", kind="military"),
    ]
    an_answer(event, figures, kind=kind, reason="Each counts for itself.", **more)
    published(a_position(event))
    return event, figures


@pytest.mark.parametrize("then", ["", "figures/"])
def test_two_opposed_accounts_stand_face_to_face_without_advice_of_ours(then):
    event, _ = a_dispute(settles="Names, or burials.")

    shown = words(f"/events/{event.slug}/{then}").partition("What the numbers say together")[2]

    assert "130 soldiers killed BLA 10 soldiers killed ISPR" in shown
    assert "130 and 10 cannot both be right: they count the same people." in shown
    assert "Each counts for itself." in shown
    assert "Names, or burials." not in shown


def test_a_sum_is_spelt_out_with_who_counted_each_term():
    event = an_event()
    part = published(an_event("Attacks in Kalat", parent=event))
    parts = [counted(part, "Police", 10), counted(event, "ISPR", 21, category="attackers")]
    total = counted(event, "Reuters", 31, category="all", kind="agency")
    an_answer(event, [total, *parts], kind="add_up_match")
    published(a_position(event))

    shown = words(f"/events/{event.slug}/").partition("What the numbers say together")[2]

    assert "10 Kalat Police 21 attackers ISPR 31 in all Reuters" in shown
    assert "31 is exactly the sum of other counts." in shown
    assert 'class="makes"' in read(f"/events/{event.slug}/")


def test_a_sum_that_does_not_add_up_does_not_say_it_does():
    event = an_event()
    parts = [counted(event, "Police", 23), counted(event, "ISPR", 9, category="attackers")]
    total = counted(event, "AP", 31, category="all", kind="agency")
    an_answer(event, [total, *parts], kind="derived_figure")
    published(a_position(event))

    assert 'class="unlike"' in read(f"/events/{event.slug}/")


def test_a_finding_about_what_was_taken_back_is_gone_with_it():
    event, figures = a_dispute()
    figures[0].claim.refresh_from_db()
    actions.retract(figures[0].claim, reason="We misread it.", by=an_editor(), at=NOW)

    assert "Each counts for itself." not in words(f"/events/{event.slug}/")


def a_count_that_moved():
    event, who = an_event(time_zone="Asia/Karachi"), a_source("Police")
    for day, number in ((26, 38), (27, 50)):
        claim = a_claim(
            event=event, claimant=who, said_at=TODAY.replace(day=day), said_precision="day"
        )
        counted(event, "", number, claim=claim)
    return event


def test_how_a_count_moved_is_drawn_as_steps_and_told_as_a_table():
    event = a_count_that_moved()

    page = read(f"/events/{event.slug}/figures/")
    drawn = page.partition('<figure class="plot step">')[2].partition("</figure>")[0]
    table = page.partition('<table class="moved">')[2].partition("</table>")[0]

    assert drawn.count("<line") == 3
    assert "38 → 50" in drawn
    assert table.index(">38<") < table.index(">50<")
    assert "26 August 2024" in table


def test_a_count_that_others_put_in_its_place_goes_on_in_one_line():
    event = an_event()
    on = {"as_of_precision": "day"}
    first = counted(event, "The firemen", 12, as_of_at=TODAY.replace(day=1), **on)
    second = counted(event, "The police", 80, supersedes=first, as_of_at=TODAY.replace(day=2), **on)
    counted(event, "The coroner", 71, supersedes=second, as_of_at=TODAY.replace(day=3), **on)

    drawn = read(f"/events/{event.slug}/figures/").partition('<figure class="plot step">')[2]

    assert "12 → 80 → 71" in drawn
    assert "The firemen, The police, The coroner" in drawn


def test_where_no_times_are_known_what_was_replaced_stands_before_what_took_its_place():
    event = an_event()
    first = counted(event, "The police", 80)
    second = counted(event, "The firemen", 90, supersedes=first)
    counted(event, "The coroner", 71, supersedes=second)

    assert "Killed: 80 → 90 → 71" in words(f"/events/{event.slug}/")


def test_a_count_that_fell_is_told_on_the_page_of_the_event():
    event = an_event()
    first = counted(event, "The police", 80)
    counted(event, "The coroner", 71, supersedes=first)
    rising = an_event()
    counted(rising, "The coroner", 80, supersedes=counted(rising, "The police", 71))

    assert "Counts that fell Killed: 80 → 71 The police, The coroner" in words(
        f"/events/{event.slug}/"
    )
    assert "Counts that fell" not in words(f"/events/{rising.slug}/")


def test_our_range_is_drawn_open_where_there_may_be_more():
    event, _, _ = a_province()
    counted(event, "The press", 50)
    closed = an_event()
    counted(closed, "The police", 7)
    published(a_position(closed, low=5, high=9))

    assert '<use href="#up"' in read(f"/events/{event.slug}/figures/")
    assert '<use href="#up"' not in read(f"/events/{closed.slug}/")


def test_two_numbers_of_one_day_are_no_movement():
    event, who = an_event(), a_source("Police")
    for number in (38, 50):
        claim = a_claim(event=event, claimant=who, said_at=TODAY, said_precision="day")
        counted(event, "", number, claim=claim)

    assert "how the counts moved" not in words(f"/events/{event.slug}/figures/")


def test_a_number_that_was_only_said_again_is_no_step():
    event, who = an_event(), a_source("Police")
    for day, number in enumerate((58, 80, 80, 71), 1):
        at = TODAY.replace(day=day)
        claim = a_claim(event=event, claimant=who, said_at=at, said_precision="day")
        counted(event, "", number, claim=claim)

    assert "58 → 80 → 71" in words(f"/events/{event.slug}/figures/")


def test_a_count_that_nothing_dates_is_in_no_order_with_others():
    event, who = an_event(), a_source("BLA")
    claims = [a_claim(event=event, claimant=who, said_at=None) for _ in range(3)]
    first = counted(event, "", 40, claim=claims[0])
    counted(event, "", 24, claim=claims[1])
    counted(event, "", 68, claim=claims[2], supersedes=first)

    moved = words(f"/events/{event.slug}/figures/").partition("the same as a table")[2]

    table = moved.partition("Download")[0]
    assert "not dated 40" in table
    assert "not dated 68" in table
    assert "24" not in table


def test_what_was_hit_is_not_named_twice():
    event = an_event("The road block")
    whole = event.categories.get(slug="all")
    event.categories.create(slug="vehicles", name="Vehicles", parent=whole)
    for who, number in (("Police", 35), ("The press", 12)):
        counted(event, who, number, category="vehicles", measure="vehicles-torched")
        counted(event, f"{who}, later", number)

    shown = words(f"/events/{event.slug}/")

    assert "Vehicles set on fire no figure" in shown
    assert "Vehicles, vehicles" not in shown


def test_the_last_day_of_all_can_be_drawn():
    event = a_count_that_moved()
    claim = a_claim(event=event, claimant=a_source("Late"))
    at = TODAY.replace(year=9998, month=12, day=31)
    first = counted(event, "", 1, claim=claim)
    a_figure(claim, 2, category=ELSE, supersedes=first, as_of_at=at, as_of_precision="day")
    actions.publish([claim], note="More.", by=None, at=NOW)

    assert "Dec</text>" in read(f"/events/{event.slug}/figures/")


def test_the_figures_are_a_table_for_spreadsheets(client):
    event, _, used = a_province()
    danger = counted(event, "=cmd", 3, words="=1+1")

    answer = client.get(f"/events/{event.slug}/figures.csv")
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"), newline="")))

    assert answer.content.startswith(b"\xef\xbb\xbf")
    assert answer["Content-Type"].startswith("text/csv")
    assert [row["kind"] for row in rows] == ["position", *["figure"] * (len(used) + 1)]
    assert (rows[0]["low"], rows[0]["high"], rows[0]["words"]) == ("38", "54", WHOLE)
    last = next(row for row in rows if row["key"] == danger.key)
    assert (last["who"], last["words"]) == ("'=cmd", "'=1+1")
    assert client.get(last["permalink"].removeprefix("http://testserver")).status_code == 200


def test_the_same_stands_as_json_as_of_any_moment(client):
    event, _, _ = a_province()
    then = Entry.objects.order_by("-seq").first().seq
    counted(event, "BLA", 130, kind="armed_group")

    now = client.get(f"/events/{event.slug}/figures.json").json()
    past = client.get(f"/events/{event.slug}/figures.json", {"as_of": str(then)})

    assert len(now["figures"]) == len(past.json()["figures"]) + 1
    assert now["positions"][0]["words"] == WHOLE
    assert past["X-Robots-Tag"] == "noindex"
    assert json.loads(past.content)["complete"]


@pytest.mark.parametrize("ending", ["csv", "json"])
def test_an_event_nobody_published_has_no_files(client, ending):
    an_event(slug="hidden")

    assert client.get(f"/events/hidden/figures.{ending}").status_code == 404


def test_the_pages_of_a_whole_province_are_valid():
    event, _, _ = a_province()
    a_figure_of = counted(event, "BLA", 130, category="soldiers")
    an_answer(event, [a_figure_of], kind="chain")

    for then in ("", "figures/"):
        assert mistakes(read(f"/events/{event.slug}/{then}")) == []


def test_what_comes_and_goes_does_not_fall():
    event = an_event()
    first = counted(event, "The police", 80, measure="missing")
    counted(event, "The coroner", 71, measure="missing", supersedes=first)

    assert "Counts that fell" not in words(f"/events/{event.slug}/")


@pytest.mark.parametrize(
    ("lifecycle", "told"),
    [
        ("withdrawn", "Withdrawn by whoever said it."),
        ("misattributed", "Not said by them, as we found."),
    ],
)
def test_a_copy_that_was_taken_back_says_so_before_all_else(lifecycle, told):
    event = an_event()
    first = counted(event, "The paper", 7)
    claim = a_claim(event=event, claimant=a_source("The channel"), lifecycle=lifecycle)
    counted(event, "", 17, claim=claim, repeats=first)

    shown = words(f"/events/{event.slug}/figures/")

    assert f"{told} Repeats The paper: 7." in shown
