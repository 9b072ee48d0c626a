"""Downloads: every row says who, what, as of when and under which terms; none runs in a cell."""

import csv
import io
import json
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from claims import actions
from claims.domain.vocabulary import Grounds
from claims.models.record.entry import Entry
from claims.pages.exports import chunks
from tests.builders import (
    NOW,
    a_claim,
    a_figure,
    a_source,
    an_editor,
    an_event,
    published,
    some_evidence,
)
from tests.pages.reader import names_number
from tests.pages.test_changes import carried_over, decided
from tests.pages.test_query_counts import brought_in

pytestmark = pytest.mark.django_db

NAMES = ("figures", "claims", "changes")


def fetched(path, **query):
    answer = Client().get(path, query)
    assert answer.status_code == 200, answer.status_code
    return answer.getvalue()


def table(name, **query):
    """The file as a spreadsheet opens it."""
    content = fetched(f"/export/{name}.csv", **query)
    assert content.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def lines(name, **query):
    return [json.loads(line) for line in fetched(f"/export/{name}.jsonl", **query).splitlines()]


def a_world():
    whole = an_event("Attacks of 26 August", slug="attacks", time_zone="Asia/Karachi")
    event = an_event("Musakhel", slug="musakhel", parent=whole, time_zone="Asia/Karachi")
    hospital = a_source("The hospital", slug="hospital")
    claim = a_claim(
        "At least ten died.",
        slug="ten",
        event=event,
        claimant=hospital,
        said_at=NOW,
        said_precision="minute",
    )
    a_figure(claim, 10, qualifier="at_least", key="H1", words="at least ten", category="civilians")
    return published(claim)


def test_a_figure_is_a_row_that_says_who_counted_whom():
    claim = a_world()

    (row,) = table("figures")

    (entry,) = Entry.objects.filter(subject=claim.uid)
    last = Entry.objects.order_by("-seq").first()
    assert row == {
        "figure": "attacks/H1",
        "claim": "ten",
        "statement": "At least ten died.",
        "claimant": "hospital",
        "claimant_name": "The hospital",
        "event": "musakhel",
        "event_title": "Musakhel",
        "event_location_precision": "",
        "measure": "killed",
        "category": "civilians",
        "words": "at least ten",
        "qualifier": "at_least",
        "value": "10",
        "low": "10",
        "high": "",
        "high_is_open": "yes",
        "figure_as_of": "",
        "said_at": "2024-08-27T18:00+05:00",
        "treatment": "use",
        "status": "unconfirmed",
        "lifecycle": "current",
        "publication": "published",
        "reports_gone": "0",
        "reports_corrected": "0",
        "taken_back_at": "",
        "taken_back_why": "",
        "permalink": f"http://testserver/claims/ten/?as_of={entry.seq}",
        "as_of": last.recorded_at.strftime("%Y-%m-%dT%H:%M:%S.%fZ"),
        "licence": "CC BY 4.0 https://creativecommons.org/licenses/by/4.0/ (quotations excepted)",
    }


def test_a_claim_is_a_row_with_its_status_and_the_reason():
    decided(a_world(), at=NOW + timedelta(hours=1))

    (row,) = table("claims")

    assert row["status"] == "confirmed"
    assert row["reason"] == "Two counted separately."
    assert row["origins_supporting"] == "2"
    assert row["claimant_name"] == "The hospital"
    assert row["figures"] == "1"


def test_a_claim_as_json_has_its_words_and_its_history():
    decided(a_world(), at=NOW + timedelta(hours=1))

    (claim,) = lines("claims")

    assert claim["figures"][0]["id"] == "H1"
    assert claim["citations"][0]["report"]
    assert [(step["status"], step["reason"]) for step in claim["history"]] == [
        ("confirmed", "Two counted separately.")
    ]
    assert claim["licence"].startswith("CC BY 4.0")


