"""What the rules forbid is refused at its place, and nothing of the file is kept."""

import json

import pytest

from claims import dossier
from claims.models.desk.claim import Claim
from claims.models.desk.source import Source
from claims.models.record.entry import Entry
from tests.cases import HERE
from tests.dossier.small import changed, complaints, small, take

pytestmark = pytest.mark.django_db

CLAIM = ("claims", 0)
FIGURE = (*CLAIM, "figures", 0)
STEP = (*CLAIM, "history", 1)


@pytest.mark.parametrize(
    ("place", "value", "told"),
    [
        # Names
        (("sources", 1, "slug"), "agency", "sources[3].slug: “agency” is already a source at"),
        ((*CLAIM, "slug"), "rebels-40-killed", "claims[1].slug: “rebels-40-killed” is already"),
        ((*FIGURE, "id"), "river-3", "claims[2].figures[0].id: “river-3” is already a figure"),
        ((*CLAIM, "evidence", 1, "key"), "admissions", "claims[0].evidence[1].key: “admissions”"),
        (("event", "parts", 0, "slug"), "kalat", "event.parts[0].slug: “kalat” is already"),
        ((*CLAIM, "claimant"), "nobody", "claims[0].claimant: there is no source “nobody”"),
        ((*CLAIM, "event"), "quetta", "claims[0].event: there is no event “quetta” in this file"),
        ((*FIGURE, "category"), "vips", "claims[0].figures[0].category: there is no category"),
        (
            (*FIGURE, "repeats"),
            "x1",
            "claims[0].figures[0].repeats: there is no figure “x1” in this",
        ),
        ((*FIGURE, "repeats"), "quetta/x1", "there is no figure “quetta/x1” here: import"),
        (("links", 0, "to"), "other", "links[0].to: there is no claim “other” in this file or"),
        (("reports", 0, "publisher"), "x", "reports[0].publisher: there is no source “x”"),
        # Circles
        (("sources", 1, "speaks_for"), "spokesman", "sources[0].speaks_for: “spokesman” leads"),
        (("reports", 1, "reprints"), "reprint", "reports[0].reprints: “reprint” leads back"),
        (("claims", 1, "figures", 0, "supersedes"), "army-all", "leads back to itself"),
        ((*CLAIM, "merged_into"), "army-five-again", "leads back to itself: break the circle"),
        # Moments, days, zones
        ((*CLAIM, "said_at"), "2024-02-30", "claims[0].said_at: “2024-02-30” cannot be read"),
        (("claims", 1, "said_precision"), "minute", ""),
        (("event", "starts_on"), "2024-02-30", "event.starts_on: there is no day 2024-02-30."),
        (("event", "ends_on"), "2024-08-25", "event.ends_on: the last day lies before the first."),
        (("event", "time_zone"), "Asia/Kalat", "event.time_zone: “Asia/Kalat” is not a known"),
        # Dates
        ((*CLAIM, "said_at"), "2042-08-26T18:10", "claims[0].said_at: this has not come yet"),
        ((*CLAIM, "said_at"), "1446-02-21T18:10", "claims[0].said_at: this lies before 1600"),
        ((*FIGURE, "as_of"), "2042", "claims[0].figures[0].as_of: this has not come yet"),
        (("reports", 0, "published_at"), "2042-08", "reports[0].published_at: this has not"),
        # What deceives
        ((*CLAIM, "statement"), "not \u202eemit\u202c", "claims[0].statement: The text holds what"),
        (("sources", 0, "url"), "https://a:b@x.org", "sources[0].url: The address holds a user"),
        (
            ("reports", 0, "url"),
            "https://d\u0430wn.com",
            "reports[0].url: The site “d\u0430wn.com”",
        ),
        # What fits
        (("sources", 0, "name"), "x" * 301, "sources[0].name: ensure this value has at most 300"),
        ((*FIGURE, "measure"), "x" * 61, "claims[0].figures[0].measure: ensure this value"),
        (("event", "parts", 0, "grouping"), "By phase", "event.parts[0].grouping: use small"),
        # Single things
        ((*CLAIM, "citations", 0, "translated_by"), ..., "translated_by: say who translated it."),
        ((*CLAIM, "stances", 1, "asked_at"), ..., "“no_response” needs the time at which we asked"),
        ((*CLAIM, "stances", 0, "channel"), "email", "“channel” needs the time at which we asked"),
        ((*CLAIM, "evidence", 0, "claim"), "rebels-40-killed", "a report or a claim, not both"),
        ((*CLAIM, "evidence", 3, "claim"), "army-5-killed", "no evidence for itself"),
        ((*FIGURE, "high"), 4, "claims[0].figures[0]: The lowest (5) is above the highest (4)."),
        (("claims", 1, "figures", 0, "low"), ..., "claims[1].figures[0]: Words without one number"),
        ((*CLAIM, "figures", 1, "treatment_note"), ..., "say why this figure is not used"),
        (("claims", 3, "merged_into"), ..., "claims[3]: name in “merged_into”"),
        ((*CLAIM, "citations"), ..., "claims[0].citations: a published claim needs one"),
        (("links", 1, "note"), ..., "links[1].note: say why the link was rejected"),
        (("links", 0, "to"), "army-5-killed", "links[0].to: a claim cannot be linked to itself."),
        (("positions", 0, "best"), 4, "positions[0]: the numbers must rise"),
        (("positions", 1, "low"), 4, "positions[1].established: where we cannot say"),
        (("positions", 0, "leaves_out", 0, "reason"), ..., "say why the figure is left out"),
        (("answers", 0, "reason"), ..., "answers[0].reason: give the reason"),
        # Histories
        ((*STEP, "at"), "2024-08-25", "claims[0].history[1].at: this lies before the step above"),
        ((*STEP, "at"), "2031-01-01", "claims[0].history[1].at: this has not come yet"),
        ((*STEP, "evidence"), ["x"], "claims[0].history[1].evidence: there is no evidence “x”"),
        ((*STEP, "evidence"), ["admissions"], "claims[0].history[1]: Name supporting evidence"),
        ((*STEP, "evidence"), ["insider"], "claims[0].history[1]: Name supporting evidence"),
        ((*CLAIM, "evidence", 3, "kind"), "official", ""),
        ((*CLAIM, "evidence", 1, "report"), "late-report", ""),
        ((*STEP, "status"), "refuted", "claims[0].history[1]: Name evidence against"),
        ((*STEP, "status"), "disputed", "claims[0].history[1]: Name evidence against that counts"),
    ],
)
def test_a_dossier_that_breaks_a_rule_is_refused_where_it_does(place, value, told):
    found = complaints(changed(place, value))

    if told:
        assert any(told in sentence for sentence in found), found
    else:
        assert found == [] or place[-1] == "said_precision"


