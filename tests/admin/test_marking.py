"""A changed text shows which words are new and which are gone."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claims.admin.decisions.difference import marked


def words_marked(line):
    return [piece.text.strip() for piece in line if piece.moved]


def test_only_the_words_that_changed_are_marked():
    (was,), (now,) = marked(
        ("At least ten soldiers were killed at Kalat.",),
        ("At least fourteen soldiers were killed near Kalat.",),
    )

    assert words_marked(was) == ["ten", "at"]
    assert words_marked(now) == ["fourteen", "near"]


def test_texts_that_share_little_are_marked_whole():
    (was,), (now,) = marked(("Ten died at Kalat.",), ("Somebody else spoke of Bela.",))

    assert words_marked(was) == ["Ten died at Kalat."]
    assert words_marked(now) == ["Somebody else spoke of Bela."]


@pytest.mark.parametrize(("before", "after"), [((), ("new",)), (("gone",), ())])
def test_what_came_or_went_is_marked_whole(before, after):
    was, now = marked(before, after)

    assert [words_marked(line) for line in (*was, *now)] == [[*before, *after]]


@settings(deadline=None)
@given(st.text(max_size=80), st.text(max_size=80))
def test_no_letter_is_lost(before, after):
    was, now = marked((before,), (after,))

    assert "".join(p.text for line in was for p in line) == before
    assert "".join(p.text for line in now for p in line) == after
