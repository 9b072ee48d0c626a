"""Pages stay light enough for a slow phone: counted before compression."""

import re
from datetime import timedelta

import brotli
import pytest

from claims import actions
from claims.domain.vocabulary import Precision
from claims.presenters.styles import of_pages
from tests.builders import (
    NOW,
    TODAY,
    a_citation,
    a_claim,
    a_figure,
    a_link,
    a_source,
    a_stance,
    an_event,
    published,
    some_evidence,
)
from tests.pages.reader import read
from tests.pages.test_changes import decided

pytestmark = [pytest.mark.django_db, pytest.mark.appearance]

SENTENCE = "Officials said that the number of people killed had risen since the morning. "


def weight(page):
    return len(page.encode())


def a_full_claim():
    """As much as a claim of a long story gathers."""
    event = an_event("Attacks across the province")
    claim = a_claim(
        SENTENCE * 2, event=event, occasion=SENTENCE, said_at=TODAY, said_precision="day"
    )
    for _ in range(6):
        a_citation(claim, quote=SENTENCE * 2, language="en", locator="paragraph 4")
        a_figure(claim, words="at least 23 people", basis="Counted at the hospital.")
        a_stance(claim, source=a_source(), quote=SENTENCE)
        some_evidence(claim, note=SENTENCE)
    published(claim)
    for n in range(4):
        to = "unverifiable" if n % 2 else "unconfirmed"
        decided(claim, to=to, reason=SENTENCE * 2, at=NOW + timedelta(hours=n))
    for _ in range(8):
        published(a_link(published(a_claim(SENTENCE, event=event)), claim, state="confirmed"))
    return claim


def test_a_full_claim_page_is_under_30_kilobytes_without_its_style():
    claim = a_full_claim()

    page = read(f"/claims/{claim.slug}/")

    assert weight(page) - weight(str(of_pages())) < 30_000


def test_a_claim_can_be_painted_from_the_first_14_kilobytes():
    """What a server sends before it hears from the reader; nothing else is asked for to paint."""
    page = read(f"/claims/{a_full_claim().slug}/")

    assert len(brotli.compress(page.encode(), quality=5)) < 14 * 1024
    assert not re.search(r'<link rel="stylesheet"|<script[^>]* src=|<img|@import|@font-face', page)


def test_a_page_with_its_style_is_under_60_kilobytes():
    source = a_source("Inter-Services Public Relations")
    event = an_event("Attacks across the province")
    said = {"event": event, "claimant": source, "said_at": TODAY, "said_precision": Precision.DAY}
    claims = [a_claim(SENTENCE * 2, **said) for _ in range(55)]
    actions.publish(claims, by=None, at=NOW)

    for path in ("/", "/claims/", "/changes/", "/methodology/"):
        assert weight(read(path)) < 60_000, path
