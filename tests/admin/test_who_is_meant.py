"""Nobody is taken for the claimant, or the publisher, by a match that the editor has not seen."""

import json
from pathlib import Path

import pytest

from claims.actions.source_names import SourceNames
from claims.models.desk.claim import Claim
from claims.models.desk.event import Category, Event, Measure
from claims.models.desk.source import Report, Source
from tests.admin.desk import at_the_desk, errors, opened, page, save, words
from tests.admin.test_paste import PAGE as TABLE
from tests.admin.test_paste import bring, checked, kinds, table, wrong
from tests.admin.test_quick_add import PAGE, press, sent
from tests.builders import a_claim, a_figure, a_position, a_report, a_source, an_event
from tests.dossier.small import take

pytestmark = pytest.mark.django_db
KHANS = Path(__file__).parents[1] / "cases" / "14-two-sources-of-one-name.json"


@pytest.fixture
def desk():
    return at_the_desk()


@pytest.fixture
def elsewhere():
    return an_event("Attacks across Balochistan", time_zone="Asia/Karachi")


@pytest.fixture
def fire():
    return an_event("Grenfell Tower fire", slug="grenfell")


def heard(event, name, **more):
    """A source that has said something in the event."""
    source = a_source(name, **more)
    a_claim("The road was closed.", claimant=source, event=event)
    return source


GROUPS = [
    ("police", {"name": "Police in Balochistan, not named", "short_name": "Police"}),
    ("Police", {"name": "Police", "slug": "police"}),
    ("Officials", {"name": "Pakistani officials, not named", "aliases": ["officials"]}),
    ("witnesses", {"name": "Witnesses"}),
    ("local officials", {"name": "Local officials, not named", "short_name": "Local officials"}),
    ("police", {"name": "Balochistan Police", "aliases": ["police"]}),
    ("پولیس", {"name": "پولیس"}),
    ("The guards", {"name": "The guards of the gate", "aliases": ["The guards"]}),
    ("Gatekeepers", {"name": "Gatekeepers", "nature": "unnamed"}),
    ("miners", {"name": "Miners", "slug": "miners", "nature": "unnamed"}),
    ("पुलिस", {"name": "पुलिस"}),
    ("les autorités", {"name": "Les autorités locales", "aliases": ["Les autorités"]}),
]


@pytest.mark.parametrize(("typed", "group"), GROUPS)
def test_people_whom_nobody_named_are_never_those_of_another_event(
    desk, elsewhere, fire, typed, group
):
    other = heard(elsewhere, **group)

    saved = press(desk, event=fire, claimant=typed, words="")
    seen = checked(desk, fire, f"{typed},Two shops burnt down.,,,,")

    assert saved.status_code == 302
    claim = Claim.objects.get(event=fire)
    assert claim.claimant != other
    assert claim.claimant.name == typed
    assert claim.claimant.nature == ("" if typed == "Gatekeepers" else "unnamed")
    assert kinds(seen) == ["new"]
    train = {"event": "", "part": "The train", "said": "", "claimant": typed, "words": ""}
    train["attackers"] = "yes"
    assert desk.post(PAGE, {**sent(fire), **train, "_draft": "Save"}).status_code == 302
    assert seen.context["rows"][0]["taken"].startswith(f"{typed} [")
    assert "Balochistan" not in seen.context["rows"][0]["taken"]


@pytest.mark.parametrize(("typed", "group"), GROUPS)
def test_in_their_own_event_they_are_known(desk, fire, typed, group):
    known = heard(fire, **group)

    press(desk, event=fire, claimant=typed, words="")

    assert Claim.objects.latest("pk").claimant == known


def test_who_was_taken_is_shown_in_full_beside_the_box(desk, elsewhere):
    heard(elsewhere, "Inter-Services Public Relations", slug="ispr-dg", aliases=["ISPR"],
          kind="military", about="The press service.")  # fmt: skip
    told = (
        "Inter-Services Public Relations [ispr-dg] · Military · The press service. · heard in"
        " “Attacks across Balochistan”"
    )

    looked = press(desk, "_check", event=elsewhere)
    asked = desk.get(f"{PAGE}claimant/", {"q": "ISPR", "event": elsewhere.pk}).json()

    assert told in words(looked)
    assert asked == {"says": told, "known": True}


def test_a_short_name_from_another_event_is_asked_about_and_then_known(desk, elsewhere, fire):
    ispr = heard(elsewhere, "Inter-Services Public Relations", slug="ispr", short_name="ISPR")

    asked = press(desk, event=fire)
    typing = desk.get(f"{PAGE}claimant/", {"q": "ISPR", "event": fire.pk}).json()
    meant = desk.post(PAGE, {**sent(fire), "_use_claimant": str(ispr.pk)})
    box = meant.context["form"]["claimant"].value()
    press(desk, event=fire, claimant=box)
    press(desk, event=fire, statement="Another thing happened.", words="")

    assert asked.status_code == 200
    assert "goes by this name" in words(asked)
    assert "“ISPR” may be Inter-Services Public Relations [ispr]" in typing["problem"]
    assert [c.claimant for c in Claim.objects.filter(event=fire)] == [ispr, ispr]


