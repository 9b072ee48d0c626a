"""Figures come as flat rows, one each, for whoever counts and compares."""

import pytest

from claims import actions
from tests.api.asker import ask, results
from tests.api.world import LATER, a_world
from tests.builders import a_claim, a_figure, published

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
