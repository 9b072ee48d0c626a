"""What goes out of one desk comes into another, and out of that one the same to the byte."""

import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from claims import dossier
from claims.admin.querysets import AWAITED
from claims.domain.confusables import check_name
from claims.domain.errors import RuleBroken
from claims.domain.invisible_characters import unseen
from claims.models.desk.comment_request import CommentRequest
from claims.publishing import verify
from tests.balochistan import FIXTURE
from tests.dossier.small import exported, small, take

pytestmark = pytest.mark.django_db


SCENARIOS = Path(__file__).parents[1] / "domain/reconciliation/scenarios"


def scenarios():
    """The dossiers made for the engine."""
    return [p for p in sorted(SCENARIOS.glob("s*.json")) if not p.name.endswith(".expect.json")]


def test_one_of_everything_comes_back_to_the_byte():
    once = exported(small())

    assert exported(once) == once


def test_one_of_everything_comes_back_with_all_that_was_said():
    found = json.loads(exported(small()))

    # Said otherwise, and meaning the same.
    wanted = small()
    wanted["event"]["parts"][1]["parts"][0].pop("time_zone", None)
    wanted["claims"][0]["stances"][1]["asked_at"] = "2024-08-27T14:00+05:00"
    wanted["reports"][1]["accessed_at"] = "2024-09-01T15:00:07+05:00"
    wanted["answers"][0]["finding"]["figures"].sort()
    assert found == wanted


def test_the_fixture_comes_back_to_the_byte():
    once = exported(FIXTURE.read_bytes())

    assert exported(once) == once
    assert len(json.loads(once)["claims"]) == len(json.loads(FIXTURE.read_bytes())["claims"])


@pytest.mark.parametrize("path", scenarios(), ids=lambda path: path.stem)
def test_every_scenario_comes_back_to_the_byte(path):
    once = exported(path.read_bytes())

    assert exported(once) == once


def test_all_scenarios_fit_into_one_desk():
    if not scenarios():
        pytest.skip("the scenarios do not lie beside this checkout")
    for path in scenarios():
        take(path.read_bytes())


def test_an_export_ends_with_a_line_break_and_escapes_no_letter():
    found = exported(small())

    assert found.endswith(b"}\n")
    assert "پانچ پولیس اہلکار".encode() in found


def test_what_absence_means_is_not_written():
    found = small()
    found["claims"][0]["utterance"] = "army-5-killed"
    found["claims"][0]["lifecycle"] = "current"
    found["links"][0]["state"] = "confirmed"
    found["claims"][0]["figures"][0]["low"] = 5
    found["claims"][0]["figures"][0]["supersedes"] = None

    told = json.loads(exported(found))

    assert "utterance" not in told["claims"][0]
    assert "lifecycle" not in told["claims"][0]
    assert "state" not in told["links"][0]
    assert not {"low", "supersedes"} & told["claims"][0]["figures"][0].keys()


@pytest.mark.parametrize("stated", ["2024-08-26", "2024-08-26T18:10", "2024-08-26T18:10:05Z"])
def test_a_moment_keeps_how_exact_it_is(stated):
    found = small()
    found["claims"][1]["said_at"] = stated

    said = json.loads(exported(found))["claims"][1]["said_at"]

    assert len(said) - len("+05:00") * ("T" in stated) == len(stated.rstrip("Z"))


def test_how_a_party_was_asked_is_kept_once_it_answered():
    found = small()
    found["claims"][0]["stances"][0] |= {"asked_at": "2024-08-27", "channel": "email"}

    stances = json.loads(exported(found))["claims"][0]["stances"]

    assert [stance["channel"] for stance in stances] == ["email", "phone"]


def test_nobody_waits_for_a_party_that_answered():
    found = small()
    found["claims"][0]["stances"][0] |= {"asked_at": "2024-08-27", "channel": "email"}
    take(found)

    assert [request.whom.slug for request in CommentRequest.objects.filter(AWAITED)] == ["hospital"]


def test_a_day_stays_that_day_in_a_dossier_of_another_zone():
    take(small())
    other = {
        "format": "counterclaim-dossier/1",
        "event": {"slug": "elsewhere", "title": "Elsewhere"},
        "sources": [{"slug": "agency", "name": "A news agency", "kind": "agency"}],
        "reports": [
            {"slug": "late-report", "publisher": "agency", "published_at": "2024-08-28"},
        ],
    }

    assert "1 event" in take(other).told


# Dossiers nobody thought of -------------------------------------------------------------------

words = st.text(
    st.characters(blacklist_categories=("Cs", "Cc", "Cn")), min_size=1, max_size=20
).filter(lambda text: text.strip() and any(not c.isspace() for c in text) and not unseen(text))
names = words.filter(lambda text: not check_name(text))
moments = st.sampled_from(
    ["2024-08-26", "2024-08-26T18:10", "2024-08-27T00:00:01Z", "2024-02-29T23:59+05:30", None]
)
counts = st.integers(1, 10**15)


@st.composite
def figure(draw, n, others):
    found = {
        "id": f"f{n}",
        "measure": "killed",
        "category": draw(st.sampled_from(["all", "police"])),
    }
    found["qualifier"] = draw(
        st.sampled_from(
            ["exactly", "at_least", "more_than", "up_to", "about", "nearly", "unstated"]
        )
    )
    found["value"] = draw(st.integers(1, 10**14))
    if found["qualifier"] == "unstated" or draw(st.booleans()):
        found["low"] = draw(st.integers(0, 100))
        found["high"] = draw(st.one_of(st.none(), st.integers(100, 10**15)))
    found["as_of"] = draw(moments)
    if others:
        found["repeats"] = draw(st.sampled_from([None, *others]))
        found["same_people_as"] = draw(st.lists(st.sampled_from(others), max_size=3))
    return found


