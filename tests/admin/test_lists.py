"""The desk's lists: what they show, how they narrow, and that they do not slow down."""

import re
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from claims.models.desk.claim import Claim
from claims.models.desk.event import Measure
from claims.presenters import glyph_sprite
from claims.presenters.status import LOOKS
from tests.admin.desk import at_the_desk, page, words
from tests.builders import (
    a_citation,
    a_claim,
    a_figure,
    a_link,
    a_position,
    a_report,
    a_source,
    an_event,
    published,
)

pytestmark = pytest.mark.django_db
KINDS = (
    "claim",
    "source",
    "report",
    "event",
    "figure",
    "link",
    "position",
    "commentrequest",
    "secondlook",
)


@pytest.fixture
def desk():
    return at_the_desk()


def listed(desk, query="", kind="claim"):
    response = desk.get(f"{page(kind)}?{query}")
    assert response.status_code == 200, response
    return [str(row) for row in response.context["cl"].result_list]


def test_a_claim_is_told_by_words_and_marks(desk):
    claim = a_claim("Ten died.", claimant=a_source("Military"), event=an_event("The attacks"))
    published(claim)
    claim.short = "Ten"
    claim.changed = True
    claim.save()

    shown = words(desk.get(page("claim")))

    for word in ("Ten", "Military", "The attacks", "Unconfirmed", "Published, changed since"):
        assert word in shown


def test_lists_narrow_to_what_changed_since_publication(desk):
    a_claim("Draft.")
    published(a_claim("Published."))
    changed = published(a_claim("Changed."))
    changed.changed = True
    changed.save()

    assert listed(desk, "publication=changed") == ["Changed."]
    assert sorted(listed(desk, "publication=published")) == ["Changed.", "Published."]
    assert listed(desk, "publication=draft") == ["Draft."]


def test_lists_narrow_to_an_event_with_its_parts(desk):
    whole = an_event()
    a_claim("Of the part.", event=an_event(parent=whole))
    a_claim("Elsewhere.")

    assert listed(desk, f"event={whole.pk}") == ["Of the part."]


@pytest.mark.parametrize("query", ["MUSAKHEL", "word for word", "ispr", "the-address"])
def test_claims_are_found_by_statement_quote_claimant_and_address(desk, query):
    claim = a_claim(
        "They died at Musakhel.",
        claimant=a_source("Military", short_name="ISPR"),
        slug="the-address",
        cited=False,
    )
    for _ in range(2):
        a_citation(claim, quote="Word for word")
    a_claim("Another.")

    assert listed(desk, f"q={query}") == ["They died at Musakhel."]


def test_days_are_written_as_on_all_other_pages(desk):
    an_event("Fire at the mine", starts_on=date(2025, 11, 9))

    assert "9 November 2025" in words(desk.get(page("event")))


def test_reports_are_counted_once_each(desk):
    claim, report = a_claim(cited=False), a_report()
    for _ in range(2):
        a_citation(claim, report=report)
    a_citation(claim)

    (row,) = desk.get(page("claim")).context["cl"].result_list
    assert row.reports == 2


ADDRESSES = [
    "q=%25_'\\",
    "p=99999999999",
    "p=x",
    "o=99.-1.x",
    "event=99999999999999999999",
    "event=x",
    "publication=x",
    "status__exact=x",
    "id__exact=99999999999999999999",
    "claimant__kind__exact=%C3%28",
    "said_at__year=99999",
    "said_at__day=0&said_at__month=13&said_at__year=2024",
    "published_at__year=2024&published_at__month=99",
    "starts_on__year=x",
    "nonsense=1",
    "password__startswith=a",
    "_facets=True",
    "_popup=1",
    "all=",
    "q=" + "a" * 5000,
]


@pytest.mark.parametrize("kind", KINDS)
def test_no_address_of_a_list_breaks_it(desk, kind):
    a_claim()

    for query in ADDRESSES:
        assert desk.get(f"{page(kind)}?{query}").status_code in (200, 302, 400), query


def queries(desk, kind):
    with CaptureQueriesContext(
        connection,
    ) as captured:
        assert desk.get(page(kind)).status_code == 200
    return len(captured)


def one_of_each(number):
    for _ in range(number):
        event = an_event()
        claim = a_claim(event=event, said_at="2024-08-26T00:00Z", said_precision="day")
        a_figure(claim)
        a_link(claim, a_claim(event=event))
        a_position(event)


def test_lists_ask_the_same_number_of_questions_however_long(desk):
    one_of_each(2)
    queries(desk, "claim")  # the first request notes that somebody has signed in
    few = {kind: queries(desk, kind) for kind in KINDS}
    one_of_each(9)

    assert {kind: queries(desk, kind) for kind in KINDS} == few


@pytest.mark.parametrize("kind", ["figure", "position", "claim"])
def test_what_an_event_counts_of_its_own_goes_by_its_name(desk, kind):
    event = an_event()
    Measure(event=event, slug="firing", name="minutes under fire").save()
    Measure(event=an_event(), slug="firing", name="shots of another event").save()
    a_figure(a_claim(event=event), 29, measure="firing")
    a_position(event, measure="firing")

    shown = words(desk.get(page(kind)))

    assert "minutes under fire" in shown
    assert "shots of another event" not in shown


def test_the_list_of_claims_asks_no_more_with_a_thousand(desk):
    first = a_claim()
    queries(desk, "claim")  # the first request notes that somebody has signed in
    asked = queries(desk, "claim")
    copies = (
        Claim(slug=f"copy-{n}", claimant=first.claimant, event=first.event, statement=f"No. {n}")
        for n in range(1000)
    )
    Claim.objects.bulk_create(copies)

    # The buttons of the pages are there now, and ask nothing.
    assert queries(desk, "claim") == asked


def test_the_desk_draws_statuses_as_the_site_does(desk):
    drawn = desk.get(page("claim")).content.decode()

    for mark in (look.mark for look in LOOKS.values()):
        page_of = glyph_sprite.with_sprite(f'{glyph_sprite.EMPTY}<use href="#{mark}"/>')
        symbol = re.search(r"<symbol.*</symbol>", page_of)[0]
        assert symbol in drawn
    assert '<link rel="stylesheet" href="/static/claims/statuses.css">' in drawn


@pytest.mark.parametrize("kind", [*KINDS, "commentrequest", "secondlook", "errorreport"])
@pytest.mark.parametrize("asked", [" ".join(f"word{n}" for n in range(1000)), "x" * 60_000])
def test_a_whole_article_in_a_search_box_is_searched_by_its_first_words(desk, kind, asked):
    found = desk.get(page(kind), {"q": asked})

    assert found.status_code == 200
    if found.context["cl"].search_fields:
        assert "Only the first 25 words are searched for" in words(found)


def test_choosing_by_typing_bears_a_whole_article_too(desk):
    asked = {"app_label": "claims", "model_name": "claim", "field_name": "claimant"}

    found = desk.get("/admin/autocomplete/", {**asked, "term": "many words " * 1000})

    assert found.status_code == 200


@pytest.mark.parametrize("name", ["figures", "citations", "event", "slug", "nothing", "id"])
def test_no_name_of_a_field_in_an_address_breaks_a_page(desk, name):
    for address in (page("claim", "add"), page("claim"), page("source", "add")):
        assert desk.get(address, {"_to_field": name}).status_code in (200, 400)
