"""The first screen of an event, and what is said when and where below it."""

import pytest

from claims import actions
from claims.domain.status import Status
from claims.domain.vocabulary import Grounds
from claims.models.desk.position import LeftOut
from claims.presenters.place_map import Place, place_map
from tests.builders import (
    NOW,
    TODAY,
    a_claim,
    a_figure,
    a_party,
    a_position,
    a_source,
    an_editor,
    an_event,
    published,
    some_evidence,
)
from tests.pages.reader import mistakes, read, words
from tests.pages.test_changes import decided

pytestmark = pytest.mark.django_db


def counted(event, source, number, day=26, category="soldiers", **more):
    at = {"said_at": TODAY.replace(day=day), "said_precision": "day"}
    claim = a_claim(f"{number} were killed.", event=event, claimant=source, **at)
    a_figure(claim, number, category=category, **more)
    return published(claim)


def table(event):
    shown = words(f"/events/{event.slug}/").partition("Who counts what, and what we say")[2]
    return shown.partition(" Known ")[0]


def test_groups_on_which_the_sides_differ_have_a_row_with_the_newest_count_of_each_side():
    event = an_event("The attacks")
    army, spokesman, rebels = a_source("Army"), a_source("Spokesman"), a_source("Rebels")
    a_party(event, army, spokesman)
    a_party(event, rebels)
    counted(event, army, 10, day=25)
    counted(event, spokesman, 12, day=26)
    counted(event, rebels, 130)

    shown = table(event)

    assert "Soldiers no figure yet" in shown
    assert "Spokesman 12" in shown
    assert "Rebels 130" in shown
    assert "Army 10" not in shown


def test_what_our_own_figure_rests_on_stands_before_what_others_say():
    event = an_event("The flood")
    sides = [(a_source(name), name) for name in ("Army", "Mayor", "Radio", "Police")]
    claims = {name: counted(event, who, 40 + n) for n, (who, name) in enumerate(sides)}
    ours = a_position(event, category="soldiers", low=43, high=43)
    ours.uses.set(claims["Police"].figures.all())
    published(ours)

    assert "Soldiers 43 Not confirmed · Police 43 · Radio 42 · Mayor 41 · 1 more" in table(event)


def test_an_older_count_of_the_same_side_is_shown_where_ours_rests_on_it():
    event = an_event("The flood")
    mayor, aide = a_source("Mayor"), a_source("Aide")
    a_party(event, mayor, aide)
    first = counted(event, mayor, 43, day=25)
    counted(event, aide, 50, day=26)
    counted(event, a_source("Radio"), 90, day=24)
    ours = a_position(event, category="soldiers", low=43, high=43)
    ours.uses.set(first.figures.all())
    published(ours)

    assert "Soldiers 43 Not confirmed · Mayor 43 · Radio 90 · Aide 50" in table(event)


def test_where_ours_is_made_of_counts_of_something_else_the_row_says_so():
    event = an_event("The flood")
    part = an_event("Lower town", parent=event)
    parts = counted(part, a_source("Mayor"), 30)
    counted(event, a_source("Radio"), 90)
    ours = a_position(event, category="soldiers", low=30)
    ours.uses.set(parts.figures.all())
    published(ours)

    assert "Not confirmed, from 1 other count · Radio 90" in table(event)


def test_where_nobody_counts_just_these_people_what_we_weighed_stands_there():
    event = an_event("The flood")
    mayor = counted(event, a_source("Mayor"), 3, category="all")
    ours = a_position(event, category="soldiers", established=False, low=None)
    LeftOut(position=ours, figure=mayor.figures.get(), reason="Who they were is not said.").save()
    published(ours)

    assert "Soldiers not established Mayor 3 (Everyone)" in table(event)


def test_who_speaks_for_another_is_one_voice_with_it():
    event = an_event("The attacks")
    army, rebels = a_source("Army"), a_source("Rebels")
    counted(event, army, 10, day=25)
    counted(event, a_source("A colonel", speaks_for=army), 12, day=26)
    counted(event, rebels, 130, day=26)

    shown = table(event)

    assert "A colonel 12" in shown
    assert "Rebels 130" in shown
    assert "Army 10" not in shown


def test_two_sources_that_nothing_tells_apart_are_two_in_a_sentence():
    event = an_event("The attacks")
    locals_ = [a_source("Local officials", slug=f"locals-{n}") for n in (1, 2)]
    claims = [a_claim("They died.", event=event, claimant=one) for one in locals_]
    used = [a_figure(one, 4, category="soldiers") for one in claims]
    for claim in claims:
        published(claim)
    ours = a_position(event, category="soldiers", low=4, high=4)
    ours.uses.set(used)
    published(ours)

    told = words(f"/events/{event.slug}/")

    assert "by the figures of 2 sources called Local officials, which are not" in told


