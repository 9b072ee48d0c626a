"""How things stood at a time: carried over from imports or recorded here."""

from datetime import UTC, datetime

import pytest

from claims import actions
from claims.models.record.entry import head_seq
from claims.models.record.moment import AsOf
from claims.models.record.row import Row
from claims.models.record.rows import (
    ROWS,
    PublishedClaim,
    PublishedSource,
)
from tests.record.dossiers import HOUR, INSTANT, Imports, U, V, on, stood
from tests.record.newsroom import told

pytestmark = pytest.mark.django_db


@pytest.fixture
def imports():
    found = Imports()
    claims = list(found.history)
    found.decide(claims[0], V)
    found.decide(claims[-1], U)
    found.decide(claims[0], U)
    return found


def test_every_moment_tells_how_each_claim_stood(imports):
    assert len(imports.moments()) > 30
    for moment in imports.moments():
        assert stood(moment) == imports.at(moment), moment


def test_nothing_stood_before_the_oldest_step(imports):
    assert stood(on(1, 9)[0] - INSTANT) == {}


def test_a_day_stands_from_its_end_where_it_happened(imports):
    (claim,) = [c for c, steps in imports.history.items() if len(steps) == 2 and steps[0][1] == U]
    last_instant = datetime(2024, 8, 27, 19, tzinfo=UTC) - INSTANT

    assert claim.uid not in stood(last_instant - INSTANT)
    assert claim.uid in stood(last_instant)


def test_once_settled_the_time_and_the_entry_tell_the_same(imports):
    for model in [row for row in ROWS if issubclass(row, Row)]:
        by_time = model.objects.as_of(AsOf(time=imports.clock))
        by_entry = model.objects.as_of(AsOf(entry=head_seq()))
        current = model.objects.current()
        assert set(by_time) == set(by_entry) == set(current)


def test_before_the_imports_were_written_nothing_was_shown(imports):
    assert told(0) == {}


def test_a_claimant_of_a_later_day_has_a_name_on_an_earlier_one(imports):
    earliest = AsOf(time=on(1, 9)[0])
    rows = list(PublishedClaim.objects.as_of(earliest))
    claimants = {row.claimant for row in rows}

    assert rows
    assert not PublishedSource.objects.as_of(earliest).filter(uid__in=claimants).exists()
    names = PublishedSource.objects.named(claimants, earliest)
    assert {uid: row.name for uid, row in names.items()} == {
        s.uid: s.name for s in imports.claimants if s.uid in claimants
    }


def test_a_name_is_the_one_valid_then_and_else_the_first(imports):
    source = imports.claimants[0]
    source.refresh_from_db()
    first = source.name
    source.name = "Renamed since"
    source.save()
    actions.publish([source], note="It has a new name.", by=None, at=imports.clock + HOUR)

    def name(moment):
        return PublishedSource.objects.named([source.uid], AsOf(time=moment))[source.uid].name

    assert name(imports.clock + HOUR) == "Renamed since"
    assert name(imports.clock) == first
    assert name(on(1)[0]) == first
