"""The public dossier: what is on record, and nothing more, in a file that others can import."""

import json
from datetime import UTC, datetime, timedelta

import jsonschema
import pytest
from django.core.cache import cache
from django.db import transaction

from claims import actions, dossier
from claims.domain.dossier_format import schema
from claims.domain.vocabulary import Grounds
from tests.balochistan import FIXTURE
from tests.builders import (
    NOW,
    a_claim,
    a_figure,
    a_link,
    a_position,
    a_source,
    an_editor,
    an_event,
    published,
    some_evidence,
)
from tests.pages.reader import names_number, read
from tests.pages.test_leaks import a_published_world

pytestmark = pytest.mark.django_db
SLUG = "balochistan-attacks-2024-08-26"
LATER = datetime(2026, 1, 1, tzinfo=UTC)


def given_out(slug, **query):
    cache.clear()
    found = json.loads(read(f"/events/{slug}/dossier.json", **query))
    jsonschema.validate(found, schema())
    return found


def taken_in(found):
    content = found if isinstance(found, bytes) else json.dumps(found).encode()
    return dossier.import_dossier(dossier.read(content), by=None, at=LATER)


class Undone(Exception):
    """Ends a block whose work is not to be kept."""


def elsewhere(work):
    """What somebody with an empty database gets from this work."""
    found = []
    try:
        with transaction.atomic():
            found.append(work())
            raise Undone
    except Undone:
        cache.clear()
    return found[0]


def the_fixture(**query):
    taken_in(FIXTURE.read_bytes())
    root = json.loads(FIXTURE.read_text())["event"]["slug"]
    return root, given_out(root, **query)


def test_the_dossier_of_a_real_event_is_taken_in_by_an_empty_newsroom_and_given_out_alike():
    root, found = elsewhere(the_fixture)

    again = elsewhere(lambda: [taken_in(found), given_out(root)][1])

    assert len(found["claims"]) > 20
    assert again == found


def test_what_is_taken_in_stands_as_it_stood():
    _, found = elsewhere(the_fixture)
    fixture = json.loads(FIXTURE.read_text())
    public = {c["slug"]: c for c in fixture["claims"] if c["publication"] == "published"}

    given = {claim["slug"]: claim for claim in found["claims"]}

    assert given.keys() == public.keys()
    for slug, claim in given.items():
        ours = [step["status"] for step in public[slug].get("history", [])]
        assert [step["status"] for step in claim.get("history", [])] == ours, slug
        assert len(claim.get("figures", [])) == len(public[slug].get("figures", [])), slug
    assert "private_note" not in json.dumps(found)
    assert "answers" not in found


def test_the_dossier_of_a_past_moment_is_taken_in_too():
    moments = ["2024-08-26", "2024-08-28", "2024-09-01"]

    def then_and_now():
        root, now = the_fixture()
        return root, now, [given_out(root, as_of=moment) for moment in moments]

    root, now, found = elsewhere(then_and_now)

    for past in found:
        again = elsewhere(lambda past=past: [taken_in(past), given_out(root)][1])
        assert [c["slug"] for c in again["claims"]] == [c["slug"] for c in past["claims"]]
        assert len(past["claims"]) <= len(now["claims"])


def test_nothing_private_is_in_it():
    _, event = a_published_world()

    content = read(f"/events/{event.slug}/dossier.json")

    assert "canary" not in content
    assert not names_number(4711, content)


def test_who_counts_and_is_not_named_stays_unnamed_and_still_counts():
    event = an_event(slug="the-event")
    claim = a_claim(event=event, slug="the-claim")
    secret = a_source("Deep Throat", slug="deep-throat")
    named = some_evidence(claim, key="one")
    hidden = some_evidence(claim, key="two", originator=secret, confidential=True)
    published(claim)
    actions.change_status(
        claim, to="confirmed", reason="Two say so.", evidence=[named, hidden], by=None, at=NOW
    )

    content = read("/events/the-event/dossier.json")
    found = json.loads(content)

    assert "Deep Throat" not in content
    assert "deep-throat" not in content
    (piece,) = [e for e in found["claims"][0]["evidence"] if e.get("confidential")]
    (unnamed,) = [s for s in found["sources"] if s["slug"] == piece["originator"]]
    assert unnamed["name"] == "A confidential source, known to us"


def a_world_with_a_hole():
    """Claims, a link, figures and a position of ours; one claim of them withheld."""
    event = an_event(slug="the-event", time_zone="Asia/Karachi")
    gone, left = (
        a_claim("A danger", slug="a-danger", event=event),
        a_claim(event=event, slug="left"),
    )
    first = a_figure(gone, 10)
    a_figure(left, 12, supersedes=first, key="L1")
    some_evidence(left, report=None, other_claim=gone, note="")
    published(gone)
    published(left)
    published(a_link(gone, left))
    position = a_position(event)
    position.uses.add(first)
    published(position)
    actions.suppress(gone, grounds=Grounds.LAW, reason="A court", by=an_editor(), at=NOW)
    return given_out("the-event")


def test_what_was_withheld_leaves_no_trace_and_the_rest_can_be_taken_in():
    found = elsewhere(a_world_with_a_hole)

    assert "danger" not in json.dumps(found)
    assert [claim["slug"] for claim in found["claims"]] == ["left"]
    assert "supersedes" not in found["claims"][0]["figures"][0]
    assert found["links"] == []
    assert elsewhere(lambda: [taken_in(found), given_out("the-event")][1])["claims"]


def test_what_was_retracted_is_given_out_as_such():
    claim = published(a_claim(event=an_event(slug="the-event")))
    actions.retract(claim, reason="Misread.", by=an_editor(), at=NOW)

    (given,) = given_out("the-event")["claims"]

    assert given["publication"] == "retracted"


def test_a_part_leads_to_the_dossier_of_the_whole(client):
    whole = an_event(slug="whole")
    published(a_claim(event=an_event(slug="part", parent=whole)))

    answer = client.get("/events/part/dossier.json?as_of=2030-01-01")

    assert answer.status_code == 302
    assert answer["Location"] == "/events/whole/dossier.json?as_of=2030-01-01"


def test_a_withheld_event_has_none(client):
    event = published(an_event("A danger", slug="the-event"))
    actions.suppress(event, grounds=Grounds.LAW, reason="A court", by=an_editor(), at=NOW)

    answer = client.get("/events/the-event/dossier.json")

    assert answer.status_code == 404
    assert "withheld" in answer.content.decode()


@pytest.mark.parametrize("query", ["as_of=nonsense", "as_of=999999", "as_of=1999-01-01"])
def test_a_moment_that_is_not_there_is_answered_in_words(client, query):
    published(a_claim(event=an_event(slug="the-event")))

    assert client.get(f"/events/the-event/dossier.json?{query}").status_code in (400, 404)


def test_it_states_its_licence_and_may_be_fetched_by_anybody(client):
    published(a_claim(event=an_event(slug="the-event")), at=NOW - timedelta(days=1))

    answer = client.get("/events/the-event/dossier.json")
    again = client.get("/events/the-event/dossier.json", headers={"If-None-Match": answer["ETag"]})

    assert 'rel="license"' in answer["Link"]
    assert answer["Access-Control-Allow-Origin"] == "*"
    assert again.status_code == 304
