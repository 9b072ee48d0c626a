"""What became of a report is told wherever it is cited, weighed or counted."""

import csv
import io
import json
import re
from pathlib import Path

import pytest
from django.test import Client

from claims import actions
from claims.dossier.importer import import_dossier
from claims.models.desk.claim import Claim
from claims.models.desk.second_look import SecondLook
from claims.models.desk.source import Report
from tests.admin.decision import Page, words
from tests.admin.desk import at_the_desk, opened, page, save
from tests.api.asker import ask
from tests.builders import NOW, TODAY, a_citation, a_claim, a_position, a_report, published
from tests.pages.reader import read as sent

pytestmark = pytest.mark.django_db
CASE = Path(__file__).parents[1] / "cases" / "10-retracted-report-still-cited.json"
DONE = {
    "retracted": "Retracted by us",
    "withdrawn": "Withdrawn by its publisher",
    "corrected": "Corrected by its publisher",
}
WORDS = "We got it wrong, and say so."


def wd(**about_it):
    """A confirmed claim that one report carries; and what became of that report."""
    case = json.loads(CASE.read_text())
    case["reports"][0] |= about_it
    import_dossier(case, by=None, at=NOW)
    return Report.objects.get(slug="r1")


def acted(report, action):
    """As an editor records it."""
    desk = at_the_desk()
    if action == "retracted":
        Page(desk, "report", "retract", report.pk).decide(reason=WORDS)
        return
    address = page("report", "change", report.pk)
    sent = {
        **opened(desk, address),
        "publisher_action": action,
        "publisher_acted": "2024-08-27",
        "publisher_note": WORDS,
    }
    save(desk, address, sent)
    Page(desk, "report", "publish", report.pk).decide(note="Its publisher said so.")


@pytest.fixture(params=DONE)
def action(request):
    report = wd()
    acted(report, request.param)
    return request.param


def read(path):
    return words(Client().get(path))


def test_the_claims_page_says_it_beside_the_report_and_above_everything(action):
    shown = read("/claims/wd-a/").partition("Skip to content")[2]

    # Beside the decision, as a citation, and as each of two pieces of evidence.
    assert shown.count(DONE[action]) == 4
    assert shown.count(WORDS) == 4
    assert shown.index(f"Report {action}") < shown.index("Five people were killed")
    told = "Carried by 1 report," if action == "corrected" else "Carried by 0 reports,"
    assert told in shown
    assert ("1 report that carried it was withdrawn or retracted since" in shown) == (
        action != "corrected"
    )


def test_pages_that_list_the_claim_or_its_figures_mark_it(action):
    for path in ("/events/wd/", "/events/wd/figures/", "/claims/", "/sources/minx/"):
        assert f"Report {action}" in read(path), path
    assert f"Report {action}" in read("/embed/claims/wd-a/")


def test_the_publishers_page_marks_the_report_itself(action):
    assert DONE[action] in read("/sources/agency/")


def test_machines_are_told(action):
    retracted = action == "retracted"
    (cited,) = ask("claims/wd-a/")["citations"]
    assert (cited["report"]["publication"] == "retracted") == retracted
    assert cited["report"]["publisher_action"] == (None if retracted else action)
    assert cited["report"]["publisher_note"] == (None if retracted else WORDS)
    (row,) = ask("figures/")["results"]
    gone = int(action != "corrected")
    assert (row["reports_gone"], row["reports_corrected"]) == (gone, 1 - gone)

    linked = Client().get("/claims/wd-a/").content.decode()
    assert f'"creativeWorkStatus": ["{DONE[action]}"]' in linked or (
        f'"creativeWorkStatus":["{DONE[action]}"]' in linked
    )

    (report,) = Client().get("/events/wd/dossier.json").json()["reports"]
    if retracted:
        assert report["publication"] == "retracted"
    else:
        assert (report["publisher_action"], report["publisher_note"]) == (action, WORDS)
        assert report["publisher_action_at"] == "2024-08-27"


@pytest.mark.parametrize("what", ["claims", "figures"])
def test_exports_count_it_apart(action, what):
    text = Client().get(f"/export/{what}.csv").getvalue().decode().lstrip("\ufeff")
    (line,) = csv.DictReader(io.StringIO(text))

    gone = int(action != "corrected")
    assert (line["reports_gone"], line["reports_corrected"]) == (str(gone), str(1 - gone))
    if what == "claims":
        assert line["reports"] == str(1 - gone)


@pytest.mark.parametrize("path", ["claims/wd-a", "events/wd", "sources/minx"])
def test_feeds_of_what_cites_it_tell(action, path):
    feed = Client().get(f"/{path}/changes.json").json()

    assert any("Ministry: 5 killed" in item["title"] for item in feed["items"])


