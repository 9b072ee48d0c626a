"""Two spellings of one address are one page; two pages stay two."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.domain.address_input import kept_address
from claims.domain.errors import RuleBroken
from claims.domain.web_address import (
    Page,
    landmark,
    may_be_same,
    page_at,
    plain_host,
    publisher_key,
    same_page_key,
)
from tests.cases import rows

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


@pytest.mark.parametrize("row", rows("13-same-page-not-known"))
def test_copies_and_views_of_a_page_are_that_page(row):
    assert same_page_key(row["one"]) == same_page_key(row["other"]) != ""


COPIES = [
    "https://web.archive.org/web/20240826120000id_/https://www.dawn.com/news/1?utm_source=x",
    "https://web.archive.org/web/20240826/dawn.com/news/1",
    "https://web.archive.org/web/2024/https%3A%2F%2Fdawn.com%2Fnews%2F1",
    "https://archive.today/2024.08.26-120000/https://www.dawn.com/news/1",
    "https://archive.li/newest/https://www.dawn.com/news/1",
    "https://ghostarchive.org/search?term=https://www.dawn.com/news/1",
    "https://webcache.googleusercontent.com/search?q=cache:abcdefghijkl:https://dawn.com/news/1+x",
    "https://arquivo.pt/wayback/20240826120000/https://www.dawn.com/news/1",
    "https://www.google.com/amp/s/www.dawn.com/news/1/amp",
    "https://dawn-com.cdn.ampproject.org/v/s/dawn.com/news/1?amp_js_v=0.1&usqp=mq331",
    "https://www-dawn-com.translate.goog/news/1?_x_tr_sl=en&_x_tr_tl=ur",
    "https://www.google.com/url?q=https://www.dawn.com/news/1&sa=D",
    "https://web.archive.org/web/2024/https://l.facebook.com/l.php?u=http%3A%2F%2Fdawn.com%2Fnews%2F1",
]


@pytest.mark.parametrize("address", COPIES)
def test_a_copy_of_whatever_archive_or_cache_is_the_page(address):
    assert same_page_key(address) == same_page_key("https://www.dawn.com/news/1")
    assert publisher_key(address) == "dawn.com"


POSTS = [
    ("https://mobile.twitter.com/Someone/status/123/photo/1", "https://x.com/i/web/status/123"),
    ("https://nitter.net/someone/status/123#m", "https://x.com/someone/status/123?t=a&s=20"),
    ("https://telegram.me/Channel/5?single", "https://t.me/channel/5"),
    ("https://m.youtube.com/shorts/AbC?feature=share", "https://youtu.be/AbC?si=x&t=35"),
    ("https://www.instagram.com/someone/reel/AbC/?igsh=1", "https://instagram.com/p/AbC/"),
    ("https://old.reddit.com/r/news/comments/1abc/a_title/", "https://redd.it/1abc"),
    (
        "https://m.facebook.com/some.one/posts/1?mibextid=x",
        "https://www.facebook.com/Some.One/posts/1",
    ),
    ("https://www.bbc.co.uk/news/articles/c1?ocid=x", "https://bbc.com/news/articles/c1"),
    ("https://m.weibo.cn/1234/AbC", "https://weibo.com/1234/AbC"),
    (
        "https://m.facebook.com/story.php?story_fbid=1&id=2&mibextid=x",
        "https://www.facebook.com/permalink.php?story_fbid=1&id=2",
    ),
    ("https://m.facebook.com/watch/?v=12&ref=share", "https://facebook.com/a.b/videos/a-title/12/"),
    ("https://nitter.privacydev.example/a/status/1", "https://x.com/a/status/1"),
    ("https://vk.com/feed?w=wall-12_34", "https://m.vk.com/wall-12_34"),
    ("https://de.m.wikipedia.org/wiki/A%20B", "https://de.wikipedia.org/w/index.php?title=A_B"),
]


@pytest.mark.parametrize(("one", "other"), POSTS)
def test_a_post_is_one_in_all_its_spellings(one, other):
    assert same_page_key(one) == same_page_key(other) != ""


TRACKED = [
    "?lmd_medium=push&lmd_creation=3&id=7",
    "?id=7&sara_ref=re-xx-cp-sh",
    ";jsessionid=1A2B?id=7",
    "?jsessionid=1A2B&id=7",
    "?id=7&PHPSESSID=ab12",
    "?id=7&ASP.NET_SessionId=ab12",
    "?id=7&amp;utm_source=x&amp%3butm_medium=y",
    "?srsltid=x&id=7&hss_channel=tw-1",
]


@pytest.mark.parametrize("typed", TRACKED)
def test_a_visit_or_a_way_to_a_page_is_no_other_page(typed):
    page = "https://press.example.gov/release"

    assert same_page_key(page + typed) == same_page_key(f"{page}?id=7")
    assert same_page_key(page + typed) != same_page_key(f"{page}?id=8")


TWO = [
    ("https://press.example.gov/r?ref=PR-101", "https://press.example.gov/r?ref=PR-102"),
    ("https://press.example.gov/r?share=1", "https://press.example.gov/r?share=2"),
    ("https://press.example.gov/r?smid=1", "https://press.example.gov/r"),
    ("https://press.example.gov/r?s=20", "https://press.example.gov/r"),
    ("https://example.com/#/statements/1", "https://example.com/#/statements/2"),
    ("https://example.com/#!a", "https://example.com/#!b"),
    ("https://youtu.be/AbC", "https://youtu.be/aBc"),
    ("https://t.me/channel/1", "https://t.me/channel/2"),
    (
        "https://www.facebook.com/story.php?id=1&story_fbid=2",
        "https://www.facebook.com/story.php?id=1&story_fbid=3",
    ),
    ("https://archive.ph/AbCdE", "https://archive.ph/aBcDe"),
    (
        "https://web.archive.org/web/2024/https://a.org/1",
        "https://web.archive.org/web/2024/https://a.org/2",
    ),
    ("https://example.com/a?v=1", "https://example.com/a?v=2"),
    ("https://parliament.example/a?sessionid=118", "https://parliament.example/a?sessionid=119"),
    ("https://example.com/a?amplify=1", "https://example.com/a?amplify=2"),
    ("https://de.wikipedia.org/w/index.php?title=A&oldid=1", "https://de.wikipedia.org/wiki/A"),
]


@pytest.mark.parametrize(("one", "other"), TWO)
def test_what_may_tell_pages_apart_is_never_dropped(one, other):
    assert same_page_key(one) != same_page_key(other)


def test_two_that_differ_by_the_way_a_reader_came_are_asked_about():
    assert may_be_same("https://a.org/x?ref=home", "https://a.org/x")
    assert may_be_same("https://a.org/x?print=1&sessionid=4", "https://a.org/x")
    assert not may_be_same("https://a.org/x?ref=1", "https://a.org/x?ref=2")
    assert not may_be_same("https://a.org/x?id=1", "https://a.org/x")
    assert not may_be_same("https://a.org/x", "https://a.org/x")


def test_a_copy_in_an_archive_is_kept_beside_the_page():
    copy = "https://web.archive.org/web/20240826120000/https://www.dawn.com/news/1#p7"

    assert page_at(copy) == Page("https://www.dawn.com/news/1#p7", copy, "#p7")
    assert page_at("https://a.org/live#block-1").locator == "#block-1"
    assert page_at("https://a.org/live#Echobox=1724650000").locator == ""
    assert page_at("https://archive.ph/AbCdE") == Page("https://archive.ph/AbCdE")
    assert page_at("https://m.a.org/x?utm_source=y") == Page("https://m.a.org/x?utm_source=y")


PUBLISHERS = [
    ("https://www.dawn.com/news/1", "dawn.com"),
    ("https://t.me/s/Channel_A/11", "t.me/channel_a"),
    ("https://twitter.com/BBC/status/1", "x.com/bbc"),
    ("https://www.youtube.com/@BBCNews/videos", "youtube.com/@bbcnews"),
    ("https://social.example/@Someone/112233", "social.example/@someone"),
    ("https://one.substack.com/p/x", "one.substack.com"),
    ("https://one.blogspot.com/2024/x.html", "one.blogspot.com"),
    ("https://m.weibo.cn/1234/AbC", "weibo.com/1234"),
    ("https://dzen.ru/id/5f", "dzen.ru/id/5f"),
    ("https://rutube.ru/channel/77/videos", "rutube.ru/channel/77"),
    ("https://www.aparat.com/some_channel", "aparat.com/some_channel"),
    ("https://eitaa.com/some_channel/99", "eitaa.com/some_channel"),
    ("https://blog.naver.com/somebody/123", "blog.naver.com/somebody"),
    ("https://space.bilibili.com/42/video", "space.bilibili.com/42"),
    ("https://odnoklassniki.ru/profile/1/statuses/2", "ok.ru/profile/1"),
    ("https://max.ru/some_channel/3", "max.ru/some_channel"),
    ("https://invidious.example/@Somebody", "youtube.com/@somebody"),
    ("https://one.beehiiv.com/p/a-post", "one.beehiiv.com"),
]
NOBODYS = [
    "https://www.magzter.com/other",
    "https://www.pressreader.com/uk/the-times/20240826",
    "https://myemail.constantcontact.com/a",
    "https://medium.com/p/abc",
    "https://www.youtube.com/watch?v=AbC",
    "https://archive.ph/AbCdE",
    "https://perma.cc/AB12-CD34",
    "https://x.com/i/status/1",
    "https://www.facebook.com/groups/1234/posts/5678",
    "https://rutube.ru/video/abc/",
    "https://dzen.ru/a/ZsAbC",
    "https://www.aparat.com/v/abc",
    "https://mp.weixin.qq.com/s/AbC",
    "https://www.bilibili.com/video/BV1",
    "https://n.news.naver.com/article/1/2",
    "https://chat.whatsapp.com/AbC",
    "https://sharechat.com/post/abc",
    "https://news.rambler.ru/world/1",
    "https://t.me/c/123/4",
    "https://docs.google.com/document/d/1",
    "https://web.archive.org/web/2024/https://www.magzter.com/a",
    "https://tgstat.ru/channel/@somebody/3",
    "https://bucket.r2.dev/statement.pdf",
    "https://storage.googleapis.com/bucket/statement.pdf",
    "https://cloud.mail.ru/public/abc",
]


@pytest.mark.parametrize(("address", "publisher"), PUBLISHERS)
def test_a_site_or_an_account_has_a_publisher(address, publisher):
    assert publisher_key(address) == publisher


@pytest.mark.parametrize("address", NOBODYS)
def test_what_carries_many_is_nobodys(address):
    assert publisher_key(address) == ""


REFUSED = [
    ("ftp://dawn.com/x", "http"),
    ("javascript:alert(1)", "http"),
    ("data:text/html,x", "http"),
    ("https://user:pw@dawn.com/x", "user name"),
    ("user:pw@dawn.com/x", "user name"),
    ("https://dawn.com@evil.example/", "user name"),
    ("https://dаwn.com/x", "mixes the letters"),
    ("https://аррӏе.com/", "not in Latin"),
    ("https://xn--80ak6aa92e.com/", "not in Latin"),
    ("https://ｄawn.com/", "only look like"),
    ("https://dɑwn.com/", "looks like a plain one"),
    ("https://dawn.com⁄evil.example/", "no host has"),
    ("https://dawn.com\\@evil.example/", "backslash"),
    ("https://dawn.com/‮gpj.exe", "cannot be seen"),
    ("https://%64awn.com/", "no address"),
    ("https://", "no address"),
    ("https://x..example/a", "No site can be called “x..example”"),
    ("x..example", "No site can be called"),
    ("https://.example.org/", "No site"),
    ("https://example./", "No site"),
    ("https://dawn-.com/", "No site"),
    (f"https://{'a' * 64}.com/", "No site"),
    ("https://300.1.1.1/", "No site"),
    ("https://dawn.com.123/", "No site"),
    ("https://xn--zzzzzzzz.com/", "No site"),
    ("https://dawn.com:0/", "No site"),
    ("http://127.0.0.1/", "Readers cannot open “127.0.0.1”"),
    ("http://[::1]:8000/", "Readers cannot open"),
    ("http://localhost/", "Readers cannot open"),
    ("http://192.168.1.20/minutes", "Readers cannot open"),
    ("http://169.254.0.1/", "Readers cannot open"),
    ("https://cms.internal/story/7", "Readers cannot open"),
    ("https://printer.local./", "Readers cannot open"),
]


@pytest.mark.parametrize(("address", "why"), REFUSED)
def test_addresses_that_deceive_are_refused_with_a_sentence(address, why):
    with pytest.raises(RuleBroken, match=why):
        kept_address(address)


@pytest.mark.parametrize(
    "address",
    [
        "https://münchen.de/a",
        "https://правда.рф/a",
        "https://правда.com/a",
        "https://日本語.jp/",
        "https://dawn.com:8443/a?b=c#d",
        "https://dawn.com./",
        "https://93.184.215.14/",
        "https://local.example.org/",
        "https://the-_-blog.tumblr.com/",
        "https://xn--mnchen-3ya.de/a",
        "https://ur.wikipedia.org/wiki/کوئٹہ",
    ],
)
def test_honest_addresses_are_kept_as_typed(address):
    assert kept_address(f" {address} ") == address


def test_a_scheme_may_be_left_out():
    assert kept_address("dawn.com/a") == "https://dawn.com/a"


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
        publisher_key(address)
        page_at(address)
        with suppress(RuleBroken):
            kept_address(address)


@pytest.mark.parametrize("nothing", ["", "  ", "https://"])
def test_no_address_leads_to_no_page(nothing):
    assert page_at(nothing).url == nothing.strip()
