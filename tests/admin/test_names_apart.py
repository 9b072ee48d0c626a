"""Two of one name are told apart wherever they are listed or can be chosen."""

import pytest
from django.urls import reverse

from claims.actions.second_look import publisher_acted
from claims.models.desk.event import Measure
from claims.models.desk.party import Party
from claims.models.desk.second_look import SecondLook
from tests.admin.desk import at_the_desk, page, words
from tests.builders import (
    NOW,
    a_claim,
    a_figure,
    a_position,
    a_report,
    a_source,
    an_event,
    published,
    some_evidence,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk():
    return at_the_desk()


@pytest.fixture
def khans():
    return (
        a_source("Muhammad Khan", slug="khan-police", kind="police", about="In the district."),
        a_source("Muhammad Khan", slug="khan-doctor", kind="health", nature="person"),
    )


def offered(desk, model, field, term):
    asked = {"app_label": "claims", "model_name": model, "field_name": field, "term": term}
    return {row["text"] for row in desk.get("/admin/autocomplete/", asked).json()["results"]}


def test_sources_are_told_apart_where_one_is_looked_for(desk, khans):
    assert offered(desk, "claim", "claimant", "Khan") == {
        "Muhammad Khan [khan-police] · Police · In the district.",
        "Muhammad Khan [khan-doctor] · A person · Hospital or health service",
    }


def test_events_claims_reports_figures_and_categories_are_told_apart(desk):
    years = [
        an_event("The flood", slug=f"flood-{year}", starts_on=f"{year}-08-26")
        for year in (2010, 2022)
    ]
    bela = an_event("Bela", slug="bela", parent=years[1])
    claim = a_claim("It rained.", slug="a-rain", event=bela, claimant=a_source("The mayor"))
    figure = a_figure(claim, 5, key="mayor-5")
    report = a_report(title="Rain", slug="dawn-rain", publisher=a_source("Dawn"))

    assert offered(desk, "claim", "event", "flood") == {
        "The flood [flood-2010] · 26 August 2010",
        "The flood [flood-2022] · 26 August 2022",
    }
    assert offered(desk, "claim", "event", "bela") == {"Bela [bela] · part of The flood"}
    assert offered(desk, "link", "to_claim", "rain") == {"It rained. [a-rain] · The mayor"}
    assert offered(desk, "citation", "report", "rain") == {f"Rain [{report.slug}] · Dawn"}
    assert offered(desk, "figure", "repeats", "mayor") == {
        f"{figure.key}: 5 · The mayor · All, killed"
    }


def test_what_was_chosen_is_shown_as_it_was_offered(desk, khans):
    claim = a_claim("It rained.", claimant=khans[1])

    shown = desk.get(page("claim", "change", claim.pk))

    assert "Muhammad Khan [khan-doctor] · A person" in words(shown)


def test_lists_tell_two_of_one_name_apart_and_leave_others_alone(desk, khans):
    claims = [a_claim("It rained.", claimant=khan) for khan in khans]
    a_claim("It rained.", claimant=a_source("Dawn", slug="dawn"))
    a_figure(claims[0])
    a_report(publisher=khans[0])

    for kind in ("source", "claim", "report"):
        told = words(desk.get(page(kind)))
        assert "Muhammad Khan [khan-police]" in told
        assert "Dawn [dawn]" not in told
    assert "Muhammad Khan [khan-doctor]" in words(desk.get(page("claim")))
    assert "Muhammad Khan [khan-police]" in words(desk.get(page("figure")))


def test_a_short_name_that_two_have_is_told_apart_too(desk):
    for slug, name in (("ministry-pk", "Ministry, Pakistan"), ("ministry-tr", "Ministry, Türkiye")):
        a_claim("It rained.", claimant=a_source(name, slug=slug, short_name="Health ministry"))

    told = words(desk.get(page("claim")))

    assert "Ministry, Pakistan [ministry-pk]" in told
    assert "Ministry, Türkiye [ministry-tr]" in told


def test_events_of_one_title_are_told_apart_in_lists_and_filters(desk):
    for slug in ("flood-2010", "flood-2022"):
        a_claim("It rained.", event=an_event("The flood", slug=slug))

    for kind in ("event", "claim"):
        told = words(desk.get(page(kind)))
        assert "The flood [flood-2010]" in told
        assert "The flood [flood-2022]" in told
    assert "The flood [flood-2010]" in words(desk.get("/admin/claims/quick/"))


def test_a_merge_says_which_of_two_goes_into_which(desk, khans):
    a_claim("It rained.", claimant=khans[0])
    merging = page("source", "merge", khans[0].pk)

    first = desk.get(merging)
    seen = desk.post(
        merging,
        {
            "into": khans[1].pk,
            "reason": "One man.",
            "version": first.context["form"]["version"].value(),
        }
        | {"_preview": "1"},
    )

    assert "Muhammad Khan [khan-police] · Police" in words(first)
    assert "Muhammad Khan [khan-doctor] · A person" in words(seen)


def test_the_list_of_claims_shows_their_numbers(desk):
    claim = a_claim("Many died.")
    a_figure(claim, 23, qualifier="at_least")
    a_figure(claim, 5, category="civilians")

    assert "at least 23 killed (All); 5 killed (Civilians)" in words(desk.get(page("claim")))


def test_claims_are_found_by_the_title_of_their_event(desk):
    tower = an_event("Grenfell Tower fire")
    a_claim("Seventy-one died.", event=tower)
    a_claim("The stairs were smoky.", event=an_event("The stairs", parent=tower))
    a_claim("Elsewhere it rained.")

    found = words(desk.get(page("claim"), {"q": "grenfell"}))

    assert "Seventy-one died." in found
    assert "The stairs were smoky." in found
    assert "Elsewhere it rained." not in found


def test_the_page_of_an_event_lists_what_is_recorded_of_it(desk):
    tower = an_event("Grenfell Tower fire")
    stairs = an_event("The stairs", parent=tower)
    figure = a_figure(a_claim("Seventy-one died.", event=stairs), 71)
    a_position(tower, low=71, high=71)
    a_claim("Elsewhere it rained.")

    told = words(desk.get(page("event", "change", tower.pk)))

    assert "Claims: 1 · Figures: 1 · Our own figures: 1" in told
    assert "Seventy-one died." in told
    assert "71 killed (All) · The stairs" in told
    assert "Grenfell Tower fire, killed, " in told
    assert "Elsewhere it rained." not in told
    assert "71 killed" in words(desk.get(page("claim"), {"event": tower.pk}))
    assert figure.key in words(desk.get(page("figure"), {"event": tower.pk}))


def test_the_workbench_tells_two_of_one_name_apart(desk):
    raid = an_event("The raid", slug="raid")
    for n, slug in enumerate(("ministry-pk", "ministry-tr")):
        source = a_source("Health ministry", slug=slug, short_name="Ministry")
        a_figure(a_claim(f"{n} died.", event=raid, claimant=source), 5 + n)
    a_figure(a_claim("Many died.", event=raid, claimant=a_source("The hospital", slug="h")), 9)

    told = words(desk.get(reverse("admin:claims_event_reconcile", args=[raid.pk])))

    assert "Health ministry [ministry-pk]" in told
    assert "Health ministry [ministry-tr]" in told
    assert "[h]" not in told


def test_what_lies_on_top_tells_two_of_one_name_apart(desk, khans):
    published(a_claim("It rained.", claimant=khans[0], said_at=NOW, said_precision="day"))

    assert "Muhammad Khan [khan-police], " in words(desk.get("/admin/"))


def test_what_is_to_be_looked_at_again_rests_on_one_of_two_of_a_name(desk):
    a_report(title="Statement", slug="other")
    fallen = a_report(title="Statement", slug="fallen")
    some_evidence(a_claim("It rained."), report=fallen)
    fallen.publisher_action = "withdrawn"

    publisher_acted(fallen, was="", by=None, at=NOW)

    look = SecondLook.objects.get()
    assert look.about_name.startswith("Statement")
    assert look.about_name.endswith("[fallen]")


def test_measures_go_by_their_names_where_figures_are_chosen_or_narrowed(desk):
    fire = an_event("The fire")
    Measure(event=fire, slug="flats-lost", name="Flats burned out", one="x", many="y").save()
    claim = a_claim("It burned.", event=fire, claimant=a_source("The mayor"))
    figure = a_figure(claim, 5, key="mayor-5", measure="flats-lost")
    a_figure(claim, 6, measure="injured")

    (told,) = offered(desk, "figure", "repeats", "mayor-5")
    listed = desk.get(page("figure"), {"measure": "flats-lost"})

    assert told == f"{figure.key}: 5 · The mayor · All, Flats burned out"
    assert "By measure All Flats burned out injured" in words(listed)
    assert [row.key for row in listed.context["cl"].queryset] == ["mayor-5"]


def test_a_status_is_decided_on_one_of_two_originators_of_a_name(desk, khans):
    claim = published(a_claim())
    for khan in khans:
        some_evidence(claim, originator=khan)

    shown = words(desk.get(page("claim", "status", claim.pk)))

    assert "Muhammad Khan [khan-police]" in shown
    assert "Muhammad Khan [khan-doctor]" in shown


def test_parties_of_one_name_are_told_apart_where_sources_are_narrowed(desk):
    for year in (2010, 2022):
        event = an_event("The flood", slug=f"flood-{year}")
        Party(event=event, slug="the-state", name="The state").save()

    shown = words(desk.get(page("source")))

    assert "The state (The flood [flood-2010])" in shown
    assert "The state (The flood [flood-2022])" in shown
