"""Events of other kinds, made up and as small as the rule they show: each reads well and true."""

import io
import json
import re

import pytest
from django.core.management import call_command

from claims import dossier
from claims.domain import reconciliation
from claims.domain.reconciliation import CONTRADICTIONS, Kind
from claims.models.desk.event import Event
from tests.api.asker import results
from tests.builders import an_editor
from tests.dossier.small import take


def figure(key, measure, category="all", **more):
    return {"id": key, "measure": measure, "category": category, "qualifier": "plain", **more}


def claim(slug, who, on, statement, *figures, **more):
    return {
        "slug": slug,
        "claimant": who,
        "said_at": on,
        "statement": statement,
        "citations": [{"report": f"{slug.partition('-')[0]}-report", "quote": statement}],
        "figures": list(figures),
        "publication": "published",
        "history": [{"status": "unconfirmed", "at": on, "reason": "Said that day."}],
        **more,
    }


def position(measure, low, high, *uses, **more):
    return {
        "category": "all",
        "measure": measure,
        "low": low,
        "high": high,
        "uses": list(uses),
        "rationale": "By the latest count.",
        "at": "2024-06-01",
        **more,
    }


def event(slug, title, *claims, categories=None, measures=(), positions=(), parts=(), **more):
    for one in claims:
        one.setdefault("event", slug)
    for one in positions:
        one.setdefault("event", slug)
    return {
        "format": "counterclaim-dossier/1",
        "event": {"slug": slug, "title": title, "parts": list(parts), **more},
        "categories": categories or [{"slug": "all", "name": "All"}],
        "measures": list(measures),
        "sources": [
            {"slug": f"{slug}-guard", "name": "The coast guard", "kind": "government"},
            {"slug": f"{slug}-police", "name": "The police", "kind": "police"},
            {"slug": f"{slug}-paper", "name": "The Paper", "kind": "media"},
        ],
        "reports": [
            {"slug": f"{slug}-report", "publisher": f"{slug}-paper", "title": "What happened"}
        ],
        "claims": [{**one, "claimant": f"{slug}-{one['claimant']}"} for one in claims],
        "positions": list(positions),
    }


