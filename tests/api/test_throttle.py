"""Whoever asks too often is told how long to wait; nobody else is held up."""

import logging

import pytest

from tests.builders import a_claim, published
from tests.pages.test_cache import NOBODY

pytestmark = pytest.mark.django_db


@pytest.fixture
def claim():
    return published(a_claim(slug="one"))


def test_who_asks_too_often_is_told_how_long_to_wait(client, settings):
    settings.API_RATE = "2/minute"
    for _ in range(2):
        assert client.get("/api/v1/").status_code == 200

    answer = client.get("/api/v1/")

    assert answer.status_code == 429
    assert 1 <= int(answer["Retry-After"]) <= 60
    assert f"Wait {answer['Retry-After']} s" in answer.json()["detail"]


def test_one_address_does_not_hold_up_another(client, settings):
    settings.API_RATE = "1/minute"
    assert client.get("/api/v1/").status_code == 200
    assert client.get("/api/v1/").status_code == 429

    assert client.get("/api/v1/", REMOTE_ADDR="203.0.113.7").status_code == 200


def test_a_whole_network_of_the_new_kind_counts_as_one(client, settings):
    settings.API_RATE = "1/minute"
    assert client.get("/api/v1/", REMOTE_ADDR="2001:db8:1:2::1").status_code == 200

    assert client.get("/api/v1/", REMOTE_ADDR="2001:db8:1:2:ffff::9").status_code == 429
    assert client.get("/api/v1/", REMOTE_ADDR="2001:db8:1:3::1").status_code == 200


def test_nobody_is_held_up_while_the_cache_is_down(client, claim, settings, caplog):
    settings.CACHES = {**settings.CACHES, "counts": NOBODY}

    with caplog.at_level(logging.WARNING):
        assert client.get("/api/v1/claims/").status_code == 200

    assert "nobody is held up" in caplog.text
