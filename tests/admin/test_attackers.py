"""Count attackers apart in an event, or no longer, with a preview of what it does to figures."""

import pytest

from claims import actions
from claims.domain.errors import RuleBroken
from claims.models.desk.figure import Figure
from tests.admin.decision import Page
from tests.admin.desk import at_the_desk
from tests.builders import NOW, a_claim, a_figure, a_position, an_event, published

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client):
    return at_the_desk(client)


@pytest.fixture
def fire():
    """A fire that was given attackers, with a published count and a position of ours."""
    event = published(an_event("A fire"))
    figure = a_figure(a_claim(event=event), value=71, category="everyone-else")
    published(figure.claim)
    position = a_position(event, low=71, high=71)
    position.uses.add(figure)
    published(position)
    return event


def slugs(event):
    return set(event.categories.values_list("slug", flat=True))


def test_the_preview_says_what_becomes_of_figures_and_nothing_is_done_yet(desk, fire):
    open_ = Page(desk, "event", "attackers", fire.pk).press("preview")

    assert "Claim:" in open_.words
    assert "Position:" in open_.words
    assert "attackers" in slugs(fire)


def test_the_page_says_first_what_holds_now(desk, fire):
    page = Page(desk, "event", "attackers", fire.pk)
    assert "Now attackers are counted apart from everybody else" in page.words

    page.decide()

    again = Page(desk, "event", "attackers", fire.pk)
    assert "Now nobody is counted as an attacker" in again.words


def test_without_attackers_everybody_else_is_everybody(desk, fire):
    Page(desk, "event", "attackers", fire.pk).decide()

    figure = Figure.objects.get()
    assert not {"attackers", "everyone-else"} & slugs(fire)
    assert figure.category.slug == "all"
    assert figure.used_in.get().category.slug == "all"
    fire.refresh_from_db()
    figure.claim.refresh_from_db()
    assert (fire.changed, figure.claim.changed) == (True, True)
    assert fire.categories.get(slug="civilians").parent.slug == "all"


def test_and_back_again(fire):
    actions.count_attackers(fire, attackers=False, by=None, at=NOW)
    actions.count_attackers(fire, attackers=True, by=None, at=NOW)

    assert {"attackers", "everyone-else"} <= slugs(fire)
    assert fire.categories.get(slug="civilians").parent.slug == "everyone-else"
    assert Figure.objects.get().category.slug == "all"


def test_who_is_counted_as_an_attacker_stops_it(fire):
    a_figure(a_claim(event=fire), category="attackers", key="attackers-2")

    with pytest.raises(RuleBroken, match="Figure attackers-2 counts attackers"):
        actions.count_attackers(fire, attackers=False, by=None, at=NOW)

    assert "attackers" in slugs(fire)