CREW = {"slug": "crew", "name": "Crew of the ship", "phrase": "members of the crew"}
SINKING = event(
    "sinking",
    "The loss of a ship",
    claim(
        "sinking-first",
        "guard",
        "2024-05-01",
        "Of 50 aboard, 8 were rescued, 3 are dead and 39 are missing.",
        figure("aboard", "aboard", value=50),
        figure("rescued", "rescued", value=8),
        figure("dead-3", "killed", value=3),
        figure("missing-39", "missing", value=39),
    ),
    claim(
        "sinking-last",
        "guard",
        "2024-05-09",
        "30 are dead and 12 are missing.",
        figure("dead-30", "killed", value=30),
        figure("missing-12", "missing", value=12),
    ),
    categories=[{"slug": "all", "name": "All", "parts": [CREW]}],
    positions=[
        position(
            "killed",
            30,
            42,
            "dead-30",
            "missing-12",
            readings=[{"figure": "missing-12", "reading": "Missing, now counted as dead."}],
        ),
        position("killed", 4, 4, "dead-30", category="crew", override_reason="By the list."),
    ],
)
FLOOD = event(
    "flood",
    "A flood",
    claim(
        "flood-first",
        "guard",
        "2024-05-01",
        "About 900 people are missing.",
        figure("missing-900", "missing", qualifier="about", value=900),
    ),
    claim(
        "flood-later",
        "police",
        "2025-02",
        "250 people are registered as missing.",
        figure("missing-250", "missing", value=250),
    ),
    positions=[position("missing", 250, 250, "missing-250")],
)
VOTES = [{"slug": "all", "name": "Ballots", "phrase": "ballots"}]
ELECTION = event(
    "election",
    "An election",
    claim(
        "election-first",
        "guard",
        "2024-05-01T20:00+00:00",
        "1,200 ballots were counted by eight.",
        figure("night", "counted", value=1_200),
    ),
    claim(
        "election-last",
        "guard",
        "2024-05-02",
        "31,412 ballots were counted.",
        figure("day", "counted", value=31_412, final=True),
    ),
    categories=VOTES,
    measures=[
        {
            "slug": "counted",
            "name": "ballots counted",
            "one": "ballot was counted",
            "many": "ballots were counted",
        }
    ],
    positions=[position("counted", 31_412, 31_412, "day")],
)
STAMPEDE = event(
    "stampede",
    "A stampede",
    claim(
        "stampede-police",
        "police",
        "2024-05-01",
        "30 died.",
        figure("police-30", "killed", value=30),
    ),
    claim(
        "stampede-children",
        "police",
        "2024-05-04",
        "Of the dead 12 were children.",
        figure("children-12", "killed", "children", value=12),
    ),
    claim(
        "stampede-paper",
        "paper",
        "2024-05-04",
        "Bodies in hospitals: 49.",
        figure("paper-49", "killed", value=49),
    ),
    categories=[
        {"slug": "all", "name": "All", "parts": [{"slug": "children", "name": "Children"}]}
    ],
    positions=[position("killed", 49, 49, "paper-49")],
)
EPIDEMIC = event(
    "epidemic",
    "An epidemic",
    *(
        claim(
            f"epidemic-{day}",
            "guard",
            f"2024-05-0{day}",
            f"{beds} are in hospital, {dead} have died.",
            figure(f"beds-{day}", "in-hospital", value=beds),
            figure(f"dead-{day}", "died", value=dead),
            figure(f"confirmed-{day}", "cases-confirmed", value=confirmed),
            figure(f"suspected-{day}", "cases-suspected", value=suspected),
            figure(f"cases-{day}", "cases", value=confirmed + suspected),
            figure(f"of-them-{day}", "confirmed-deaths", value=dead - 1),
        )
        for day, beds, dead, confirmed, suspected in (
            *((1, 40, 2, 20, 70), (2, 95, 5, 55, 40), (3, 60, 9, 80, 12)),
        )
    ),
    positions=[
        position("died", 9, 9, "dead-3"),
        position("in-hospital", 60, 60, "beds-3"),
        position("cases-confirmed", 80, 80, "confirmed-3"),
        position("confirmed-deaths", 8, 8, "of-them-3"),
    ],
)
PROTEST = event(
    "protest",
    "A protest",
    claim(
        "protest-police",
        "police",
        "2024-05-01",
        "About 8,000 took part, by the police's estimate.",
        figure("police-8000", "involved", qualifier="about", value=8_000, estimate=True),
    ),
    claim(
        "protest-paper",
        "paper",
        "2024-05-01",
        "Over 8,000 took part.",
        figure("over-8000", "involved", qualifier="more_than", value=8_000),
    ),
    claim(
        "protest-round",
        "guard",
        "2024-05-01",
        "8,000 took part.",
        figure("plain-8000", "involved", value=8_000),
    ),
    positions=[position("involved", 8_001, 8_800, "police-8000", "over-8000")],
)
QUAKE = event(
    "quake",
    "A quake across three countries",
    claim(
        "quake-east",
        "police",
        "2024-05-03",
        "120 died in the east.",
        figure("east-120", "killed", event="quake-east", value=120),
    ),
    claim(
        "quake-west",
        "guard",
        "2024-05-02",
        "40 died in the west.",
        figure("west-40", "killed", event="quake-west", value=40),
    ),
    claim(
        "quake-all",
        "paper",
        "2024-05-03",
        "At least 160 died.",
        figure("all-160", "killed", qualifier="at_least", value=160),
    ),
    parts=[
        {"slug": "quake-east", "title": "The east"},
        {"slug": "quake-west", "title": "The west"},
        {"slug": "quake-north", "title": "The north"},
    ],
    positions=[position("killed", 160, None, "all-160")],
)
PIPELINE = event(
    "pipeline",
    "A pipeline blast",
    claim(
        "pipeline-first",
        "police",
        "2024-05-01",
        "Between 10 and 15 were hurt.",
        figure("hurt-10", "wounded", qualifier="between", low=10, high=15),
    ),
    claim(
        "pipeline-later",
        "police",
        "2024-05-02",
        "22 were hurt; one building was hit.",
        figure("hurt-22", "injured", value=22),
        figure("building-1", "buildings-hit", value=1),
    ),
    claim(
        "pipeline-wrong",
        "paper",
        "2024-05-02",
        "200 were hurt.",
        figure("hurt-200", "injured", value=200),
        lifecycle="withdrawn",
        stances=[{"source": "pipeline-paper", "stance": "withdraws", "report": "pipeline-report"}],
    ),
    positions=[
        position("injured", 22, 22, "hurt-22"),
        position("buildings-hit", 1, 1, "building-1"),
    ],
)
HOSTAGES = event(
    "hostages",
    "A hostage taking",
    *(
        claim(
            f"hostages-{day}",
            "police",
            f"2024-05-0{day}",
            f"{held} are held, {freed} were let go.",
            figure(f"held-{day}", "held-hostage", value=held),
            figure(f"freed-{day}", word, value=freed),
        )
        for day, held, word, freed in ((1, 120, "released", 30), (2, 80, "freed", 70))
    ),
    positions=[position("held-hostage", 80, 80, "held-2"), position("freed", 70, 70, "freed-2")],
)
SIDES = [
    {"slug": f"from-{side}", "name": f"Prisoners from the {side}",
     "phrase": f"prisoners from the {side}"}
    for side in ("north", "south")
]  # fmt: skip
EXCHANGE = event(
    "exchange",
    "Prisoners are exchanged",
    claim(
        "exchange-guard",
        "guard",
        "2024-05-01",
        "95 of the north and 64 of the south came home.",
        figure("north-95", "freed", "from-north", value=95),
        figure("south-64", "freed", "from-south", value=64),
    ),
    claim(
        "exchange-paper",
        "paper",
        "2024-05-02",
        "Over 150 prisoners were exchanged.",
        figure("over-150", "released", qualifier="more_than", value=150),
    ),
    categories=[{"slug": "all", "name": "Prisoners", "phrase": "prisoners", "parts": SIDES}],
    positions=[position("freed", 151, None, "over-150"),
               position("freed", 95, 95, "north-95", category="from-north")],
)  # fmt: skip
EVENTS = [SINKING, FLOOD, ELECTION, STAMPEDE, EPIDEMIC, PROTEST, QUAKE, PIPELINE]
EVENTS += [HOSTAGES, EXCHANGE]
SENTENCES = {
    "sinking": [
        "Between 30 and 42 people were killed",
        "4 members of the crew were killed . Not confirmed: our own judgement, made from figures",
    ],
    "flood": ["250 people were missing"],
    "election": ["31,412 ballots were counted"],
    "stampede": ["49 people were killed"],
    "epidemic": [
        "9 people died",
        "60 people were in hospital",
        "80 cases were confirmed",
        "8 people died with a confirmed infection",
    ],
    "protest": ["Between 8,001 and 8,800 people took part"],
    "quake": ["At least 160 people were killed"],
    "pipeline": ["22 people were injured", "1 building was hit"],
    "hostages": ["80 people were held hostage", "70 people were freed"],
    "exchange": ["At least 151 prisoners were freed", "95 prisoners from the north were freed"],
}


