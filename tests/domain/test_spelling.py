"""Spellings of one name are known as one, and words that only look alike are not."""

import pytest

from claims.domain.spelling import consonants, shape
from claims.domain.text import fold


@pytest.mark.parametrize(
    "spellings",
    [
        "Musakhel Musakhail Moosakhel",
        "Muhammad Mohammed Mohammad Muhamad",
        "Hussain Hussein Husain",
        "Sharif Shareef Sherif",
        "Balochistan Baluchistan",
        "Nawaz Navaz Nawaaz",
        "Bugti Boogti Bugtee",
    ],
)
def test_romanised_spellings_have_one_shape(spellings):
    shapes = {shape(fold(word)) for word in spellings.split()}

    assert len(shapes) == 1


@pytest.mark.parametrize(
    "pair",
    [
        "Muhammad محمد",
        "Hussain حسین",
        "Sharif شریف",
        "Balochistan بلوچستان",
        "Quetta کوئٹہ",
        "Khuzdar خضدار",
        "Kalat قلات",
        "Mastung مستونگ",
        "Usman عثمان",
        "Fatima فاطمہ",
        "Ahmed احمد",
        "Peshawar پشاور",
        "Gwadar گوادر",
    ],
)
def test_both_scripts_have_the_same_consonants(pair):
    latin, arabic = (consonants(fold(word)) for word in pair.split())

    assert latin == arabic != ""


@pytest.mark.parametrize("pair", ["place police", "Muhammad Mahmood", "news Niaz", "killed Khalid"])
def test_words_that_share_consonants_alone_differ_in_one_script(pair):
    one, other = (shape(fold(word)) for word in pair.split())

    assert one != other


@pytest.mark.parametrize("word", ["2024", "київ", "警察", "a1", ""])
def test_other_scripts_and_numbers_have_no_other_spelling(word):
    assert (shape(word), consonants(word)) == ("", "")