def test_of_what_comes_and_goes_only_the_newest_counts_stand_side_by_side():
    event = an_event("The wreck")
    coast, owner, rebels = a_source("Coast guard"), a_source("Owner"), a_source("Rebels")
    a_party(event, rebels)
    counted(event, owner, 46, day=24, measure="missing")
    counted(event, rebels, 90, day=24, measure="missing")
    counted(event, coast, 10, day=26, measure="missing")

    shown = table(event)

    assert "Coast guard 10" in shown
    assert "Rebels 90" in shown
    assert "Owner" not in shown


def test_a_part_of_which_only_figures_tell_is_not_said_to_have_no_claims():
    event = an_event("The flood")
    part = an_event("Lower town", slug="lower", parent=event)
    claim = a_claim("Nine died in the lower town.", event=event)
    a_figure(claim, 9, event=part)
    published(claim)

    assert "0 claims" not in words(f"/events/{event.slug}/")
    assert "Its figures are of claims that are not about this part" in words("/events/lower/")


def test_what_all_count_alike_has_no_row_unless_we_speak_of_it():
    event = an_event("The attacks")
    counted(event, a_source("Army"), 10)
    counted(event, a_source("Rebels"), 10)
    counted(event, a_source("Police"), 4, category="attackers")
    published(a_position(event, category="attackers", established=False, low=None))

    shown = table(event)

    assert "Attackers not established Police 4" in shown
    assert "Soldiers" not in shown


def test_a_number_that_is_wrong_says_so_beside_the_others():
    event = an_event("The attacks")
    counted(event, a_source("Army"), 10)
    claim = counted(event, a_source("Rebels"), 130)
    against = [some_evidence(claim, "against"), some_evidence(claim, "against")]
    actions.change_status(
        claim, to=Status.REFUTED, reason="Two counted.", evidence=against, by=None, at=NOW
    )

    assert "Rebels 130 ( wrong )" in table(event).replace("(wrong)", "( wrong )")


def test_what_was_said_stands_in_the_order_in_which_it_was_said_ours_among_it():
    event = an_event("The fire")
    counted(event, a_source("Late"), 80, day=27)
    counted(event, a_source("Early"), 12, day=25)
    at = {"stated_at": TODAY.replace(day=26), "stated_precision": "day"}
    published(a_position(event, low=71, high=71, **at))

    said = words(f"/events/{event.slug}/").partition("What was said when")[2]

    assert said.index("Early") < said.index("We: 71") < said.index("Late")


def place(number, latitude, longitude):
    return Place(number, f"Place {number}", latitude, longitude)


def test_places_lie_on_the_sketch_as_on_the_earth():
    drawn = place_map([place(1, 30.9, 69.8), place(2, 29.0, 66.6), place(3, 26.2, 66.3)])

    x, y = ([float(getattr(s, axis).rstrip("%")) for s in drawn.spots] for axis in "xy")
    assert x[0] > x[1] > x[2]
    assert y[0] < y[1] < y[2]
    assert all(0 <= at <= 100 for at in (*x, *y))
    assert {line.label for line in drawn.parallels} == {"26° N", "28° N", "30° N"}


@pytest.mark.parametrize(
    "places",
    [
        [place(1, 89.9, 0), place(2, -89.9, 10)],
        [place(1, 0, -179.9), place(2, 0, 179.9)],
        [place(1, 51.514, -0.2157), place(2, 51.515, -0.2157)],
    ],
)
def test_far_and_near_places_all_lie_within_the_sketch(places):
    drawn = place_map(places)

    numbers = [float(at.rstrip("%")) for s in drawn.spots for at in (s.x, s.y)]
    assert all(0 <= at <= 100 for at in numbers)


@pytest.mark.parametrize("places", [[], [place(1, 30, 69)], [place(1, 30, 69), place(2, 30, 69)]])
def test_one_place_alone_is_not_drawn(places):
    assert place_map(places) is None


def test_parts_with_coordinates_are_numbered_on_the_sketch_and_in_the_list():
    event = an_event("The attacks")
    for name, north in (("Kalat", "29.03"), ("Bela", "26.23")):
        where = {"place": f"{name}, Balochistan", "latitude": north, "longitude": "66.5"}
        published(an_event(f"Attacks in {name}", parent=event, **where))
    published(an_event("Talks elsewhere", parent=event))

    page = read(f"/events/{event.slug}/")

    assert page.count('<circle class="pl"') == 2
    shown = words(f"/events/{event.slug}/").partition("Where")[2]
    assert "1 Attacks in Kalat" in shown
    assert "2 Attacks in Bela" in shown
    assert "– Talks elsewhere" in shown
    assert mistakes(page) == []


