"""A day is found under its own name on every face, whatever zone another event keeps."""

import csv
import io
import json
import re

import pytest
from django.test import Client

from tests.api.asker import everything
from tests.balochistan import FIXTURE
from tests.cases import HERE
from tests.dossier.small import take

pytestmark = pytest.mark.django_db
CASE = "06-date-filter-in-another-zone"
PAGE, API, EXPORT = json.loads((HERE / f"{CASE}.expect.json").read_text())["ask"]


def on_page():
    return Client().get(PAGE).context["total"]


def in_api():
    path, _, query = API.removeprefix("/api/v1/").partition("?")
    return [row["slug"] for row in everything(path, **dict(p.split("=") for p in query.split("&")))]


def in_export():
    text = b"".join(Client().get(EXPORT)).decode("utf-8-sig")
    rows = csv.DictReader(io.StringIO(text))
    # A copy holds what nobody said as well; it counts among no claims.
    return {row["claim"]: row["said_at"] for row in rows if row["lifecycle"] != "misattributed"}


def test_a_second_event_in_another_zone_moves_no_claim_to_another_day():
    take(FIXTURE.read_bytes())
    before = on_page(), in_api(), in_export()

    take((HERE / f"{CASE}.json").read_bytes())

    assert (on_page(), in_api(), in_export()) == before
    count, of_kalat, exported = before
    assert len(of_kalat) == 3
    assert count == len(exported) > 30
    assert {said[:10] for said in exported.values()} == {"2024-08-26"}


@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "Pacific/Pago_Pago"])
def test_a_list_prints_the_day_that_the_page_of_a_claim_prints(zone):
    """Fourteen hours ahead and eleven behind are no day of both in the zone of a list."""
    take(FIXTURE.read_bytes())
    shape = json.loads((HERE / f"{CASE}.json").read_text())
    shape["event"]["time_zone"] = zone
    take(json.dumps(shape).encode())

    for address in ("/claims/utc-a/", "/claims/?event=utc", "/claims/?q=Statement", "/events/"):
        text = Client().get(address).content.decode()
        assert "15 March 2019" in text, address
        assert not re.search("1[46] March 2019", text), address
