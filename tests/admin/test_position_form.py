"""A position typed in its own form is held to what the workbench holds it to."""

import pytest

from claims.models.desk.position import Position
from tests.admin.desk import at_the_desk, errors, opened, page, save
from tests.builders import a_claim, a_figure, a_position

pytestmark = pytest.mark.django_db


@pytest.fixture
def stated():
    claim = a_claim()
    figure = a_figure(claim, 5)
    position = a_position(claim.event, category="all", low=5, high=5)
    position.uses.add(figure)
    return position


def saved(position, **typed):
    desk, address = at_the_desk(), page("position", "change", position.pk)
    return save(desk, address, {**opened(desk, address), **typed})


def test_numbers_beyond_the_figures_need_a_reason(stated):
    refused = saved(stated, low="90", high="110")

    (told,) = errors(refused)
    assert "say why the position goes beyond that" in told
    assert 'id="id_override_reason_error"' in refused.content.decode()
    assert Position.objects.get().low == 5
    assert saved(stated, low="90", high="110", override_reason="Many more came.").status_code == 302


def test_a_figure_that_counts_something_else_is_named(stated):
    other = a_figure(a_claim(event=stated.event), 3, measure="missing")

    refused = saved(stated, uses=[other.pk])

    assert any(f"“{other.key}” counts people missing" in told for told in errors(refused))


def test_what_the_figures_allow_is_saved(stated):
    assert saved(stated, rationale="Counted twice.").status_code == 302
