"""A desk is never changed by a file: what differs is listed, what is new is added on request."""

from datetime import timedelta

import pytest

from claims import actions
from claims.domain.status import Status
from claims.models.desk.claim import Claim
from claims.models.desk.event import Event
from claims.models.desk.link import Link
from claims.models.desk.position import Position
from claims.models.desk.source import Source
from claims.models.record.entry import Entry, EntryBody
from claims.models.record.moment import AsOf
from claims.models.record.rows import PublishedClaim, PublishedPosition, PublishedSource
from claims.publishing import verify
from tests.builders import an_editor, raw
from tests.dossier.small import NOW, changed, complaints, small, take

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(days=1)


def test_an_import_says_what_it_took():
    assert take(small()).told == (
        "Took in 4 events, 9 categories, 3 parties, 1 measure, 5 sources, 4 reports, 4 claims,"
        " 2 links, 2 questions, 4 positions, 1 answer, 1 decision."
    )


def test_the_same_file_twice_changes_nothing_and_says_so():
    take(small())
    entries, versions = Entry.objects.count(), list(Claim.objects.values_list("pk", "version"))

    again = take(small(), at=LATER)

    assert again.told == "Everything in it is already here; nothing was changed."
    assert Entry.objects.count() == entries
    assert list(Claim.objects.values_list("pk", "version")) == versions


@pytest.mark.parametrize(
    ("place", "value", "told"),
    [
        (
            ("sources", 1, "name"),
            "The army of the state",
            "sources[1].name: “The army of the state” in the file, “The army” here.",
        ),
        (
            ("claims", 0, "figures", 0, "value"),
            6,
            "claims[0].figures[0].value: 6 in the file, 5 here.",
        ),
        (
            ("claims", 0, "private_note"),
            ...,
            "claims[0].private_note: nothing in the file, “Ask the hospital again on",
        ),
        (("event", "parts", 0, "title"), "A bang", "event.parts[0].title: “A bang” in the file"),
        (("positions", 0, "low"), 4, "positions[0].low: 4 in the file, 5 here."),
        (("links", 0, "note"), "Why", "links[0].note: “Why” in the file, nothing here."),
    ],
)
def test_a_file_that_says_other_things_is_refused_with_both(place, value, told):
    take(small())

    head, *found = complaints(changed(place, value))

    assert head.startswith("The file differs from what is here.")
    assert any(told in sentence for sentence in found), found


def test_what_is_new_in_a_known_event_waits_for_add():
    take(small())
    found = with_a_fifth_claim()

    assert "claims[4]: claim “drone-seen” is not here yet." in complaints(found)

    assert take(found, add=True, at=LATER).told == "Took in 1 claim."
    assert PublishedClaim.objects.current().filter(slug="drone-seen").exists()
    assert list(verify.problems()) == []


def with_a_fifth_claim():
    found = small()
    found["claims"].append(
        {
            "slug": "drone-seen",
            "claimant": "agency",
            "event": "kalat",
            "statement": "A drone was seen over the bridge.",
            "citations": [{"report": "late-report"}],
            "publication": "published",
        }
    )
    return found


def test_adding_leaves_alone_what_differs_and_says_so():
    take(small())
    found = with_a_fifth_claim()
    found["sources"][1]["name"] = "Another name"

    outcome = take(found, add=True, at=LATER)

    assert outcome.left_alone == (
        "sources[1].name: “Another name” in the file, “The army” here. (source “army”)",
    )
    assert Source.objects.get(slug="army").name == "The army"


def test_adding_puts_no_unfinished_edit_before_readers():
    take(small())
    event = Event.objects.get(slug="kalat")
    event.title = "Not yet for readers"
    event.save()

    take(with_a_fifth_claim(), add=True, at=LATER)

    last = EntryBody.objects.filter(entry__subject=event.uid).order_by("-entry").first()
    assert raw(last)["state"]["title"] == "The bridge at Kalat"


def test_an_import_never_moves_a_status_an_editor_set():
    take(small())
    claim = Claim.objects.get(slug="army-5-killed")
    actions.change_status(
        claim,
        to=Status.UNCONFIRMED,
        reason="The register was another day's.",
        by=an_editor(),
        at=LATER,
    )

    assert any("claims[0].history[2]" in s for s in complaints(small()))
    take(with_a_fifth_claim(), add=True, at=LATER)

    claim.refresh_from_db()
    assert claim.status == Status.UNCONFIRMED
    assert PublishedClaim.objects.current().get(uid=claim.uid).status == Status.UNCONFIRMED


def test_a_figure_id_that_another_claim_has_here_is_refused():
    take(small())
    found = with_a_fifth_claim()
    del found["claims"][0]
    found["claims"][3]["figures"] = [
        {"id": "army-5", "measure": "killed", "category": "all", "qualifier": "plain", "value": 1}
    ]
    found["claims"] = [found["claims"][3]]
    found["links"], found["positions"], found["answers"], found["decisions"] = [], [], [], []

    (sentence,) = complaints(found)

    assert sentence.startswith("claims[0].figures[0].id: “army-5” is here the id of a figure of")


