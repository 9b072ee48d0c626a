"""Two spellings of one address are one page; two pages stay two."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.domain.web_address import landmark, plain_host, same_page_key

PAGE = "https://www.dawn.com/news/1854838/attacks-in-balochistan"
SAME = [
    PAGE,
    "http://dawn.com/news/1854838/attacks-in-balochistan/",
    "HTTPS://WWW.DAWN.COM:443/news/1854838/attacks-in-balochistan#comments",
    "https://m.dawn.com/news/1854838/attacks-in-balochistan?utm_source=x&fbclid=y",
    "https://www.dawn.com/news//1854838/attacks-in-balochistan/amp",
    "dawn.com/news/1854838/attacks%2Din%2Dbalochistan",
    "  https://amp.dawn.com/news/1854838/attacks-in-balochistan  ",
]
OTHER = [
    "https://www.dawn.com/news/1854839/attacks-in-balochistan",
    "https://www.dawn.com/news/1854838/Attacks-in-Balochistan",
    "https://www.dawn.com/news/1854838/attacks-in-balochistan?page=2",
    "https://geo.tv/news/1854838/attacks-in-balochistan",
    "https://www.dawn.com:8443/news/1854838/attacks-in-balochistan",
]
NO_PAGE = [
    "",
    "   ",
    "javascript:alert(1)",
    "ftp://dawn.com/x",
    "http://[",
    "http://a:99999/",
    "https://",
]


@pytest.mark.parametrize("address", SAME)
def test_spellings_of_one_address_are_one_page(address):
    assert same_page_key(address) == same_page_key(PAGE) != ""


@pytest.mark.parametrize("address", OTHER)
def test_other_pages_stay_others(address):
    assert same_page_key(address) != same_page_key(PAGE)


@pytest.mark.parametrize("address", NO_PAGE)
def test_what_is_no_address_is_no_page(address):
    assert same_page_key(address) == plain_host(address) == ""


def test_the_order_of_a_query_means_nothing():
    assert same_page_key("https://a.org/?a=1&b=2") == same_page_key("https://a.org/?b=2&a=1")


def test_a_host_is_named_without_its_face():
    assert plain_host(PAGE) == "dawn.com"
    assert plain_host("https://m.org/x") == "m.org"


@pytest.mark.parametrize("address", SAME)
def test_a_landmark_is_the_same_in_every_spelling(address):
    assert landmark(address) == "attacks-in-balochistan"


@given(st.text(), st.text())
def test_no_text_breaks_it(one, two):
    for address in (one, f"https://{one}", f"https://dawn.com/{one}?{two}"):
        same_page_key(address)
        landmark(address)
