"""Whatever the owner of the database does to the record shows, given one checkpoint elsewhere."""

import random

import pytest

from benchmarks import tamper
from claims.proof import checkpoint_check, note
from claims.proof.note import NotGenuine
from claims.publishing import verify
from tests.builders import a_claim, published

KEY = note.PrivateKey.new("testserver/record")


@pytest.fixture
def record(claim):
    """With enough of each kind to attack; sound, and as it was signed."""
    for n in range(3):
        published(a_claim(f"{n} people were seen."))
    assert list(verify.problems()) == []
    assert list(checkpoint_check.differences(tamper._signed(KEY), KEY.public)) == []


def test_every_attack_is_found(record):
    for name in (*tamper.ATTACKS, tamper.OLD_BACKUP):
        for seed in range(3):
            assert tamper.tried(name, random.Random(seed), KEY), (name, seed)

    assert list(verify.problems()) == []


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("the end cut off", "its end was cut off, or an older copy was put in its place"),
        (tamper.OLD_BACKUP, "its end was cut off, or an older copy was put in its place"),
        ("falsified and recomputed", "the record was rewritten"),
        ("all dated back", "the record was rewritten"),
        ("a decision forged", "was altered"),
    ],
)
def test_what_is_found_is_said(record, name, told):
    assert told in tamper.tried(name, random.Random(1), KEY)


def test_what_is_no_checkpoint_of_ours_is_not_held_against_anything(record):
    other = note.PrivateKey.new("testserver/record")

    with pytest.raises(NotGenuine, match="not signed by testserver/record with this key"):
        list(checkpoint_check.differences(tamper._signed(other), KEY.public))