def test_the_desk_marks_it_in_lists_forms_and_on_the_workbench(action):
    desk, report = at_the_desk(), Report.objects.get(slug="r1")
    claim = report.citations.get().claim
    mark = DONE[action].lower()

    assert f"({mark})" in words(desk.get(page("report")))
    assert f"({mark})" in words(desk.get(page("claim", "change", claim.pk)))
    assert f"({mark})" in words(desk.get(page("claim", "status", claim.pk)))
    bench = desk.get(page("event", "reconcile", claim.event_id), {"open": "figures"})
    assert f"Ministry: 5 killed: {mark}" in words(bench)


def test_what_rests_on_it_is_to_be_looked_at_again(action):
    looks = {look.get_cause_display() for look in SecondLook.objects.all()}

    assert looks == {{"retracted": "was retracted"}.get(action, f"was {DONE[action].lower()}")}


def test_what_still_stands_is_counted_beside_it():
    report = wd()
    claim = report.citations.get().claim
    a_citation(claim, report=a_report(title="Another"))
    claim.refresh_from_db()
    actions.publish([claim], note="Carried elsewhere too.", by=None, at=NOW)

    acted(report, "withdrawn")

    shown = read("/claims/wd-a/")
    assert "One of the 2 reports that carry it was withdrawn by its publisher." in shown
    gone = "1 report that carried it was withdrawn or retracted since."
    assert f"Carried by 1 report, 2 independent origins. {gone}" in shown


def test_a_page_of_the_past_knows_nothing_of_it():
    report = wd()
    before = Client().get("/api/v1/record/").json()["newest_entry"]

    acted(report, "withdrawn")

    assert "Withdrawn by its publisher" not in read(f"/claims/wd-a/?as_of={before}")


@pytest.mark.parametrize(
    "about_it",
    [
        {"publication": "retracted"},
        {"publisher_action": "withdrawn", "publisher_note": WORDS},
        {"publisher_action": "corrected", "publisher_action_at": "2024-08-27"},
    ],
)
def test_a_dossier_brings_it_in_and_takes_it_out(about_it):
    report = wd(**about_it)

    assert report.marks
    (out,) = Client().get("/events/wd/dossier.json").json()["reports"]
    assert {key: out[key] for key in about_it} == about_it
    assert "Report " in read("/claims/")
    again = import_dossier(json.loads(CASE.read_text()) | {"reports": [
        {**json.loads(CASE.read_text())["reports"][0], **about_it},
        *json.loads(CASE.read_text())["reports"][1:],
    ]}, by=None, at=NOW)  # fmt: skip
    assert again.told.startswith("Everything in it is already here")


@pytest.mark.parametrize("key", ["publisher_action_at", "publisher_note"])
def test_when_and_in_which_words_need_what_was_done(key):
    case = json.loads(CASE.read_text())
    case["reports"][0][key] = "2024-08-27"

    with pytest.raises(Exception, match=rf"reports\[0\].{key}.*: say in “publisher_action”"):
        import_dossier(case, by=None, at=NOW)


@pytest.mark.parametrize("path", ["/", "/events/wd/", "/events/wd/figures/", "/embed/events/wd/"])
def test_our_own_figure_says_so_wherever_it_is_told(path):
    report = wd()
    claim = Claim.objects.get(slug="wd-a")
    position = a_position(claim.event, low=5, high=5)
    position.uses.add(claim.figures.get())
    published(position)
    assert "One of these figures" not in read(path)

    acted(report, "withdrawn")

    said = "One of these figures is carried by a report that was withdrawn by its publisher."
    assert said in read(path)


def test_words_in_a_row_stand_apart():
    """As they are sent: what a reader of tests takes out of the markup would hide it."""
    claim = a_claim("Ten died.", cited=False)
    report = a_report(title="A report", published_at=TODAY, published_precision="day")
    claim.citations.create(report=report)
    published(claim)
    claim.statement = "Ten were hurt."
    claim.save()
    actions.publish([claim], note="We misread it.", change="correction", by=None, at=NOW)
    report.refresh_from_db()
    actions.retract(report, reason="Forged.", by=None, at=NOW)

    inline = re.compile(r"</?(a|b|bdi|del|ins|q|small|span|time)\b[^>]*>")
    corrections, page = (
        inline.sub("", sent(path)) for path in ("/corrections/", f"/claims/{claim.slug}/")
    )

    assert "2024. Retracted: A report" in corrections
    assert "2024. Ten were hurt. Ten died. Ten were hurt." in corrections
    assert "27 August 2024 Retracted by us" in page
