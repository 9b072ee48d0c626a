"""What is no dossier is refused in a sentence at its place, never with a traceback."""

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from claims import dossier
from claims.dossier import errors
from tests.dossier.small import changed, complaints, small, take

TEXT = json.dumps(small())


def refusal(raw):
    with pytest.raises(dossier.Refused) as caught:
        dossier.read(raw)
    return caught.value.messages


@pytest.mark.parametrize(
    ("raw", "told"),
    [
        (b"", "The file is empty."),
        (b" \n", "The file is empty."),
        (b"\xef\xbb\xbf{}", "byte order mark"),
        (TEXT.encode("utf-16"), "not UTF-8"),
        ("“".encode("cp1252"), "not UTF-8: byte 1"),
        (TEXT[:300].encode(), "may have been cut off"),
        (b"{'format': 1}", "not JSON"),
        (b'{"format": NaN}', "NaN, which is no number"),
        (b'{"format": -Infinity}', "-Infinity, which is no number"),
        (b'{"format": 1' + b"0" * 5000 + b"}", "5,001 digits"),
        (b'{"format": 1.' + b"0" * 5000 + b"}", "fewer digits"),
        (b"[" * 100_000, "nested too deeply"),
        (b"[" * 60 + b"]" * 60, "nested too deeply"),
        (b"[]", "write an object in braces, not a list"),
        (b'"dossier"', "write an object in braces"),
        (b"null", "write an object in braces"),
    ],
    ids=lambda value: None if isinstance(value, bytes) else value,
)
def test_a_file_that_is_no_dossier_is_told_why(raw, told):
    assert told in " ".join(refusal(raw))


def test_a_file_too_large_is_not_even_looked_at():
    assert refusal(b" " * (dossier.LARGEST + 1)) == [
        "The file is larger than 100 MB: divide it by event."
    ]


def test_a_key_that_stands_twice_is_shown_where():
    raw = TEXT.replace('"value": 8', '"value": 8, "value": 9').encode()

    assert refusal(raw) == [
        (
            "claims[0].figures[1]: the key “value” stands here twice: keep one of them."
            " (claim “army-5-killed”, figure “army-all”)"
        )
    ]


@pytest.mark.parametrize(
    ("place", "value", "told"),
    [
        (("claims", 0, "figures", 0, "low"), "five", "write a whole number, not “five”."),
        (("claims", 0, "figures", 0, "low"), 5.5, "write a whole number, not 5.5."),
        (("claims", 0, "figures", 0, "value"), True, "write a whole number, not true."),
        (("claims", 0, "figures", 0, "value"), -1, "write a number from 0 to"),
        (("claims", 0, "figures", 0, "value"), 2**63, "write a number from 0 to"),
        (("claims", 0, "slug"), "Kalat!", "use small letters a to z, digits and hyphens only"),
        (("claims", 0, "said_at"), "26 August", "write a date (2024-08-26, 2024-08, 2024)"),
        (("claims", 0, "statement"), " ", "write something here"),
        (("claims", 0, "short"), "x" * 80, "this has 80 characters; at most 74 are taken."),
        (("claims", 0, "citations"), "none", "write a list in brackets, not “none”."),
        (("sources", 0, "kind"), "army", "“army” is none of armed_group, military"),
        (("reports", 0, "url"), "javascript:alert(1)", "begins with http:// or https://"),
        (("format",), "counterclaim-dossier/2", "write “counterclaim-dossier/1”"),
        (("event", "latitude"), "north", "decimal degrees"),
    ],
)
def test_what_the_schema_refuses_is_told_at_its_place(place, value, told):
    (sentence,) = refusal(json.dumps(changed(place, value)).encode())

    assert sentence.startswith(errors.spelt(place) + ": ")
    assert told in sentence


def test_what_is_missing_or_too_much_is_named():
    found = changed(("claims", 0, "statement"), ...)
    found["claims"][1]["colour"] = "red"

    assert refusal(json.dumps(found).encode()) == [
        "claims[0]: “statement” is missing: add it. (claim “army-5-killed”)",
        (
            "claims[1]: there is nothing called “colour” here:"
            " take it out, or see whether it is misspelt. (claim “rebels-40-killed”)"
        ),
    ]


def test_everything_wrong_is_listed_but_no_more_than_fifty():
    found = small()
    found["sources"] = [{"slug": f"s{n}", "name": "", "kind": "army"} for n in range(60)]

    messages = refusal(json.dumps(found).encode())

    assert len(messages) == 51
    assert messages[-1] == "… and 70 more. Put these right first."


@pytest.mark.django_db
@pytest.mark.parametrize("bad", ["\x00", "\ud800", "\x1b[31m", "\u0007"])
def test_characters_that_cannot_be_kept_are_refused_in_any_text(bad):
    (sentence,) = complaints(changed(("claims", 0, "statement"), f"Five{bad} died."))

    assert sentence.startswith("claims[0].statement: The text contains a character")


@pytest.mark.django_db
def test_text_is_kept_in_one_form():
    take(changed(("claims", 0, "statement"), "  Cafe\u0301 burnt.\r\n"))

    assert '"Café burnt."' in dossier.export("kalat").decode()


# Whatever somebody sends ----------------------------------------------------------------------

anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3)
    ),
    max_leaves=10,
)


def places(value, place=()):
    """Every place in a JSON value but the whole."""
    if isinstance(value, dict | list):
        for step, item in value.items() if isinstance(value, dict) else enumerate(value):
            yield (*place, step)
            yield from places(item, (*place, step))


HOSTILE = settings(
    max_examples=30,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@HOSTILE
@given(raw=st.binary(max_size=60))
def test_no_bytes_are_answered_with_a_traceback(raw):
    refusal(raw)


@pytest.mark.django_db
@HOSTILE
@given(place=st.sampled_from(sorted(places(small()), key=str)), value=anything)
def test_no_value_anywhere_is_answered_with_a_traceback(place, value):
    for sentence in complaints(changed(place, value)):
        assert sentence
        assert sentence.isprintable()


@pytest.mark.django_db
@HOSTILE
@given(place=st.sampled_from(sorted(places(small()), key=str)))
def test_nothing_left_out_is_answered_with_a_traceback(place):
    complaints(changed(place, ...))


@pytest.mark.django_db
@HOSTILE
@given(one=st.sampled_from(sorted(places(small()), key=str)), two=st.data())
def test_nothing_put_elsewhere_is_answered_with_a_traceback(one, two):
    other = two.draw(st.sampled_from(sorted(places(small()), key=str)))
    value = small()
    for step in other:
        value = value[step]
    complaints(changed(one, value))