def test_a_person_of_that_name_in_another_event_is_asked_about(desk, elsewhere, fire):
    heard(elsewhere, "Ahmed Ali", kind="official")

    asked = press(desk, event=fire, claimant="Ahmed Ali")

    assert "Is the claimant one of these?" in words(asked)
    assert not Claim.objects.filter(event=fire).exists()


def test_a_body_known_by_its_whole_name_is_taken(desk, elsewhere, fire):
    reuters = heard(elsewhere, "Reuters", kind="agency")

    press(desk, event=fire, claimant="reuters")

    assert Claim.objects.get(event=fire).claimant == reuters


@pytest.fixture
def names():
    take(json.loads(KHANS.read_text()))
    return Event.objects.get(slug="names")


@pytest.mark.parametrize("slug", ["khan-police", "khan-doctor"])
def test_the_one_that_was_chosen_of_two_of_one_name_is_kept(desk, names, slug):
    chosen = Source.objects.get(slug=slug)
    typed = {"claimant": "Muhammad Khan", "statement": "The gate was shut.", "words": ""}

    asked = press(desk, event=names, **typed)
    answered = desk.post(PAGE, {**sent(names, **typed), "_use_claimant": str(chosen.pk)})
    box = answered.context["form"]["claimant"].value()
    saved = press(desk, event=names, **{**typed, "claimant": box})

    assert "[khan-police] · Police · District police officer." in words(asked)
    assert "[khan-doctor] · Hospital or health service · Surgeon." in words(asked)
    assert not answered.context["questions"]
    assert box == f"Muhammad Khan [{slug}]"
    assert saved.status_code == 302
    assert Claim.objects.latest("pk").claimant == chosen
    assert Source.objects.filter(name="Muhammad Khan").count() == 2


def test_a_list_to_choose_from_tells_two_of_one_name_apart(desk, names):
    page = desk.get(PAGE)

    offered = dict(page.context["names"])
    assert offered["Muhammad Khan [khan-police]"] == "Police · District police officer."
    assert offered["Muhammad Khan [khan-doctor]"] == "Hospital or health service · Surgeon."
    assert "Muhammad Khan" not in offered
    assert "The Paper" in offered


@pytest.mark.parametrize("written", ["khan-doctor", "Muhammad Khan [khan-doctor]", "[khan-doctor]"])
def test_a_slug_may_stand_in_a_table_for_a_name(desk, names, written):
    bring(desk, names, f"{written},The gate was shut.,,,,")

    assert Claim.objects.latest("pk").claimant.slug == "khan-doctor"


def test_a_name_of_two_in_a_table_is_asked_about_above_the_rows(desk, names):
    row = "Muhammad Khan,The gate was shut.,,,,"
    seen = checked(desk, names, row)
    answer = {"who-0": "Muhammad Khan", "means-0": "khan-doctor"}

    answered = checked(desk, names, row, **answer)
    bring(desk, names, row, after=answered, **answer)

    assert kinds(seen) == ["wrong"]
    assert ".." not in wrong(seen)[0][1]
    assert "Who is meant?" in words(seen)
    assert "District police officer." in words(seen)
    assert kinds(answered) == ["new"]
    assert Claim.objects.latest("pk").claimant.slug == "khan-doctor"


def test_somebody_else_of_the_name_can_be_meant(desk, names):
    row = "Muhammad Khan,The gate was shut.,,,,"

    answered = checked(desk, names, row, **{"who-0": "Muhammad Khan", "means-0": "+"})

    assert kinds(answered) == ["new"]
    assert answered.context["rows"][0]["taken"] == "Muhammad Khan: new to the desk"


def test_a_slug_that_nobody_has_is_refused(desk, fire):
    refused = press(desk, event=fire, claimant="Muhammad Khan [khan-judge]")
    seen = checked(desk, fire, "Muhammad Khan [khan-judge],The gate was shut.,,,,")

    assert "There is no source “khan-judge”" in words(refused)
    assert "There is no source “khan-judge”" in wrong(seen)[0][1]
    assert not Claim.objects.exists()


def test_what_was_merged_goes_by_the_one_that_is_kept(fire):
    kept = a_source("The Pakistani military", aliases=["Pakistan's military"])
    a_source("Pakistan's military", merged_into=kept)

    meant = SourceNames(fire).claimant("Pakistan's military")

    assert meant.known is None
    assert meant.sources == [kept]


def test_the_publisher_who_was_taken_is_shown_and_its_namesakes_are_asked_about(desk, fire):
    a_report(publisher=a_source("The Sunday Guardian", aliases=["The Guardian"], kind="media"))
    a_source("Guardian Media", short_name="The Guardian", kind="media")
    table_of = table("ISPR,It burnt.,The Guardian", header="claimant,statement,outlet")

    asked = press(desk, event=fire, publisher="The Guardian")
    seen = checked(desk, fire, table=table_of)
    plain = press(desk, "_check", event=fire, publisher="The Sunday Guardian")

    assert "Is the publisher one of these?" in words(asked)
    assert "“The Guardian” may be" in wrong(seen)[0][1]
    assert "The Sunday Guardian [" in words(plain)
    assert not Report.objects.filter(citations__claim__event=fire).exists()