def test_a_figure_as_json_says_what_it_was_before():
    claim = a_world()
    figure = claim.figures.get()
    figure.value = figure.low = 12
    figure.save()
    claim.save()
    actions.publish([claim], note="They said twelve.", by=None, at=NOW + timedelta(hours=1))

    (line,) = lines("figures")

    assert [version["value"] for version in line["history"]] == [10, 12]
    assert line["value"] == 12
    assert line["high_is_open"] is True


def test_every_entry_is_a_row_minor_edits_and_what_was_carried_over_too():
    carried_over(a_claim("An old claim"), then="confirmed")
    claim = published(a_claim("A tpyo"))
    claim.statement = "A typo"
    claim.save()
    actions.publish([claim], note="Spelling.", minor=True, by=None, at=NOW)

    rows = table("changes")

    assert [int(row["entry"]) for row in rows] == list(range(1, Entry.objects.count() + 1))
    assert {row["minor"] for row in rows} == {"yes", "no"}
    assert {row["carried_over"] for row in rows} == {"yes", "no"}
    assert [row["digest"] for row in rows] == list(
        Entry.objects.order_by("seq").values_list("digest", flat=True)
    )


@pytest.mark.parametrize("name", NAMES)
def test_words_are_never_run_as_formulas(name):
    event = an_event("=1+1", slug="formula")
    claim = a_claim(
        '=HYPERLINK("http://evil.example")', event=event, claimant=a_source("+cmd|calc")
    )
    a_figure(claim, words="@SUM(A1)")
    published(claim)

    cells = [cell for row in table(name) for cell in row.values()]

    assert not [cell for cell in cells if cell.lstrip().startswith(("=", "+", "@", "-"))]
    assert any("HYPERLINK" in cell for cell in cells)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("form", ["csv", "jsonl"])
def test_nothing_that_was_withheld_is_given_out_and_what_was_retracted_says_so(name, form):
    danger = a_claim("A danger", slug="a-danger")
    a_figure(danger, 4711, words="4711 in danger")
    published(danger)
    wrong = a_claim("We were wrong", slug="wrong")
    a_figure(wrong)
    published(wrong)
    a_claim("A draft", slug="a-draft")
    actions.suppress(danger, grounds=Grounds.LAW, reason="A court", by=an_editor(), at=NOW)
    actions.retract(wrong, reason="We misread it.", by=an_editor(), at=NOW)

    content = fetched(f"/export/{name}.{form}").decode()

    assert not names_number(4711, content)
    for word in ("A danger", "A court", "A draft"):
        assert word not in content
    assert "retracted" in content


def test_a_confidential_source_stays_so():
    claim = a_world()
    secret = a_source("Deep Throat", slug="deep-throat")
    published(secret)
    some_evidence(claim, confidential=True, originator=secret, note="Saw the list.")
    claim.save()
    actions.publish([claim], note="More evidence.", by=None, at=NOW)

    content = fetched("/export/claims.jsonl").decode()

    assert "Saw the list." in content
    assert "Deep Throat" not in content
    assert "deep-throat" not in content


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"event": "attacks"}, 1),
        ({"source": "hospital"}, 1),
        ({"status": "confirmed"}, 0),
        ({"measure": "killed"}, 1),
        ({"measure": "injured"}, 0),
        ({"q": "ten"}, 1),
        ({"since": "2024-08-28"}, 0),
        ({"event": "attacks", "as_of": "1"}, 0),
    ],
)
@pytest.mark.parametrize("name", ["figures", "claims"])
def test_downloads_are_narrowed_as_the_list_of_claims_is(name, query, expected):
    a_world()
    published(a_claim("Something else.", said_at=NOW - timedelta(days=9), said_precision="minute"))

    assert len(table(name, **query)) == expected
    assert len(lines(name, **query)) == expected


def test_only_the_measure_asked_for_is_given():
    claim = a_world()
    a_figure(claim, 3, measure="injured")
    claim.save()
    actions.publish([claim], note="The injured.", by=None, at=NOW)

    assert {row["measure"] for row in table("figures", measure="injured")} == {"injured"}