@st.composite
def dossiers(draw):
    count = draw(st.integers(1, 4))
    claims = []
    for n in range(count):
        claim = {
            "slug": f"claim-{n}",
            "claimant": "one",
            "event": draw(st.sampled_from(["e", "p"])),
        }
        claim["statement"] = draw(words)
        claim["said_at"] = draw(moments)
        claim["private_note"] = draw(st.one_of(st.none(), words))
        claim["citations"] = [{"report": "r", "quote": draw(st.one_of(st.none(), words))}]
        claim["figures"] = [draw(figure(n, [f"f{m}" for m in range(n)]))]
        if draw(st.booleans()):
            claim["history"] = [
                {"status": "unconfirmed", "at": "2024-08-30", "reason": draw(words)}
            ]
        claim["publication"] = draw(st.sampled_from([None, "draft", "published", "retracted"]))
        claims.append(claim)
    zone = draw(st.sampled_from([None, "Asia/Karachi", "America/St_Johns"]))
    return {
        "format": "counterclaim-dossier/1",
        "event": {"slug": "e", "title": draw(words), "time_zone": zone, "parts": [_part(draw)]},
        "sources": [{"slug": "one", "name": draw(names), "kind": "other"}],
        "reports": [{"slug": "r", "publisher": "one", "published_at": draw(moments)}],
        "claims": claims,
    }


def _part(draw):
    return {"slug": "p", "title": draw(words), "time_zone": draw(st.sampled_from([None, "UTC"]))}


@settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(found=dossiers())
def test_any_sound_dossier_comes_back_to_the_byte(found):
    once = exported(found)

    assert exported(once) == once


def test_exporting_a_part_says_what_to_export():
    take(small())

    with pytest.raises(RuleBroken, match="“kalat-river” is a part of “kalat”"):
        dossier.export("kalat-river")


@pytest.mark.parametrize(
    ("said", "printed"),
    [
        ("2024", "2024"),
        ("2024-08", "August 2024"),
        ("2024-08-26~", "about 26 August 2024"),
        ("2024-08-26/2024-08-27", "26 to 27 August 2024"),
        ("2024-08-31/2024-09-02", "31 August to 2 September 2024"),
        ("2024-08-26T18:00+05:00~", "26 August 2024, about 18:00 (UTC+5)"),
        (
            "2024-08-26T18:00+05:00/2024-08-26T20:00+05:00",
            "26 August 2024, 18:00 to 20:00 (UTC+5)",
        ),
        (
            "2024-08-26T22:00+05:00/2024-08-27T06:00+05:00",
            "26 August 2024, 22:00 (UTC+5) to 27 August 2024, 06:00 (UTC+5)",
        ),
    ],
)
def test_a_moment_is_kept_and_shown_as_it_was_said(client, said, printed):
    shape = small()
    claim = shape["claims"][0]
    claim["said_at"] = claim["figures"][0]["as_of"] = said
    claim.pop("said_precision", None)

    kept = json.loads(exported(shape))["claims"][0]
    assert (kept["said_at"], kept["figures"][0]["as_of"]) == (said, said)

    take(shape)
    page = client.get(f"/claims/{claim['slug']}/").content.decode()
    answer = client.get(f"/api/v1/claims/{claim['slug']}/").json()
    public = client.get(f"/events/{shape['event']['slug']}/dossier.json").json()
    assert printed in page
    assert answer["said"]["text"] == said
    assert said in [one.get("said_at") for one in public["claims"]]
    assert list(verify.problems()) == []


def test_the_sides_of_an_older_file_come_back_as_parties():
    found = small()
    del found["parties"]
    found["sources"][1]["side"] = "state"
    found["sources"][4] |= {"side": "rebels-of-kalat", "short_name": "The group"}

    told = json.loads(exported(found))

    assert told["parties"] == [
        {"slug": "rebels-of-kalat", "name": "rebels of kalat", "members": [{"source": "rebels"}]},
        {"slug": "state", "name": "state", "members": [{"source": "army"}]},
    ]
    assert all("side" not in source for source in told["sources"])
    assert exported(told) == exported(found)


def test_an_older_file_changes_nothing_where_it_was_taken_in_before():
    found = small()
    del found["parties"]
    found["sources"][1]["side"] = "state"
    take(found)

    assert take(found).told == "Everything in it is already here; nothing was changed."


def test_whom_a_source_speaks_for_comes_back_with_its_days():
    found = small()
    found["sources"][0]["speaks_for"] = [
        {"source": "army"},
        {"source": "rebels", "from": "2024-08-27", "until": "2025"},
    ]

    told = json.loads(exported(found))

    assert told["sources"] == found["sources"]
    found["sources"][0]["speaks_for"] = [{"source": "army"}]
    assert json.loads(exported(found))["sources"][0]["speaks_for"] == "army"


def test_a_file_may_name_a_source_that_is_here_by_its_slug_alone():
    take(small())
    other = {
        "format": "counterclaim-dossier/1",
        "event": {"slug": "other", "title": "Another event"},
        "sources": ["spokesman"],
        "claims": [
            {
                "slug": "he-said-so",
                "claimant": "spokesman",
                "event": "other",
                "statement": "He said so.",
            }
        ],
    }

    assert take(other).told == "Took in 1 event, 9 categories, 1 claim."
    told = json.loads(dossier.export("other"))
    assert [source["slug"] for source in told["sources"]] == ["spokesman", "army"]


def test_a_slug_alone_that_is_nobody_here_is_refused_with_its_place():
    found = small() | {"sources": [*small()["sources"], "nobody"]}

    with pytest.raises(RuleBroken, match=r"sources\[5\]: there is no source “nobody” here"):
        take(found)