def text_of(page):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page.content.decode()))


def slug_of(made):
    return made["event"]["slug"]


def findings(made):
    found = dossier.read(json.dumps(made).encode())
    return reconciliation.check(reconciliation.read(found)).findings


@pytest.mark.parametrize("made", EVENTS, ids=slug_of)
def test_nothing_contradicts_itself_that_only_went_on(made):
    told = findings(made)

    assert [f.sentence for f in told if f.kind in CONTRADICTIONS] == []
    noise = {Kind.UNACCOUNTED_REMAINDER, Kind.ATTRIBUTION_DRIFT, Kind.POSSIBLE_DOUBLE_COUNT}
    assert [f.sentence for f in told if f.kind in noise] == []


@pytest.mark.django_db
@pytest.mark.parametrize("made", EVENTS, ids=slug_of)
def test_it_is_brought_in_and_reads_well_on_its_pages(client, made):
    take(made)

    slug = slug_of(made)
    # The page of the event answers with one of our figures, that of its figures with all.
    first, every = SENTENCES[slug][:1], SENTENCES[slug]
    for address, told in ((f"/events/{slug}/", first), (f"/events/{slug}/figures/", every)):
        page = client.get(address)
        words = text_of(page)
        assert page.status_code == 200
        assert "attackers" not in words
        assert [sentence for sentence in told if sentence not in words] == []

    # Taken out and read again, it is what is here already.
    assert "nothing was changed" in take(dossier.export(slug)).told


@pytest.mark.django_db
def test_a_category_that_editors_named_keeps_its_name(client):
    take(ELECTION)

    assert "Ballots counted: Ballots" in text_of(client.get("/events/election/figures/"))


@pytest.mark.django_db
@pytest.mark.parametrize("made", [SINKING, EPIDEMIC], ids=slug_of)
def test_the_workbench_opens_on_it(client, made):
    take(made)
    client.force_login(an_editor(is_superuser=True))

    key = Event.objects.get(slug=slug_of(made)).pk
    for counted in ("killed", "missing", "in-hospital"):
        page = client.get(f"/admin/claims/event/{key}/reconcile/?measure={counted}")
        assert page.status_code == 200