def test_a_desk_that_knows_more_than_the_file_is_no_difference():
    take(with_a_fifth_claim())

    assert take(small(), at=LATER).told.startswith("Everything in it is already here")


# What an import publishes -----------------------------------------------------------------------


def test_exactly_the_claims_so_marked_are_published_with_what_they_need():
    take(small())

    # The other claim that the evidence names goes along; the drafts stay.
    shown = PublishedClaim.objects.current()
    assert {c.slug: c.publication for c in shown} == {
        "army-5-killed": "published",
        "rebels-40-killed": "retracted",
    }
    assert set(Claim.objects.filter(publication="draft").values_list("slug", flat=True)) == {
        "river-3-missing",
        "army-five-again",
    }
    assert Link.objects.get(relation="contradicts").on_record
    assert not Link.objects.get(relation="overlaps").on_record
    assert list(verify.problems()) == []


def test_a_position_is_published_once_all_figures_it_names_are():
    found = small()
    found["positions"][0]["uses"].append("river-3")
    found["claims"][2]["figures"][0] |= {"measure": "killed", "category": "police"}
    take(found)

    assert not Position.objects.get(measure="killed").on_record
    assert not PublishedPosition.objects.filter(measure="killed").exists()
    assert Position.objects.get(measure="injured").on_record


def test_a_dossier_of_drafts_writes_nothing_on_record():
    found = small()
    for claim in found["claims"]:
        claim["publication"] = "draft"
    take(found)

    assert Claim.objects.count() == 4
    assert not Entry.objects.exists()


def test_no_private_note_and_no_confidential_source_reaches_the_record():
    take(small())

    words = " ".join(EntryBody.objects.values_list("body", flat=True))
    assert "Five police officers" in words
    for private in ("Ask the hospital", "Not for readers", "river-3-missing", "spokesman"):
        assert private not in words


# An older dossier after a newer one ---------------------------------------------------------------


def test_a_second_older_dossier_stands_at_its_own_time():
    take(small())
    take(an_older_event(), at=LATER)
    then = AsOf(time=NOW.replace(year=2023, month=1, day=2))

    shown = PublishedClaim.objects.as_of(then)

    assert [claim.slug for claim in shown] == ["army-took-a-town"]
    # Its claimant was first published by the other dossier, later than this: the first row is it.
    claimant = shown[0].claimant
    assert not PublishedSource.objects.as_of(then).filter(uid=claimant).exists()
    assert PublishedSource.objects.filter(uid=claimant).order_by("since")[0].name == "The army"


def test_a_second_dossier_leaves_the_first_as_it_stood():
    take(small())
    then = AsOf(time=NOW.replace(year=2024, month=8, day=27))
    before = set(PublishedClaim.objects.as_of(then).values_list("slug", "since"))

    take(an_older_event(), at=LATER)

    assert before
    assert before < set(PublishedClaim.objects.as_of(then).values_list("slug", "since"))
    assert list(verify.problems()) == []


def an_older_event():
    found = small()
    return {
        "format": found["format"],
        "event": {"slug": "older", "title": "The town"},
        "sources": found["sources"][:4],
        "reports": [{"slug": "old", "publisher": "agency", "published_at": "2023-01-01"}],
        "claims": [
            {
                "slug": "army-took-a-town",
                "claimant": "army",
                "event": "older",
                "statement": "The army took a town.",
                "citations": [{"report": "old"}],
                "figures": [
                    {
                        "id": "t1",
                        "measure": "killed",
                        "category": "all",
                        "qualifier": "plain",
                        "value": 3,
                        "built_on": ["kalat/army-5"],
                    }
                ],
                "history": [{"status": "unconfirmed", "at": "2023-01-01", "reason": "One source."}],
                "publication": "published",
            }
        ],
        "links": [{"from": "army-took-a-town", "relation": "context", "to": "army-5-killed"}],
    }


def test_a_link_between_two_events_is_exported_with_the_later_one():
    take(small())
    take(an_older_event(), at=LATER)

    from claims import dossier

    assert "army-took-a-town" not in dossier.export("kalat").decode()
    assert '"to": "army-5-killed"' in dossier.export("older").decode()
    assert '"kalat/army-5"' in dossier.export("older").decode()


def test_decisions_are_kept_in_the_name_of_whoever_imported():
    editor = an_editor()

    take(small(), by=editor)

    claim = Claim.objects.get(slug="army-5-killed")
    assert {d.by for d in claim.decisions.all()} == {editor}
    assert claim.history.last().history_user == editor
    assert claim.history.count() == 2  # taken in, then published


def test_the_order_of_a_file_is_kept():
    take(small())

    slugs = [claim["slug"] for claim in small()["claims"]]
    assert list(Claim.objects.order_by("pk").values_list("slug", flat=True)) == slugs


@pytest.mark.parametrize("count", [5, 40])
def test_an_import_asks_no_more_for_many_claims(count, django_assert_max_num_queries):
    found = small()
    for n in range(count):
        claim = {**found["claims"][1], "slug": f"more-{n}", "figures": [], "lifecycle": "current"}
        found["claims"].append({**claim, "publication": "draft"})

    with django_assert_max_num_queries(430):
        take(found)
