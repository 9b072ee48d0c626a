import hashlib
import json
import unicodedata
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.domain import canonical

texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00")).map(
    lambda text: unicodedata.normalize("NFC", text)
)
values = st.recursive(
    st.none() | st.booleans() | st.integers() | texts,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(texts, inner, max_size=4),
    max_leaves=12,
)


@given(values)
def test_what_is_written_reads_back_equal(value):
    assert canonical.loads(canonical.dumps(value)) == value


@given(st.dictionaries(texts, values, max_size=6), st.randoms())
def test_the_order_of_keys_makes_no_difference(mapping, random):
    pairs = list(mapping.items())
    random.shuffle(pairs)

    assert canonical.dumps(dict(pairs)) == canonical.dumps(mapping)


def test_the_text_is_exactly_this():
    value = {"b": [1, True, None], "a": 'بلوچ "x"\n\x01/\x7f', "𐀀": 1, "\uff00": 2, "aa": ()}

    assert canonical.dumps(value) == (
        '{"a":"بلوچ \\"x\\"\\n\\u0001/\x7f","aa":[],"b":[1,true,null],"\uff00":2,"𐀀":1}'
    )


@pytest.mark.parametrize(
    ("value", "sentence"),
    [
        ({"a": [1, 2.0]}, r"\$\.a\[1\] is a float"),
        ({"a": float("nan")}, "float"),
        ({"a": "x\x00"}, r"\$\.a contains the character NUL"),
        ({"a": "\ud800"}, "surrogate"),
        ({"a": "e\u0301"}, "normal form C"),
        ({"e\u0301": 1}, r"a key of \$ is not"),
        ({1: "a"}, "key that is not text"),
        ({"a": {1, 2}}, "set"),
        ({"a": datetime(2024, 8, 26, tzinfo=UTC)}, "datetime"),
        ({"a": b"x"}, "bytes"),
    ],
)
def test_what_could_be_written_in_two_ways_is_refused_with_its_place(value, sentence):
    with pytest.raises(ValueError, match=sentence):
        canonical.dumps(value)


@pytest.mark.parametrize("text", ["1.0", "NaN", '{"a":1,"a":2}', "[" * 100_000, "{", "1e5"])
def test_json_that_we_never_write_is_not_read(text):
    with pytest.raises(ValueError):  # noqa: PT011 - the JSON reader's own words for some
        canonical.loads(text)


def test_what_is_nested_without_end_is_refused():
    value = []
    value.append(value)

    with pytest.raises(ValueError, match="too deeply"):
        canonical.dumps(value)


def test_a_leaf_is_hashed_as_a_leaf_of_a_transparency_log():
    leaf = {"seq": 1, "body": "ہ"}

    expected = hashlib.sha256(b"\x00" + '{"body":"ہ","seq":1}'.encode()).hexdigest()
    assert canonical.leaf_digest(leaf) == expected
    assert canonical.leaf_digest({}) != hashlib.sha256(b"{}").hexdigest()


def test_equal_moments_are_equal_text():
    in_karachi = datetime(2024, 8, 26, 18, 10, tzinfo=timezone(timedelta(hours=5)))

    assert canonical.moment_text(in_karachi) == "2024-08-26T13:10:00.000000Z"
    assert canonical.moment_text(in_karachi.astimezone(UTC)) == "2024-08-26T13:10:00.000000Z"


def test_a_moment_without_offset_is_refused():
    with pytest.raises(ValueError, match="offset"):
        canonical.moment_text(datetime(2024, 8, 26))  # noqa: DTZ001 - that is the point


def test_dumps_is_json():
    assert json.loads(canonical.dumps({"a": ["ہ"]})) == {"a": ["ہ"]}
