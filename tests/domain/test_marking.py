"""Answers are marked where they stand, and the text around them is never changed."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from claims.domain.highlight import marked, snippet
from claims.domain.search import terms

TEXT = "At least 1,200 soldiers (and a 14-year-old) were killed in Musa Khel, the army’s Umar said."


def shown(pieces):
    return "".join(f"[{p.text}]" if p.marked else p.text for p in pieces)


@pytest.mark.parametrize(
    ("question", "part"),
    [
        ("kill", "were [killed] in"),
        ("14", "a [14]-year-old"),
        ("1200", "least [1,200] soldiers"),
        ("musakhail", "in [Musa] [Khel], the"),
        ("soldiers killed", "[soldiers] (and a 14-year-old) were [killed]"),
    ],
)
def test_the_word_that_answers_is_marked_whole(question, part):
    assert part in shown(marked(TEXT, terms(question)).pieces)


def test_urdu_is_marked_in_whatever_letters_it_is_asked_for():
    text = "موسیٰ خیل میں ۲۳ افراد"

    assert shown(marked(text, terms("Musakhel 23")).pieces) == "[موسیٰ] [خیل] میں [۲۳] افراد"
    assert shown(marked("چودہ اہلکار", terms("اهلكار")).pieces) == "چودہ [اہلکار]"


def test_what_is_not_answered_is_told():
    assert [t.word for t in marked(TEXT, terms("killed drowned")).left] == ["drowned"]


def test_a_snippet_stands_around_the_first_answer():
    text = " ".join(f"before{n}" for n in range(30)) + " the bridge " + "after " * 200

    found = shown(snippet(text, terms("bridge")))

    assert found.startswith("… before23")
    assert "the [bridge] after" in found
    assert found.endswith(" …")
    assert len(found) < 400
    assert snippet(text, terms("river")) == ()


@example("0:0'0", "0")
@given(st.text(), st.text(max_size=40))
def test_marking_changes_no_letter(text, question):
    assert "".join(p.text for p in marked(text, terms(question)).pieces) == text
