"""The guides of docs/ are pages of the site."""

import re

import pytest

from claims.domain.status import (
    DEFINITIONS,
    NOT_EXAMINED_DEFINITION,
    NOT_EXAMINED_LABEL,
    Status,
)
from claims.pages.guides import GUIDES, Guide
from tests.pages.reader import mistakes, read, words

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("name", GUIDES)
def test_each_guide_is_a_valid_page_whose_links_lead_somewhere(client, name):
    page = read(f"/docs/{name}/")

    assert mistakes(page) == []
    assert page.count("<h1") == 1
    main = page.partition("<main")[2].partition("</main>")[0]
    for address in re.findall(r'href="(/docs/[^"#]+)(?:#[^"]*)?"', main):
        assert client.get(address).status_code == 200, address
    assert ".md" not in " ".join(re.findall(r'href="([^"]+)"', main))


def test_readers_are_told_of_every_mark_what_it_means():
    meanings = {NOT_EXAMINED_LABEL: NOT_EXAMINED_DEFINITION}
    meanings |= {status.label: DEFINITIONS[status] for status in Status}
    rows = " ".join(f"{label} {meaning}" for label, meaning in meanings.items())

    assert f"mark it means {rows}" in words("/docs/readers/")


def test_researchers_find_every_status_by_its_code():
    codes = " ".join(f"<code>{status.value}</code>" for status in Status)

    assert codes in read("/docs/researchers/")


def test_every_page_leads_to_the_guides():
    footer = read("/").partition("<footer")[2]

    assert [name for name in GUIDES if f'href="/docs/{name}/"' not in footer] == []


def test_markup_within_a_guide_stays_text():
    assert str(Guide("a <script>b</script>")) == "<p>a &lt;script&gt;b&lt;/script&gt;</p>\n"


def test_no_other_file_is_shown(client):
    for name in ("tour", "quality", "nothing"):
        assert client.get(f"/docs/{name}/").status_code == 404
