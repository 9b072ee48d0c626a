"""Made-up events in which all hangs on who stood with whom; the smallest that show it."""

import json

import pytest

from claims import dossier
from claims.actions.reconcile.sheet import sheet_of
from claims.domain import reconciliation
from claims.domain.messages import capitalised
from claims.domain.source_input import parties_of
from claims.models.desk.claim import Claim
from claims.models.desk.event import Event
from claims.models.desk.source import Source
from tests.dossier.small import exported, take
from tests.pages.reader import mistakes, read, words

pytestmark = pytest.mark.django_db


def event(slug, title, **more):
    return {
        "format": "counterclaim-dossier/1",
        "event": {"slug": slug, "title": title, "starts_on": "2024-05-01"},
        **more,
    }


def source(slug, name, kind="other", nature="body", **more):
    return {"slug": slug, "name": name, "nature": nature, "kind": kind, **more}


def claim(slug, claimant, about, statement, said_at="2024-05-01", **more):
    return {
        "slug": slug,
        "claimant": claimant,
        "event": about,
        "statement": statement,
        "said_at": said_at,
        "citations": [{"report": f"from-{claimant}"}],
        "publication": "published",
        **more,
    }


def figure(key, category, measure, value, **more):
    return {
        "id": key,
        "measure": measure,
        "category": category,
        "qualifier": "plain",
        "value": value,
        **more,
    }


def reports(*publishers):
    return [{"slug": f"from-{one}", "publisher": one} for one in publishers]


def decided(status, *keys, at="2024-05-02"):
    return [
        {
            "status": status,
            "at": at,
            "reason": "Each of them counted for itself, and they agree.",
            "evidence": list(keys),
        }
    ]


def piece(key, originator, bearing="supports", kind="first_hand"):
    return {
        "key": key,
        "report": f"from-{originator}",
        "originator": originator,
        "bearing": bearing,
        "kind": kind,
    }


PEOPLE = [
    {
        "slug": "all",
        "name": "Everyone",
        "parts": [
            {"slug": "of-north", "name": "Soldiers of the north", "grouping": "army"},
            {"slug": "of-south", "name": "Soldiers of the south", "grouping": "army"},
        ],
    }
]
NORTH, SOUTH = source("north-army", "The north's army"), source("south-army", "The south's army")
RED_CROSS = source("go-between", "The go-between", "international")
SIDES = [
    {"slug": "north", "name": "the north", "members": [{"source": "north-army"}]},
    {"slug": "south", "name": "the south", "members": [{"source": "south-army"}]},
]

EXCHANGE = event(
    "exchange",
    "An exchange of prisoners",
    categories=PEOPLE,
    parties=SIDES,
    sources=[NORTH, SOUTH, RED_CROSS],
    reports=reports("north-army", "south-army", "go-between"),
    claims=[
        claim(
            "north-got-ninety",
            "north-army",
            "exchange",
            "Ninety soldiers of the north came home.",
            figures=[figure("n-90", "of-north", "freed", 90)],
            evidence=[piece("north", "north-army"), piece("south", "south-army")],
            history=decided("confirmed", "north", "south"),
        ),
        claim(
            "south-gave-ninety",
            "south-army",
            "exchange",
            "Ninety soldiers of the north were handed over.",
            figures=[figure("s-90", "of-north", "freed", 90)],
        ),
        claim(
            "both-together",
            "go-between",
            "exchange",
            "One hundred and seventy people were exchanged.",
            figures=[figure("g-170", "all", "freed", 170)],
        ),
        claim(
            "south-got-eighty",
            "south-army",
            "exchange",
            "Eighty soldiers of the south came home.",
            figures=[figure("s-80", "of-south", "freed", 80)],
        ),
    ],
)

SCHOOL = event(
    "school",
    "A strike on a school",
    parties=[
        SIDES[0],
        {**SIDES[1], "allied_with": ["militia"]},
        {"slug": "militia", "name": "the militia", "members": [{"source": "militia"}]},
    ],
    sources=[
        NORTH,
        SOUTH,
        source("militia", "The militia", "armed_group"),
        source("clinic", "The clinic", "health"),
        source("villagers", "Villagers, not named", "witness", "unnamed"),
    ],
    reports=reports("north-army", "south-army", "militia", "clinic"),
    claims=[
        claim(
            "north-says-south",
            "north-army",
            "school",
            "The south fired at the school.",
            stances=[
                {"source": "south-army", "stance": "denies", "report": "from-south-army"},
                {"source": "militia", "stance": "denies", "report": "from-militia"},
            ],
        ),
        claim(
            "south-says-north",
            "south-army",
            "school",
            "The north fired at the school.",
            stances=[{"source": "north-army", "stance": "denies", "report": "from-north-army"}],
        ),
        claim(
            "clinic-twelve",
            "clinic",
            "school",
            "Twelve people were killed.",
            figures=[figure("c-12", "everyone-else", "killed", 12)],
            evidence=[piece("clinic", "clinic"), piece("south", "south-army")],
            history=decided("confirmed", "clinic", "south"),
        ),
    ],
    links=[{"from": "north-says-south", "relation": "contradicts", "to": "south-says-north"}],
)