def test_a_part_is_named_by_its_slug_where_two_go_by_its_title(desk, fire):
    an_event("The stairs", slug="stairs-north", parent=fire)
    south = an_event("The stairs", slug="stairs-south", parent=fire)
    header = "claimant,statement,part"

    asked = checked(desk, fire, table=table("ISPR,It burnt.,The stairs", header=header))
    bring(desk, fire, table=table("ISPR,It burnt.,stairs-south", header=header))

    assert "write stairs-north or stairs-south" in wrong(asked)[0][1]
    assert Claim.objects.get().event == south


def test_a_new_event_is_named_in_its_own_box_and_not_twice(desk, fire):
    refused = desk.post(PAGE, {**sent(fire), "event": "", "part": "", "_draft": "Save"})
    twice = desk.post(PAGE, {**sent(fire), "event": "", "part": fire.title, "_draft": "Save"})
    train = {"event": "", "part": "The train", "event_zone": "Asia/Karachi", "attackers": "yes"}
    desk.post(PAGE, {**sent(fire), **train, "_draft": "Save"})

    assert "Name the new event here" in errors(refused)[0]
    assert "[grenfell]" in errors(twice)[0]
    assert Claim.objects.get().event.title == "The train"


def test_a_column_that_is_not_understood_is_asked_about_above_the_rows(desk, fire):
    text = table("ISPR,It burnt.,grim,", header="claimant,statement,mood,empty")
    seen = checked(desk, fire, table=text)
    columns = {"column-0": "claimant", "column-1": "statement", "column-3": ""}
    header = {"header": seen.context["header"], "table": text, "seal": seen.context["seal"]}

    refused = desk.post(TABLE, {"event": fire.pk, **header, **columns, "_bring": "1"})
    answered = checked(desk, fire, **header, **columns, **{"column-2": "-"})
    sealed = {**header, "seal": answered.context["seal"]}
    done = desk.post(TABLE, {"event": fire.pk, **sealed, **columns, "column-2": "-", "_bring": "1"})

    assert [column["heading"] for column in seen.context["unclear"]] == ["mood"]
    assert "such as “ grim ”" in words(seen)
    assert not seen.context["ready"]
    assert refused.status_code == 200
    assert answered.context["unclear"] == []
    assert done.status_code == 302
    assert Claim.objects.get().statement == "It burnt."


def test_what_an_event_counts_is_offered_wherever_a_number_is_typed(desk, fire):
    Measure(event=fire, slug="in-shelters", name="in shelters").save()
    a_figure(a_claim("Many hid.", event=fire), 223, measure="in-cellars")
    stairs = an_event("The stairs", parent=fire)
    header = "claimant,number,measure,who is counted"
    rows = [f"ISPR,{n},{word},All" for n, word in ((3, "In shelters"), (4, "in-cellars"))]

    page_says = desk.get(f"{PAGE}counted/", {"q": stairs.pk}).json()["measures"]
    press(desk, event=stairs, words="14 people", measure="in-shelters", counted="all")
    seen = checked(desk, fire, table=table(*rows, header=header))
    other = checked(desk, an_event(), table=table(*rows, header=header))
    claim = Claim.objects.get(event=stairs)
    form = desk.get(page("claim", "change", claim.pk)).content.decode()

    assert ["in-shelters", "in shelters"] in page_says
    assert ["in-cellars", "in cellars"] in page_says
    assert claim.figures.get().measure == "in-shelters"
    assert kinds(seen) == ["new", "new"]
    assert kinds(other) == ["wrong", "wrong"]
    assert '<option value="in-shelters" selected>in shelters</option>' in form


@pytest.mark.parametrize("kind", ["claim", "position"])
def test_what_an_event_does_not_count_is_refused_in_every_form(desk, fire, kind):
    thing = a_position(fire) if kind == "position" else a_claim(event=fire)
    if kind == "claim":
        a_figure(thing, 5)
    address = page(kind, "change", thing.pk)
    name = "measure" if kind == "position" else "figures-0-measure"

    refused = save(desk, address, {**opened(desk, address), name: "kiled"})

    assert "“kiled” is not counted in this event" in errors(refused)[0]


def test_a_category_of_two_of_one_name_is_named_by_its_slug(desk, fire):
    whole = fire.categories.get(slug="all")
    for slug in ("women-residents", "women-visitors"):
        Category(event=fire, slug=slug, name="Women", parent=whole).save()
    header = "claimant,number,measure,who is counted"

    asked = checked(desk, fire, table=table("ISPR,30,killed,Women", header=header))
    bring(desk, fire, table=table("ISPR,30,killed,women-visitors", header=header))
    offered = [label for _, label in desk.get(f"{PAGE}counted/", {"q": fire.pk}).json()["options"]]

    assert "write women-residents or women-visitors" in wrong(asked)[0][1]
    assert Claim.objects.get().figures.get().category.slug == "women-visitors"
    assert "– Women [women-residents]" in offered