@pytest.mark.django_db
def test_a_figure_of_another_measure_is_used_only_where_its_reading_is_said():
    silent = json.loads(json.dumps(SINKING))
    del silent["positions"][0]["readings"]

    with pytest.raises(dossier.Refused, match="say under readings how it is counted here"):
        take(silent)


@pytest.mark.django_db
def test_things_that_were_hit_are_not_everyone(client):
    take(PIPELINE)

    shown = text_of(client.get("/events/pipeline/figures/"))

    assert "Buildings hit: All" in shown
    assert "Buildings hit: Everyone" not in shown
    assert "Injured: Everyone" in shown


@pytest.mark.django_db
@pytest.mark.parametrize("made", [ELECTION, PIPELINE], ids=slug_of)
def test_what_counts_no_people_is_said_to_count_no_people(client, made):
    take(made)

    shown = text_of(client.get(f"/events/{slug_of(made)}/figures/"))

    assert "the same people" not in shown


@pytest.mark.django_db
def test_what_an_event_counts_is_called_so_in_the_list_of_claims(client):
    take(ELECTION)

    shown = text_of(client.get("/claims/?q=ballots"))
    asked = text_of(client.get("/claims/?measure=counted"))

    assert "Ballots counted (2)" in shown
    assert "with a figure of ballots counted" in asked
    assert " Counted (2)" not in shown


@pytest.mark.django_db
def test_sources_of_one_name_are_told_apart_by_the_event_they_spoke_of(client):
    take(FLOOD)
    take(ELECTION)

    shown = text_of(client.get("/claims/"))

    assert "The coast guard (An election) (2)" in shown
    assert "The coast guard (A flood) (1)" in shown
    assert "election-guard" not in shown


@pytest.mark.django_db
def test_a_figure_used_for_another_count_says_what_it_counts(client):
    take(SINKING)

    shown = text_of(client.get("/events/sinking/figures/"))

    assert "The coast guard: 12 missing, 9 May 2024" in shown
    assert "The coast guard: 30 (Everyone), 9 May 2024" in shown
    assert "The coast guard: 30, 9 May 2024" in shown


@pytest.mark.django_db
def test_nobody_is_killed_by_an_illness(client):
    take(EPIDEMIC)

    for address in ("/events/epidemic/", "/events/epidemic/figures/", "/claims/epidemic-3/"):
        assert "illed" not in text_of(client.get(address))
    assert "9 people died" in text_of(client.get("/events/epidemic/"))


@pytest.mark.django_db
def test_two_words_for_one_measure_stand_under_one_heading(client):
    take(PIPELINE)

    shown = text_of(client.get("/events/pipeline/figures/"))

    assert "Injured (3) Buildings hit (1)" in " ".join(shown.split())
    assert "Wounded" not in shown
    assert "between 10 and 15" in shown


@pytest.mark.django_db
@pytest.mark.parametrize("word", ["injured", "wounded", "hurt"])
def test_any_word_for_a_measure_finds_all_of_it(client, word):
    take(PIPELINE)

    listed = text_of(client.get(f"/claims/?measure={word}"))
    table = b"".join(client.get(f"/export/figures.csv?measure={word}").streaming_content).decode()

    assert "Between 10 and 15 were hurt." in listed
    assert "Injured (3)" in listed
    assert "Wounded" not in listed
    assert "hurt-10" in table
    kinds = ("figures", "claims", "positions")
    assert [len(results(f"{kind}/", measure=word)) for kind in kinds] == [3, 3, 1]


@pytest.mark.django_db
def test_a_measure_goes_by_the_word_that_is_used(client):
    take(EPIDEMIC)

    listed = text_of(client.get("/claims/"))

    assert "Dead (3)" in listed
    assert "Killed" not in listed


@pytest.mark.django_db
def test_things_are_told_without_everyone_wherever_our_figure_is_news(client):
    take(PIPELINE)

    for address in ("/events/pipeline/", "/changes/"):
        shown = text_of(client.get(address))
        assert "A pipeline blast: buildings hit: 1" in shown
        assert "Everyone, buildings hit" not in shown


@pytest.mark.django_db
def test_sources_of_one_name_are_told_apart_in_the_list_of_sources(client):
    take(FLOOD)
    take(ELECTION)

    shown = text_of(client.get("/sources/"))

    assert "The coast guard (An election) 2 claims" in shown
    assert "The coast guard (A flood) 1 claim" in shown


@pytest.mark.django_db
def test_of_a_source_without_claims_it_is_not_said_that_it_said_something(client):
    take(FLOOD)

    told = client.get("/sources/flood-paper/").content.decode()

    assert '"The Paper. We hold no claim of this source."' in told


