"""What a reader of a page does in tests: open it, read its words, find its parts."""

import re
import warnings

import html5lib
from django.test import Client

TAGS = re.compile(r"<[^>]+>")


def read(path, expected=200, **query):
    """The page as text with its markup."""
    answer = Client().get(path, query)
    assert answer.status_code == expected, f"{path} {query}: {answer.status_code}"
    return answer.content.decode()


def words(path, expected=200, **query):
    """The page as somebody reads it out."""
    body = read(path, expected, **query).partition("<main")[2].partition("</main>")[0]
    return " ".join(TAGS.sub(" ", f"<main{body}").split())


def mistakes(page):
    """What a strict parser says is wrong with a page."""
    parser = html5lib.HTMLParser(strict=False)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        parser.parse(page)
    return [(place, code) for place, code, _ in parser.errors]


def names_number(number, content):
    """Whether it stands there by itself: a digest may hold any digits."""
    return re.search(rf"\b{number}\b", content) is not None
