"""What search engines are told: every page as it stands now, and nothing else."""

from datetime import timedelta

import pytest
from lxml import etree

from claims import actions
from claims.pages import sitemap
from tests.builders import NOW, a_claim, a_source, an_editor, an_event, published
from tests.pages.reader import read

pytestmark = pytest.mark.django_db
SPACE = {"s": sitemap.XMLNS}


def listed(path="/sitemap.xml"):
    """Addresses with when they changed."""
    found = etree.fromstring(read(path).encode())
    return {
        one.findtext("s:loc", namespaces=SPACE).removeprefix("http://testserver"): one.findtext(
            "s:lastmod", namespaces=SPACE
        )
        for one in found
    }


def a_world():
    event = an_event(slug="the-event")
    claim = a_claim(slug="the-claim", event=event, claimant=a_source(slug="the-source"))
    return published(claim)


def test_every_page_that_can_be_read_is_listed_with_its_last_change(client):
    a_world()

    found = listed()

    assert {
        "/",
        "/claims/",
        "/methodology/",
        "/events/the-event/",
        "/events/the-event/figures/",
        "/sources/the-source/",
        "/claims/the-claim/",
    } <= found.keys()
    assert found["/claims/the-claim/"] == "2024-08-27T13:00:00Z"
    for path in found:
        answer = client.get(path)
        assert answer.status_code == 200, path
        assert "X-Robots-Tag" not in answer, path


def test_what_changed_carries_the_time_of_the_change():
    claim = a_world()
    actions.retract(claim, reason="Misread.", by=an_editor(), at=NOW + timedelta(days=1))

    assert listed()["/claims/the-claim/"] == "2024-08-28T13:00:00Z"
    assert listed()["/events/the-event/"] == "2024-08-27T13:00:00Z"


def test_drafts_and_what_was_withheld_are_not_listed():
    claim = a_world()
    a_claim(slug="a-draft")
    actions.suppress(claim, grounds="law", reason="A court", by=an_editor(), at=NOW)

    found = listed()

    assert "/claims/the-claim/" not in found
    assert "a-draft" not in str(found)


def test_a_large_site_is_listed_in_parts_that_together_hold_the_same(monkeypatch):
    source = a_source()
    for _ in range(7):
        published(a_claim(claimant=source))
    whole = listed()

    monkeypatch.setattr(sitemap, "LARGEST", 5)
    from django.core.cache import cache

    cache.clear()
    parts = listed()
    found = {}
    for part in parts:
        found |= listed(part)

    assert len(parts) > 2
    assert all(part.startswith("/sitemap-") for part in parts)
    assert found == whole


@pytest.mark.parametrize("path", ["/sitemap-99.xml", "/sitemap-99999999999999999999999.xml"])
def test_there_is_no_part_beyond_the_record(client, path):
    a_world()

    assert client.get(path).status_code == 404


def test_robots_keep_to_what_stands_now():
    found = read("/robots.txt")

    assert "Disallow: /admin/" in found
    previewers, everybody = found.split("User-agent: *")
    assert "Disallow: /*?as_of=" in everybody
    # The longer rule holds: a picture at an entry is read by everybody.
    assert "Allow: /*/picture.png" in everybody
    # Who previews a page that was shared may read it as it was; it asks not to be indexed.
    assert "User-agent: facebookexternalhit" in previewers
    assert "as_of" not in previewers
    assert "Sitemap: http://testserver/sitemap.xml" in found