@pytest.mark.django_db
def test_a_source_that_made_no_claim_is_told_neither_as_body_nor_person(client):
    take(FLOOD)

    shown = text_of(client.get("/sources/flood-paper/"))

    assert "We hold no claim of this source." in shown
    assert not re.search(r"\b[Ii]ts\b", shown.partition("Cite, follow")[0])


@pytest.mark.django_db
def test_the_page_of_a_source_says_of_which_event_and_when_it_spoke(client):
    take(FLOOD)

    shown = " ".join(text_of(client.get("/sources/flood-police/")).split())

    assert "250 people are registered as missing. A flood. Said: February 2025" in shown


ODD_DAYS = event(
    "odd",
    "A road that caved in",
    claim(
        "odd-month",
        "guard",
        "2024-05",
        "The road caved in.",
        figure("cars-4", "vehicles-hit", value=4),
    ),
    claim(
        "odd-later",
        "guard",
        "2024-06",
        "Nine cars fell in.",
        figure("cars-9", "vehicles-hit", value=9, supersedes="cars-4"),
        citations=[
            {"report": "odd-own", "quote": "Nine cars fell in."},
        ],
    ),
    time_zone="Asia/Kabul",
)
ODD_DAYS["reports"] += [
    {
        "slug": "odd-own",
        "publisher": "odd-guard",
        "title": "Ours",
        "publisher_action": "corrected",
        "publisher_note": "It was a lane.",
    }
]
ODD_DAYS["questions"] = [
    {"slug": "odd-why", "event": "odd", "text": "Why did it cave in?", "answers": []}
]
ODD_DAYS["positions"] = [
    {
        "question": "odd-why",
        "established": False,
        "rationale": "Nobody has looked.",
        "at": "2024-06-30",
    }
]


@pytest.fixture
def odd_days(client):
    take(ODD_DAYS)
    return lambda address: " ".join(text_of(client.get(address)).split())


@pytest.mark.django_db
def test_no_sentence_ends_twice_and_no_month_is_a_day(odd_days):
    shown = odd_days("/claims/odd-later/")

    assert "Replaces a figure of: The road caved in. " in shown
    assert "It was a lane. " in shown
    assert ". ." not in shown
    assert ".." not in shown.replace("...", "")
    assert "Said June 2024." in shown
    assert "on June" not in shown


@pytest.mark.django_db
def test_of_the_claimants_own_report_it_is_not_said_that_the_original_is_missing(odd_days):
    assert "original" not in odd_days("/claims/odd-later/")
    assert "We do not have the original." in odd_days("/claims/odd-month/")


@pytest.mark.django_db
def test_a_day_that_was_noted_gets_no_time_of_day_in_the_list_of_changes(odd_days):
    take(FLOOD)

    shown = odd_days("/changes/")

    assert "30 June 2024, no time given" in shown
    assert "19:29" not in shown


@pytest.mark.django_db
def test_what_a_history_does_not_hold_is_not_counted(odd_days):
    shown = odd_days("/")

    assert "2 claims · 2 reports · 1 question" in shown
    assert "0 figures" not in shown


def test_parts_of_a_total_that_the_same_voice_gave_anew_are_only_the_least(tmp_path):
    """A plane crash: the six of the crew were all of them when forty were counted dead."""
    aboard = [{"slug": "passengers", "name": "Passengers"}, {"slug": "crew", "name": "Crew"}]
    made = event(
        "crash",
        "A plane crash",
        claim(
            "crash-first",
            "guard",
            "2024-05-01",
            "40 were killed, 34 passengers and 6 of the crew.",
            figure("t40", "killed", value=40),
            figure("p34", "killed", "passengers", value=34),
            figure("c6", "killed", "crew", value=6),
        ),
        claim(
            "crash-last",
            "guard",
            "2024-05-02",
            "62 were killed.",
            figure("t62", "killed", value=62),
        ),
        categories=[{"slug": "all", "name": "All", "parts": aboard}],
    )
    file = tmp_path / "crash.json"
    file.write_text(json.dumps(made))

    out = io.StringIO()

    call_command("check_figures", str(file), "--json", stdout=out)

    told = json.loads(out.getvalue())

    ranges = {one["category"]: (one["low"], one["high"]) for one in told["by_party"]}
    assert ranges == {"all": (62, 62), "crew": (6, 28), "passengers": (34, 56)}
    why = {one["figure"]: one["why"] for one in told["not_binding"]}
    assert why.keys() == {"t40", "p34", "c6"}
    assert why["c6"] == "told as part of a count that no longer stands"