SIEGE = event(
    "siege",
    "A hostage taking in a school",
    parties=[
        {"slug": "gunmen", "name": "the gunmen", "members": [{"source": "gunmen"}]},
        {
            "slug": "state",
            "name": "the state",
            "members": [
                {"source": "police"},
                # Held until he was let go, and after that the state's own.
                {"source": "teacher", "from": "2024-05-03"},
            ],
        },
    ],
    sources=[
        source("gunmen", "The gunmen", "armed_group", "unnamed"),
        source("police", "The police", "police"),
        source("teacher", "A teacher", "witness", "person"),
    ],
    reports=[
        *reports("gunmen", "police"),
        {"slug": "from-teacher", "publisher": "police", "published_at": "2024-05-02"},
    ],
    claims=[
        claim(
            "police-forty",
            "police",
            "siege",
            "Forty people are held in the school.",
            figures=[figure("p-40", "everyone-else", "held-hostage", 40, as_of="2024-05-01")],
            evidence=[piece("police", "police"), piece("teacher", "teacher")],
            history=decided("confirmed", "police", "teacher", at="2024-05-02"),
        ),
        claim(
            "police-twelve-freed",
            "police",
            "siege",
            "Twelve people were freed.",
            "2024-05-03",
            figures=[figure("p-12", "everyone-else", "freed", 12, as_of="2024-05-03")],
        ),
        claim(
            "police-twenty-eight",
            "police",
            "siege",
            "Twenty-eight people are still held.",
            "2024-05-03",
            figures=[figure("p-28", "everyone-else", "held-hostage", 28, as_of="2024-05-03")],
        ),
    ],
)
EVENTS = (EXCHANGE, SCHOOL, SIEGE)
each_event = pytest.mark.parametrize("file", EVENTS, ids=lambda file: file["event"]["slug"])
CONTRADICTIONS = reconciliation.CONTRADICTIONS


@each_event
def test_it_comes_in_and_comes_back_to_the_byte(file):
    once = exported(file)

    assert exported(once) == once
    assert json.loads(once)["parties"] == file["parties"]


@each_event
def test_nothing_in_it_contradicts_anything(file):
    take(file)
    root = Event.objects.get(slug=file["event"]["slug"])

    found = reconciliation.check(sheet_of(root).stored).findings

    assert [one.sentence for one in found if one.kind in CONTRADICTIONS] == []


@each_event
def test_every_page_of_it_reads_and_names_its_parties(file):
    take(file)
    slug = file["event"]["slug"]

    assert "Who stood with whom" in words(f"/events/{slug}/")
    for party in file["parties"]:
        assert capitalised(party["name"]) in words(f"/events/{slug}/")
    for one in Source.objects.exclude(publication="draft"):
        path = f"/sources/{one.slug}/"
        assert mistakes(read(path)) == []
        party = parties_of(file).party_of(one.slug, None)
        assert ("In:" in words(path)) == (party is not None)
    for one in Claim.objects.all():
        assert mistakes(read(f"/claims/{one.slug}/")) == []


def refusals(file):
    with pytest.raises(dossier.Refused) as refused:
        take(file)
    return " ".join(refused.value.messages)


def with_history(file, number, history, evidence=None):
    changed = json.loads(json.dumps(file))
    changed["claims"][number]["history"] = history
    if evidence is not None:
        changed["claims"][number]["evidence"] = evidence
    return changed


def test_a_denial_by_both_sides_moves_no_status():
    said = with_history(SCHOOL, 0, decided("disputed"))

    assert "a bare denial is a stance and not enough" in refusals(said)


def test_an_accusation_is_not_refuted_by_the_accused_and_its_ally():
    against = [piece(one, one, "against") for one in ("south-army", "militia")]
    step = decided("refuted", "south-army", "militia")

    told = refusals(with_history(SCHOOL, 0, step, against))

    assert "not all of it from parties opposed to the claimant's" in told
    assert "The militia and The south's army are on allied sides" in told
    outside = [against[0], piece("clinic", "clinic", "against")]
    take(with_history(SCHOOL, 0, decided("refuted", "south-army", "clinic"), outside))


def test_who_was_held_is_an_outsider_until_the_day_it_joined_the_state():
    late = json.loads(json.dumps(SIEGE))
    late["reports"][2]["published_at"] = "2024-05-03"
    late["claims"][0]["history"] = decided("confirmed", "police", "teacher", at="2024-05-04")

    assert "A teacher and The police are on one side, the state: one chain." in refusals(late)