def test_a_download_can_be_had_as_it_stood():
    claim = a_world()
    before = Entry.objects.get(subject=claim.uid).seq
    decided(claim, at=NOW + timedelta(hours=1))

    (row,) = table("claims", as_of=before)

    assert row["status"] == "unconfirmed"
    assert row["as_of"] == "2024-08-27T13:00:00.000000Z"


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(
    "query",
    [
        {"status": "sure"},
        {"since": "tomorrow"},
        {"q": "x" * 300},
        {"as_of": "whenever"},
        {"as_of": "9" * 19},
        {"event": "x" * 500},
    ],
)
def test_what_is_not_understood_is_answered_in_words(client, name, query):
    a_world()

    answer = client.get(f"/export/{name}.csv", query)

    assert answer.status_code in (400, 404)
    assert "<h1>" in answer.content.decode()


@pytest.mark.parametrize("query", [{"q": "' OR 1=1 --"}, {"measure": "=1+1"}, {"source": "%"}])
def test_hostile_questions_find_nothing(query):
    a_world()

    assert table("figures", **query) == []


def test_the_headers_say_as_of_when_and_under_which_terms(client):
    a_world()

    answer = client.get("/export/figures.csv")

    assert answer["Content-Disposition"] == 'attachment; filename="figures-2024-08-27.csv"'
    assert answer["Content-Type"].startswith("text/csv")
    assert answer["Link"] == '<https://creativecommons.org/licenses/by/4.0/>; rel="license"'
    assert answer["X-Counterclaim-Entry"] == str(Entry.objects.count())
    assert answer["Access-Control-Allow-Origin"] == "*"
    assert answer.streaming


@pytest.mark.parametrize("form", ["csv", "jsonl"])
def test_who_has_the_download_gets_no_second_copy(client, form):
    claim = a_world()
    first = client.get(f"/export/figures.{form}")
    with CaptureQueriesContext(connection) as asked:
        again = client.get(f"/export/figures.{form}", headers={"If-None-Match": first["ETag"]})
        again.getvalue()
    decided(claim, at=NOW + timedelta(hours=1))
    later = client.get(f"/export/figures.{form}", headers={"If-None-Match": first["ETag"]})

    assert again.status_code == 304
    assert again["ETag"] == first["ETag"]
    assert len(asked) <= 2
    assert later.status_code == 200


def test_a_head_request_asks_for_no_row(client):
    a_world()

    answer = client.head("/export/figures.csv")

    assert answer.getvalue() == b""
    assert "Content-Length" not in answer
    assert answer["X-Counterclaim-Entry"]


def test_scripts_of_other_sites_may_read_what_a_file_is_cited_by(client):
    a_world()

    answer = client.get("/export/figures.csv", headers={"Origin": "https://elsewhere.example"})

    told = set(answer["Access-Control-Expose-Headers"].split(", "))
    assert {name for name in answer.headers if name.startswith("X-Counterclaim-")} <= told


def test_what_is_published_while_a_download_runs_is_not_in_it(client, monkeypatch):
    monkeypatch.setattr(chunks, "SIZE", 2)
    brought_in(1, 8)
    answer = client.get("/export/figures.csv")
    pieces = iter(answer.streaming_content)
    begun = [next(pieces), next(pieces)]
    brought_in(8, 12)

    rows = b"".join([*begun, *pieces]).decode("utf-8-sig").splitlines()

    assert len(rows) == 1 + 7


def test_rows_are_asked_for_in_pieces_each_as_cheap_as_the_last(client, monkeypatch):
    monkeypatch.setattr(chunks, "SIZE", 10)
    counts = []
    for first, last in ((1, 11), (11, 21)):
        brought_in(first, last)
        with CaptureQueriesContext(connection) as asked:
            fetched("/export/figures.csv")
        counts.append(len(asked))
    brought_in(21, 31)
    with CaptureQueriesContext(connection) as asked:
        fetched("/export/figures.csv")

    assert len(asked) - counts[1] == counts[1] - counts[0]