def test_evidence_of_a_later_day_cannot_carry_an_earlier_step():
    found = changed((*CLAIM, "evidence", 1, "report"), "late-report")
    found["claims"][0]["history"][1]["at"] = "2024-08-27"

    assert complaints(found) == [
        (
            "claims[0].history[1].evidence: “reporter” is dated 2024-08-28, after this step."
            " (claim “army-5-killed”)"
        )
    ]


@pytest.mark.parametrize(("day", "refused"), [("2024-08-27", True), ("2024-12-01", False)])
def test_evidence_in_a_report_that_was_withdrawn_by_then_carries_no_step(day, refused):
    found = small()
    piece = next(e for e in found["claims"][0]["evidence"] if e["key"] == "admissions")
    (report,) = [r for r in found["reports"] if r["slug"] == piece["report"]]
    report |= {"publisher_action": "withdrawn", "publisher_action_at": day}

    told = complaints(found)

    assert any("rests on a report that its publisher withdrew" in s for s in told) is refused, told


def test_evidence_against_that_was_dated_by_then_must_be_answered():
    found = small()
    found["claims"][0]["evidence"].append(
        {
            "key": "witness",
            "report": "first-report",
            "originator": "rebels",
            "bearing": "against",
            "kind": "first_hand",
            "note": "Saw nobody hit.",
        }
    )

    (sentence,) = complaints(found)

    assert sentence.startswith("claims[0].history[1]: “witness” speaks against the claim")


