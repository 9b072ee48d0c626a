"""Field by field: what readers see and will see, in words an editor can tell apart."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from claims.admin.decisions.difference import TOLD_APART_BY, difference
from claims.admin.decisions.spelling import Spelling
from claims.publishing.registry import state
from claims.states.base import fields_of
from claims.states.encoding import part_of
from claims.states.subject import RetractedState
from tests.builders import a_claim
from tests.states.kinds import kinds

pytestmark = pytest.mark.django_db


def test_every_part_of_a_list_has_a_name_to_tell_it_apart_by():
    lists = {
        part_of(kind, name)
        for kind in kinds()
        for name in fields_of(kind)
        if "tuple" in str(kind.__annotations__.get(name, "")) and part_of(kind, name)
    }

    # Within a figure and a value we held such parts are told on one line; what is withheld is not.
    inside = {"FigureName", "TermState", "ReadingState", "TouchedState", "CountState"}
    assert {one.__name__ for one in lists} - inside <= {k.__name__ for k in TOLD_APART_BY}


def test_when_something_was_retracted_is_told_as_readers_read_it():
    before = state(a_claim())
    at = datetime(2024, 8, 27, 13, 5, tzinfo=UTC)
    after = replace(before, retracted=RetractedState(reason="A hoax.", at=at))

    (row,) = difference(before, after, Spelling("Asia/Karachi"))

    assert row.after == ("Reason: A hoax., At: 27 August 2024, 18:05 (UTC+5)",)
