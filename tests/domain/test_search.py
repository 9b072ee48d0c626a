"""What of a text is searched and what a question asks for."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.domain import search


def asked(question):
    return [term.word for term in search.terms(question)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("“Bela,  BELA camp؟” (38+)", ["bela", "bela", "camp", "38"]),
        ("the army’s, soldiers' and o'clock", ["the", "army", "soldiers", "and", "oclock"]),
        ("1,200 of 1,2 and ۱۲٬۰۰۰", ["1200", "of", "1", "2", "and", "12000"]),
        ("14-year-old", ["14", "year", "old"]),
        ("می\u200cرود", ["میرود"]),
        ("हिन्दी", ["हिनदी"]),
        ("a\x00b \ud800c", ["a", "b", "c"]),
        ("… ؟ ! 😀", []),
    ],
)
def test_words_stand_alone_however_they_are_written(text, found):
    assert search.words(text) == found


def test_a_question_asks_for_each_word_once_and_for_ten_at_most():
    assert asked("“Bela,  BELA camp؟” (38+)") == ["bela", "camp", "38"]
    assert len(asked(" ".join(f"word{n}" for n in range(99)))) == 10
    assert asked("… ؟ !") == []


@pytest.mark.parametrize(
    ("word", "begins"), [("kill", True), ("at", False), ("2024", False), ("14th", True)]
)
def test_longer_words_answer_but_for_numbers_and_the_shortest(word, begins):
    (term,) = search.terms(word)

    assert term.begins == begins


def test_an_index_tells_the_statement_from_the_rest():
    tokens = search.index("Ten were killed", "Said in Quetta").split()

    assert "=killed" in tokens
    assert "killed" in tokens
    assert "quetta" in tokens
    assert "=quetta" not in tokens


def test_in_running_text_only_what_may_be_a_name_has_other_spellings():
    tokens = search.index("The police saw Khalid Mansoor").split()

    assert "^kh-l-d" in tokens
    assert not {"^p-l-s-", "_pls"} & set(tokens)


def test_a_name_written_as_two_words_is_found_as_one():
    assert "~mskhl" in search.index("", "موسیٰ خیل میں").split()
    assert "^m-s-kh-l" in search.index("In Musa Khel").split()
    assert "~bdlkrm" in search.terms("abdul karim")[0].others


def test_a_script_without_spaces_is_searched_by_pairs_of_letters():
    assert {"警察", "察は", "は"} <= set(search.index("警察は").split())
    assert asked("警察は") == ["警察", "察は"]
    assert search.terms("察")[0].begins


def test_an_index_is_never_longer_than_a_database_keeps():
    endless = search.index("x" * 5_000, " ".join(f"کلمہ{n}" for n in range(60_000)))

    assert len(endless.encode()) <= search.MOST_BYTES
    assert max(len(token) for token in endless.split()) <= search.LONGEST_TOKEN + 1


@given(st.text(), st.text())
def test_tokens_hold_nothing_that_parts_or_quotes_them(stated, other):
    for token in search.index(stated, other).split(" "):
        assert not set(token) & set("\"'\\\x00*():&|!<>")


@given(st.text(min_size=1))
def test_a_text_answers_its_own_first_word(text):
    for term in search.terms(text)[:1]:
        tokens = search.index("", text).split()
        assert any(t == term.word or (term.begins and t.startswith(term.word)) for t in tokens)


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("How many were killed in Kalat?", ["killed", "kalat"]),
        ("who is it", ["who", "is", "it"]),  # nothing else is asked for
        ("what did the WHO say", ["who"]),
        ("seventy-four dead", ["74", "dead"]),
        ("two hundred and fifty", ["250"]),
        ("three dozen, or one", ["36", "one"]),
        ("26 August 2024", ["2024-08-26"]),
        ("Aug 26th, 2024 bela", ["2024-08-26", "bela"]),
        ("on 26.8.2024", ["2024-08-26"]),
        ("2024-08-26", ["2024-08-26"]),
        ("August 2024", ["2024-08"]),
        ("26 august", ["--08-26"]),
        ("۲۶ August ۲۰۲۴", ["2024-08-26"]),
        ("31 June 2024", ["31", "2024-06"]),  # there is no such day
        ("5 \u017fept 2024", ["2024-09-05"]),  # the long s of old prints
        ("may be", ["may", "be"]),
    ],
)
def test_a_question_is_asked_for_what_it_means(question, found):
    assert asked(question) == found


@pytest.mark.parametrize(
    ("text", "answered"),
    [
        ("Seventy-one people were killed", "71"),
        ("At least 71 people were killed", "seventy one"),
        ("It began on 14 June 2017", "2017-06-14"),
        ("It began on 14 June 2017", "14 june"),
        ("It began on 14 June 2017", "June 2017"),
        ("Trucks were torched", "burned"),
        ("A rail bridge was hit", "train"),
        ("A labourer was shot", "labourers shooting"),
        ("They denied it", "deny"),
    ],
)
def test_a_text_answers_however_it_is_asked(text, answered):
    tokens = search.index(text).split()

    for term in search.terms(answered):
        assert any(
            t == token or (begins and t.startswith(token))
            for t in tokens
            for token, begins in term.answers
        ), term


def test_numbers_answer_no_other_number():
    tokens = search.index("Seventy-one of 1,200 were killed on 14 June 2017").split()

    assert not {"70", "1", "200", "2017-06-15", "2017-07"} & set(tokens)


@given(st.text())
def test_whatever_is_asked_has_terms_that_can_be_looked_for(question):
    for term in search.terms(question):
        for token, _ in term.answers:
            assert token
            assert not set(token) & set(" \"'\\\x00*():&|!<>")