def test_two_of_one_side_confirm_nothing_unless_they_know_separately():
    found = small()
    found["claims"][0]["evidence"][1]["originator"] = "army"
    found["parties"][0]["members"].append({"source": "agency"})
    del found["sources"][2]["apart_from"]

    assert any("claims[0].history[1]: Name supporting" in s for s in complaints(found))


def test_a_refused_dossier_leaves_no_trace():
    found = small()
    found["positions"][0]["uses"] = ["nothing"]

    assert complaints(found)
    assert not Source.objects.exists()


def test_what_fails_in_the_middle_of_writing_leaves_no_trace(monkeypatch):
    def fail(*args, **kwargs):
        raise RuntimeError("The disk is full.")

    # The last thing an import does, once every row and every entry stands.
    monkeypatch.setattr("claims.publishing.projection.insert", fail)

    with pytest.raises(RuntimeError):
        take(small())

    assert not Source.objects.exists()
    assert not Claim.objects.exists()
    assert not Entry.objects.exists()


def test_what_was_said_in_the_future_is_refused_at_its_place():
    found = complaints((HERE / "17-said-in-2042.json").read_bytes())

    assert any(one.startswith("claims[0].said_at: this has not come yet") for one in found)


def test_dates_that_do_not_fit_are_told_and_not_refused():
    shape = json.loads((HERE / "17-said-in-2042.json").read_bytes())
    shape["event"]["starts_on"] = "2024-08-26"
    shape["reports"][0]["published_at"] = "2023-08-25"
    claim = shape["claims"][0]
    claim["said_at"] = "2023-08-26"
    claim["citations"][0]["first"] = True
    claim["figures"][0]["as_of"] = "2023-08-27"

    told = list(dossier.doubts(shape))

    assert complaints(shape) == []
    assert [one.partition(": ")[2] for one in told] == [
        "It was said before the event began: is it the right year, or event?",
        "The report in which it was first said came out before it was said.",
        "The count is of a time after it was said.",
    ]


@pytest.mark.parametrize(
    ("place", "value", "sentence"),
    [
        (("parties", 2, "allied_with"), ["nobody"], "parties[2].allied_with[0]: there is no party"),
        (("parties", 2, "allied_with"), ["militia"], "parties[2].allied_with[0]: a party is not"),
        (
            ("parties", 1, "members", 0, "source"),
            "who",
            "parties[1].members[0].source: there is no",
        ),
        (("parties", 1, "members", 0, "from"), "2024-13", "parties[1].members[0].from: “2024-13”"),
        (("parties", 1, "members", 0, "from"), "May", "parties[1].members[0].from: “May” will not"),
        (
            ("parties", 0, "members", 1),
            {"source": "hospital", "from": "2024", "until": "2023"},
            "parties[0].members[1].until: “2023” lies before “2024”",
        ),
        (
            ("parties", 2, "members"),
            [{"source": "hospital", "from": "2024-08-30"}],
            "parties[2].members: “hospital” is a member of two parties at a time",
        ),
        (("parties", 1, "slug"), "state", "parties[1].slug: “state” is already a party"),
        (
            ("sources", 1, "speaks_for"),
            [{"source": "spokesman", "until": "2020"}],
            "sources[0].speaks_for: “spokesman” leads back to itself",
        ),
        (
            ("sources", 0, "speaks_for"),
            [{"source": "army"}, {"source": "rebels"}],
            "sources[0].speaks_for: it can speak for one source always",
        ),
    ],
)
def test_parties_and_voices_that_cannot_be_are_refused_with_their_place(place, value, sentence):
    assert any(said.startswith(sentence) for said in complaints(changed(place, value)))


@pytest.mark.parametrize(("other", "refused"), [("rebels", True), ("spokesman", False)])
def test_two_claimants_do_not_speak_in_one_statement(other, refused):
    found = small()
    begun = next(claim for claim in found["claims"] if claim["claimant"] == "army")
    copy = {
        **begun,
        "slug": "said-too",
        "claimant": other,
        "utterance": begun["utterance"],
        "publication": "draft",
    }
    for part in ("figures", "evidence", "stances", "history"):
        copy.pop(part, None)
    found["claims"].append(copy)

    told = [one for one in complaints(found) if "two claimants do not speak in one" in one]

    assert bool(told) == refused
    assert all(one.startswith(f"claims[{len(found['claims']) - 1}].utterance") for one in told)
