"""A position that a dossier brings must be one that could be stated at the desk."""

import pytest

from claims.models.desk.position import Position
from tests.dossier.small import complaints, small, take

pytestmark = pytest.mark.django_db


def changed(**position):
    found = small()
    for key, value in position.items():
        if value is ...:
            found["positions"][0].pop(key, None)
        else:
            found["positions"][0][key] = value
    return found


@pytest.mark.parametrize(
    ("position", "told"),
    [
        ({"rationale": ...}, "positions[0]: Give the rationale: readers see it."),
        (
            {"override_reason": ..., "readings": ...},
            "positions[0].override_reason: The figures it uses allow between",
        ),
        (
            {"override_reason": ..., "readings": ..., "low": 90, "best": 100, "high": 110},
            "positions[0].override_reason: The figures it uses allow between 5 and 9: say why",
        ),
        ({"uses": ...}, "positions[0]: Say which figures it uses"),
        ({"low": ..., "best": ...}, "positions[0]: Give a number, or say that it is not"),
        ({"uses": ["army-5", "river-3"]}, "positions[0].uses: “river-3” counts people missing"),
        ({"category": "civilians"}, "positions[0].uses: “army-5” counts Police in"),
    ],
)
def test_what_the_desk_would_refuse_of_a_position_is_refused_where_it_stands(position, told):
    found = complaints(changed(**position))

    assert [sentence for sentence in found if sentence.startswith(told)], found


@pytest.mark.parametrize(
    "position",
    [
        {"override_reason": ..., "readings": ..., "high": 9},
        # Read as the blast alone, it leaves open how many died in all.
        {"override_reason": ..., "low": 90, "best": 100, "high": 110},
        {"override_reason": ..., "low": 6, "best": ..., "high": 8},
        {},
        {"established": False, "low": ..., "best": ..., "override_reason": ..., "uses": ...},
    ],
)
def test_what_its_figures_allow_and_what_gives_its_reason_is_taken(position):
    take(changed(**position))

    assert Position.objects.filter(measure="killed").exists()


def test_a_sum_of_measures_may_use_its_parts():
    found = changed(measure="casualties", override_reason="Both counts.")

    assert complaints(found) == []
