"""Who has what open: said softly, to others alone, and for a while."""

from datetime import timedelta

import pytest

from claims.admin.presence import OPEN_FOR
from claims.models.desk.presence import Presence
from tests.admin.decision import words
from tests.admin.desk import at_the_desk, page, who
from tests.builders import a_claim, a_source

pytestmark = pytest.mark.django_db


@pytest.fixture
def omar():
    return at_the_desk("omar", first_name="Omar")


@pytest.fixture
def mahin():
    return at_the_desk("mahin")


def asks(kind="claim", key=1):
    return f"/admin/presence/{kind}/{key}/"


@pytest.mark.parametrize("name", ["change", "status", "publish"])
def test_another_editor_sees_who_has_it_open(omar, mahin, name):
    claim = a_claim()
    omar.get(page("claim", "change", claim.pk))

    assert "Omar has this open since" in words(mahin.get(page("claim", name, claim.pk)))


def test_nobody_is_told_of_themselves_or_of_another_thing(omar, mahin):
    claim = a_claim()
    omar.get(page("claim", "change", claim.pk))

    assert "has this open" not in words(omar.get(page("claim", "change", claim.pk)))
    assert "has this open" not in words(mahin.get(page("claim", "change", a_claim().pk)))
    assert "has this open" not in words(mahin.get(page("source", "change", a_source().pk)))


def test_it_is_forgotten_after_some_minutes(omar, mahin):
    claim = a_claim()
    omar.get(page("claim", "change", claim.pk))
    row = Presence.objects.get()
    row.seen_at -= OPEN_FOR + timedelta(seconds=1)
    row.save()

    assert "has this open" not in words(mahin.get(page("claim", "change", claim.pk)))
    assert not Presence.objects.filter(who=who(omar)).exists()


def test_a_page_that_stays_open_asks_and_says_when_it_is_closed(omar, mahin):
    claim = a_claim()
    omar.get(page("claim", "change", claim.pk))

    (sentence,) = mahin.post(asks(key=claim.pk)).json()["others"]
    assert sentence.startswith("Omar has this open since")
    omar.post(asks(key=claim.pk) + "?left=1")
    assert mahin.post(asks(key=claim.pk)).json() == {"others": []}


def test_only_who_may_change_a_thing_asks_who_has_it_open(mahin, client):
    claim, user = a_claim(), who(mahin)
    user.is_superuser = False
    user.save()

    assert mahin.post(asks(key=claim.pk)).status_code in (403, 404)
    assert client.post(asks(key=claim.pk)).status_code == 302
    assert not Presence.objects.exists()


@pytest.mark.parametrize("address", [asks(key=9**30), asks(key=424242), asks("nonsense", 1)])
def test_what_is_not_here_is_open_to_nobody(mahin, address):
    assert mahin.post(address).status_code == 404
    assert mahin.get(address).status_code == 405
