"""The guides of docs/ are pages of the site."""

import re

import pytest

from claims.pages.guides import GUIDES, Guide
from tests.pages.reader import mistakes, read

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


def test_every_page_leads_to_the_guides():
    footer = read("/").partition("<footer")[2]

    assert [name for name in GUIDES if f'href="/docs/{name}/"' not in footer] == []


def test_markup_within_a_guide_stays_text():
    assert str(Guide("a <script>b</script>")) == "<p>a &lt;script&gt;b&lt;/script&gt;</p>\n"


def test_no_other_file_is_shown(client):
    for name in ("tour", "quality", "nothing"):
        assert client.get(f"/docs/{name}/").status_code == 404
