"""What is built before the head is held is used only if nobody wrote anything meanwhile."""

from __future__ import annotations

from importlib import import_module

import pytest
from django.db import connection

from claims import actions
from claims.domain.errors import RuleBroken
from claims.models.desk.event import Event
from claims.publishing import log
from claims.publishing.built_before_lock import TRIES, built_before
from claims.publishing.registry import published_state
from tests.builders import NOW, a_claim, a_stance, an_event, published

pytestmark = pytest.mark.django_db(transaction=True)


class Building:
    """Counts how often it builds, and whether under the lock; disturbed so many times."""

    def __init__(self, disturbed):
        self.event, self.disturbed, self.under_lock = an_event("A raid"), disturbed, []

    def __call__(self):
        self.under_lock.append(connection.in_atomic_block)
        title = Event.objects.get(pk=self.event.pk).title
        if self.disturbed >= len(self.under_lock):
            row = Event.objects.get(pk=self.event.pk)
            row.title = f"{title} again"
            row.save()
        return title


@pytest.mark.parametrize(
    ("disturbed", "under_lock"),
    [
        (0, [False]),
        (1, [False, False]),
        (TRIES, [False] * TRIES + [True]),
    ],
)
def test_it_is_built_anew_until_nothing_moved_and_at_last_under_the_lock(disturbed, under_lock):
    building = Building(disturbed)

    with built_before(building, log.writing) as built:
        assert connection.in_atomic_block
        assert built == Event.objects.get(pk=building.event.pk).title

    assert building.under_lock == under_lock


def test_what_half_of_a_change_refused_is_asked_again():
    event, asked = an_event("A raid"), []

    def build():
        asked.append(1)
        if len(asked) == 1:
            event.save()
            raise RuleBroken("Half of it was there.")
        return "whole"

    with built_before(build, log.writing) as built:
        assert built == "whole"


def test_what_is_refused_while_nothing_moves_is_refused_once():
    asked = []

    def build():
        asked.append(1)
        raise RuleBroken("No.")

    with pytest.raises(RuleBroken), built_before(build, log.writing):
        pass

    assert asked == [1]


def test_a_claim_changed_while_it_was_built_is_published_as_it_stands(monkeypatch):
    """What it names moves while it is read: its entry holds what stands under the lock."""
    claim = published(a_claim("Men left."))
    claim.short = "They left"
    claim.changed = True
    claim.save()
    build = actions.build

    def meanwhile(subjects):
        built = build(subjects)
        if not connection.in_atomic_block and not claim.stances.exists():
            a_stance(claim)
        return built

    monkeypatch.setattr(import_module("claims.actions.publish"), "build", meanwhile)
    actions.publish([claim], note="We added a stance.", by=None, at=NOW)

    assert len(published_state(claim).stances) == 1
