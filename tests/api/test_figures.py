"""Figures come as flat rows, one each, for whoever counts and compares."""

import pytest

from claims import actions
from claims.models.desk.party import Voice
from tests.api.asker import ask, results
from tests.api.world import LATER, a_world
from tests.builders import NOW, a_claim, a_figure, a_party, a_source, an_event, published

pytestmark = pytest.mark.django_db


def test_a_figure_is_one_flat_row():
    a_world()

    rows = results("figures/")

    assert [row["key"] for row in rows] == ["attacks/army-14", "attacks/army-23"]
    assert all(not isinstance(value, dict | list) for row in rows for value in row.values())
    second = rows[1]
    assert second["event_path"] == "attacks/checkpoint"
    assert (second["claimant"], second["side"], second["status"]) == ("army", "state", "confirmed")
    assert (second["qualifier"], second["value"], second["low"]) == ("at_least", 23, 23)
    assert (second["high"], second["high_is_open"], second["low_is_open"]) == (None, True, False)
    assert second["permalink"].endswith(f"/claims/army-14/?as_of={second['entry']}")


def test_the_permalink_of_a_figure_shows_the_claim_as_it_was_then(client):
    a_world()

    row = results("figures/")[0]

    assert "14 soldiers" in client.get(row["permalink"]).content.decode()


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"event": "checkpoint"}, ["army-23"]),
        ({"event": "attacks"}, ["army-14", "army-23"]),
        ({"category": "soldiers"}, ["army-14"]),
        ({"measure": "injured"}, []),
        ({"source": "army", "status": "confirmed"}, ["army-14", "army-23"]),
        ({"status": "refuted"}, []),
        ({"claim": "army-14"}, ["army-14", "army-23"]),
        ({"treatment": "leave_out"}, []),
    ],
)
def test_figures_are_narrowed_by_what_they_count_and_who_says_so(query, found):
    a_world()

    assert [row["key"].removeprefix("attacks/") for row in results("figures/", **query)] == found


def test_figures_of_what_was_withheld_are_gone():
    event, _ = a_world()
    claim = a_claim(event=event)
    a_figure(claim, 4711)
    published(claim)
    assert 4711 in {row["value"] for row in results("figures/")}

    actions.suppress(claim, grounds="law", reason="An order.", by=None, at=LATER)

    assert 4711 not in {row["value"] for row in results("figures/")}
    assert 4711 not in {
        row["value"] for row in results("figures/", as_of=ask("")["newest_entry"] - 1)
    }


@pytest.mark.parametrize(("day", "side"), [(1, "state"), (20, "rebels")])
def test_a_figure_stands_with_whom_its_claimant_spoke_for_on_that_day(day, side):
    event, army, rebels = an_event(), a_source("Army"), a_source("Rebels")
    a_party(event, army, name="The state", slug="state")
    a_party(event, rebels, name="The rebels", slug="rebels")
    ministry = a_source("The ministry", speaks_for=army)
    man = a_source("A man")
    Voice(source=man, whom=ministry, since="2024", until="2024-08-10").save()
    Voice(source=man, whom=rebels, since="2024-08-11").save()
    said = {"said_at": NOW.replace(month=8, day=day), "said_precision": "day"}
    claim = a_claim(event=event, claimant=man, **said)
    a_figure(claim, 14)
    published(claim)

    (row,) = results("figures/")

    assert (row["claimant_name"], row["side"]) == ("A man", side)
