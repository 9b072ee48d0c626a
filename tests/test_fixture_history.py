"""Each step in the histories of the fixture keeps the rules, with what was known by then."""

import pytest

from claims.domain.chains import Sources
from claims.domain.source_input import parties_of, source_facts
from claims.domain.status import EvidenceFacts, Status, missing
from claims.domain.vocabulary import Bearing, EvidenceKind
from tests.balochistan import CLAIMS, DOSSIER, PUBLISHED, REPORTS, SOURCES, dated, last_day, moment

STEPS = [(claim, step) for claim in CLAIMS.values() for step in claim.get("history", [])]


def latest_status(claim):
    return claim["history"][-1]["status"] if claim.get("history") else "unconfirmed"


def all_source_facts():
    facts = {slug: source_facts(source) for slug, source in SOURCES.items()}
    return Sources(facts, parties_of(DOSSIER))


def evidence_facts(claim, by=None):
    return [
        EvidenceFacts(
            e["key"],
            Bearing(e["bearing"]),
            EvidenceKind(e["kind"]),
            e["originator"],
            note=e["note"],
        )
        for e in claim.get("evidence", [])
        if by is None or dated(e["report"], by)
    ]


def still_missing(claim, step, on_file):
    return missing(
        Status(step["status"]),
        claimant=claim["claimant"],
        evidence_on_file=on_file,
        named=frozenset(step.get("evidence", [])),
        reason=step["reason"],
        has_citation=any(dated(c["report"], step["at"]) for c in claim["citations"]),
        sources=all_source_facts(),
    )


def test_a_history_begins_unconfirmed_when_the_first_dated_report_appeared():
    for claim in PUBLISHED:
        found = [REPORTS[c["report"]].get("published_at") for c in claim["citations"]]
        known = min([last_day(time) for time in found if time], default=None)
        begins = [(step["status"], step["at"]) for step in claim.get("history", [])[:1]]

        assert begins == ([("unconfirmed", known)] if known else []), claim["slug"]


def test_no_step_is_dated_to_the_hour_of_a_page():
    assert [step["at"] for _, step in STEPS if "T" in step["at"]] == []


def test_a_history_never_goes_back_in_time():
    for claim in CLAIMS.values():
        times = [moment(step["at"]) for step in claim.get("history", [])]
        assert times == sorted(times), claim["slug"]


@pytest.mark.parametrize(("claim", "step"), STEPS, ids=lambda x: x.get("slug", x.get("status")))
def test_each_step_has_what_its_status_needs_by_then(claim, step):
    assert still_missing(claim, step, evidence_facts(claim, by=step["at"])) == []


def test_each_last_status_holds_against_all_that_is_on_file():
    for claim in [c for c in CLAIMS.values() if c.get("history")]:
        assert still_missing(claim, claim["history"][-1], evidence_facts(claim)) == []


def test_no_number_for_the_killed_is_called_confirmed():
    confirmed = [claim for claim in PUBLISHED if latest_status(claim) == "confirmed"]

    assert confirmed
    assert [claim["slug"] for claim in confirmed if claim.get("figures")] == []


def test_what_is_superseded_has_a_newer_claim():
    updated = {k["to"] for k in DOSSIER["links"] if k["relation"] == "updates"}

    assert {s for s, c in CLAIMS.items() if c.get("lifecycle") == "superseded"} <= updated


def test_a_draft_says_why_it_is_one():
    drafts = [claim for claim in CLAIMS.values() if claim["publication"] == "draft"]

    assert drafts
    assert all(claim["private_note"].startswith("Draft on purpose:") for claim in drafts)
