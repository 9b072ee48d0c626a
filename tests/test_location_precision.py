"""How exactly a place is known: said once by an editor, read on every face."""

import csv
import io
import json
from datetime import timedelta

import pytest

from claims import actions
from claims.publishing import registry
from tests.builders import NOW, a_claim, a_figure, an_event, published, raw
from tests.dossier.small import changed, exported

pytestmark = pytest.mark.django_db


def a_raid(**more):
    event = an_event("The raid", slug="raid", place="Musakhel, Balochistan", **more)
    claim = a_claim("Two were killed.", slug="two", event=event)
    a_figure(claim, 2)
    published(claim)
    event.refresh_from_db()
    return event


def text(client, address):
    response = client.get(address)
    streamed = getattr(response, "streaming_content", None)
    return (b"".join(streamed) if streamed else response.content).decode("utf-8-sig")


def test_readers_find_on_every_face_what_an_editor_said(client):
    a_raid(location_precision="district")

    assert "Musakhel, Balochistan (only the district is known)" in text(client, "/events/raid/")
    assert client.get("/api/v1/events/raid/").json()["location_precision"] == "district"
    dossier = json.loads(text(client, "/events/raid/dossier.json"))
    assert dossier["event"]["location_precision"] == "district"
    for name in ("claims", "figures"):
        (row,) = csv.DictReader(io.StringIO(text(client, f"/export/{name}.csv")))
        assert row["event_location_precision"] == "district"


def test_where_nobody_said_nothing_is_said(client):
    event = a_raid()

    page = text(client, "/events/raid/")
    assert "Musakhel, Balochistan" in page
    assert "Musakhel, Balochistan (" not in page
    assert client.get("/api/v1/events/raid/").json()["location_precision"] is None
    assert not registry.differs(event)


def test_what_is_taken_back_is_named_as_changed(client):
    event = a_raid(location_precision="district")
    event.location_precision = ""
    event.save(by=None, at=NOW)

    (entry,) = actions.publish(
        [event], note="Not even the district is sure.", by=None, at=NOW + timedelta(hours=1)
    )

    assert raw(entry.words)["change"]["fields"] == ["location_precision"]
    assert client.get("/api/v1/events/raid/").json()["location_precision"] is None


def test_a_dossier_brings_it_in_and_gives_it_back():
    dossier = changed(("event", "location_precision"), "approximate")

    assert json.loads(exported(dossier))["event"]["location_precision"] == "approximate"