def test_a_part_that_was_withheld_is_named_nowhere_and_says_so_at_its_address():
    event = published(an_event("The attacks"))
    part = published(an_event("A house that is watched", parent=event))
    actions.suppress(part, grounds=Grounds.DANGER, reason="Names it.", by=an_editor(), at=NOW)

    assert "A house that is watched" not in read(f"/events/{event.slug}/")
    assert "An event that was withheld" in words(f"/events/{part.slug}/")


def test_what_is_known_is_said_as_such_and_not_as_somebodys_words():
    event = an_event("The fire")
    for short, claimant in (("Police: the cladding burned", "Police"), ("", "Brigade")):
        claim = a_claim(
            "The lift stood still.", event=event, claimant=a_source(claimant), short=short
        )
        shown_by = [some_evidence(claim, kind="primary")]
        actions.change_status(
            claim, to=Status.CONFIRMED, reason="On film.", evidence=shown_by, by=None, at=NOW
        )
        published(claim)

    known = words(f"/events/{event.slug}/").partition(" Known ")[2].partition(" Disputed ")[0]

    assert "The cladding burned" in known
    assert "The lift stood still." in known
    assert "Police" not in known
    assert "Brigade" not in known


def test_names_that_are_letters_are_told_in_full_beside_the_counts():
    event = an_event("The attacks")
    counted(event, a_source("Baloch Liberation Army", short_name="BLA"), 130)
    counted(event, a_source("Army"), 10)
    counted(
        event, a_source("Inter-Services Public Relations", short_name="ISPR"), 7, category="all"
    )

    shown = words(f"/events/{event.slug}/").partition(" Known ")[0]

    assert "BLA : Baloch Liberation Army" in shown
    assert "Army : Army" not in shown


def test_where_no_row_tells_of_the_dead_those_who_count_them_do():
    event = an_event("Polling day")
    counted(event, a_source("Hospital"), 4, category="all")
    counted(event, a_source("Rebels"), 40, category="civilians")
    published(a_position(event, measure="injured", low=31))

    shown = table(event)

    assert "Everyone, killed no figure yet Hospital 4" in shown
    assert "Civilians, killed no figure yet Rebels 40" in shown


def test_what_our_figure_rests_on_and_what_we_examined_is_told_first():
    event, ministry = an_event("The flood"), a_source("Ministry")
    at = {"event": event, "said_at": TODAY, "said_precision": "day"}
    for n in range(9):
        together = {"claimant": ministry, "utterance": "bulletin"}
        published(a_claim(f"Said together {n}.", **at, **together))
    for n in range(6):
        published(a_claim(f"Said alone {n}.", **at))
    decided(published(a_claim("Examined.", **{**at, "said_at": TODAY.replace(day=1)})))
    rests_on = a_claim("Counted.", **at, claimant=ministry, utterance="bulletin")
    position = a_position(event)
    position.uses.add(a_figure(rests_on, 38, category="everyone-else"))
    published(position)

    told = words(f"/events/{event.slug}/").partition("What was said when")[2]

    assert "Examined." in told
    assert "Counted." in told
    assert "Said together" not in told


def test_who_said_what_was_taken_back_is_named_beside_it():
    event = an_event("The flood")
    claim = published(a_claim("Ten died.", event=event, claimant=a_source("The radio")))
    actions.retract(claim, reason="We had misread it.", by=None, at=NOW)

    shown = words(f"/events/{event.slug}/")

    assert "Retracted. Ten died. The radio" in shown
    assert "a source withheld" not in shown


def test_of_one_statement_the_claim_that_was_recorded_first_is_told():
    event, ministry = an_event("The flood"), a_source("Ministry")
    at = {"event": event, "said_at": TODAY, "said_precision": "day"}
    for n in range(9):
        published(a_claim(f"Said together {n}.", **at, claimant=ministry, utterance="bulletin"))
    published(a_claim("Said alone.", **at))

    told = words(f"/events/{event.slug}/").partition("What was said when")[2]

    assert "Said alone." in told
    assert "Said together 0." in told
    assert "Said together 1." not in told


def test_the_name_of_a_party_begins_its_line_with_a_capital():
    event = an_event("The attacks")
    a_party(event, a_source("Rebels"), name="the rebels of the valley")
    published(a_claim(event=event))

    assert "The rebels of the valley : Rebels" in words(f"/events/{event.slug}/")
