"""Every page as it stood: at an entry exactly, at a time as the record now has it."""

from datetime import timedelta

import pytest
from django.test import Client

from claims import actions
from claims.domain.vocabulary import Grounds
from claims.models.record.entry import Entry, head_seq
from tests.builders import NOW, a_claim, a_source, an_editor, an_event, published
from tests.pages.reader import mistakes, read, words
from tests.pages.test_changes import carried_over, decided

pytestmark = pytest.mark.django_db

LATER = NOW + timedelta(hours=2)
PAGES = ["/", "/claims/", "/changes/", "/methodology/"]


def first_entry(claim):
    return Entry.objects.about(claim.uid).first().seq


def test_an_entry_shows_exactly_the_facts_then_shown():
    claim = published(a_claim("Ten died."))
    before = head_seq()
    claim.statement = "Eleven died."
    claim.save()
    actions.publish([claim], note="A new count.", by=None, at=LATER)

    then = words(f"/claims/{claim.slug}/", as_of=before)

    assert "Ten died." in then
    assert "Eleven died." not in then
    assert "Eleven died." in words(f"/claims/{claim.slug}/")


def test_a_time_shows_how_it_stood():
    claim = decided(published(a_claim("Ten died.")), at=LATER)

    assert "We have not examined it yet. This is where" in words(
        f"/claims/{claim.slug}/", as_of="2024-08-27T13:30Z"
    )
    assert "Why “Confirmed”" in words(f"/claims/{claim.slug}/", as_of="2024-08-27T15:30Z")


def test_a_plus_sign_that_arrives_as_a_space_is_an_offset(client):
    claim = decided(published(a_claim("Ten died.")), at=LATER)

    answer = client.get(f"/claims/{claim.slug}/?as_of=2024-08-27T18:30+05:00")

    assert "We have not examined it yet. This is where" in answer.content.decode()


def test_a_day_means_its_end_by_the_clocks_of_the_event():
    claim = published(a_claim(event=an_event(time_zone="Asia/Karachi")), at=NOW)
    decided(claim, at=NOW.replace(hour=20))  # 01:00 on the 28th in Karachi

    shown = words(f"/claims/{claim.slug}/", as_of="2024-08-27")

    assert "We have not examined it yet. This is where" in shown
    assert "As it stood at 27 August 2024, 23:59:59 (UTC+5)" in shown


def test_a_page_of_the_past_says_so_leads_to_now_and_is_not_indexed():
    claim = published(a_claim())
    seq = first_entry(claim)

    answer = Client().get(f"/claims/{claim.slug}/", {"as_of": seq})
    shown = answer.content.decode()

    assert '<meta name="robots" content="noindex">' in shown
    assert answer["X-Robots-Tag"] == "noindex"
    assert 'role="status"' in shown
    assert f'<a href="/claims/{claim.slug}/">See it as it stands now</a>' in shown
    assert mistakes(shown) == []


def test_a_page_of_now_is_indexed_and_has_no_banner():
    claim = published(a_claim())

    answer = Client().get(f"/claims/{claim.slug}/")

    assert "X-Robots-Tag" not in answer
    assert "noindex" not in answer.content.decode()
    assert 'role="status"' not in answer.content.decode()


def test_links_stay_in_the_moment():
    claim = published(a_claim())

    shown = read("/claims/", as_of="2024-08-28")

    assert f'href="/claims/{claim.slug}/?as_of=2024-08-28"' in shown
    assert 'href="/events/?as_of=2024-08-28"' in shown


def test_what_was_carried_over_is_said_not_to_have_been_published_then():
    claim = a_claim("An old claim")
    carried_over(claim)

    shown = words(f"/claims/{claim.slug}/", as_of="2024-08-26")

    assert "Put together on 27 August 2024 from published reports; not published here" in shown
    assert "Put together" in words("/claims/", as_of="2024-08-26")


def test_what_was_published_here_then_is_not_said_to_be_put_together_later():
    claim = published(a_claim())

    assert "Put together" not in words(f"/claims/{claim.slug}/", as_of="2024-08-28")


def test_a_moment_after_the_last_entry_shows_now_and_says_so():
    claim = published(a_claim("Ten died."))

    shown = words(f"/claims/{claim.slug}/", as_of="2050-01-01")

    assert "Ten died." in shown
    assert "Nothing has been recorded since: this is how it stands now." in shown


@pytest.mark.parametrize("path", PAGES)
def test_an_entry_that_is_not_yet_is_not_found(path):
    published(a_claim())

    assert "There is no such entry yet." in words(path, expected=404, as_of=10**6)
    assert "There is no such entry yet." in words(path, expected=404, as_of=0)


def test_a_claim_that_was_not_there_yet_says_so_and_leads_to_now():
    published(a_claim("An earlier one"))
    earlier = head_seq()
    claim = published(a_claim("A later one"), at=LATER)

    shown = read(f"/claims/{claim.slug}/", expected=404, as_of=earlier)

    assert "This claim had not been recorded by then." in shown
    assert f'href="/claims/{claim.slug}/"' in shown
    assert "A later one" not in shown


def test_a_draft_is_not_said_to_come_later():
    draft = a_claim("Not for readers yet")
    published(a_claim())

    shown = words(f"/claims/{draft.slug}/", expected=404, as_of="2024-08-27")

    assert "not been recorded by then" not in shown


def test_lists_show_the_claims_of_then():
    published(a_claim("The first"))
    seq = head_seq()
    published(a_claim("The second"), at=LATER)

    shown = words("/claims/", as_of=seq)

    assert "The first" in shown
    assert "The second" not in shown
    assert "The second" not in words("/changes/", as_of=seq)
    assert "The second" not in words("/", as_of=seq)


def test_names_are_those_of_then():
    source = a_source("The old name")
    claim = published(a_claim(claimant=source))
    seq = head_seq()
    source.refresh_from_db()
    source.name = "The new name"
    source.save()
    actions.publish([source], note="Renamed.", by=None, at=LATER)

    assert "The old name" in words(f"/claims/{claim.slug}/", as_of=seq)
    assert "The new name" in words(f"/claims/{claim.slug}/")


def test_what_was_withheld_since_is_withheld_at_every_moment():
    claim = published(a_claim("A danger"))
    seq = head_seq()
    actions.suppress(claim, grounds=Grounds.DANGER, reason="Threats", by=an_editor(), at=LATER)

    for moment in (seq, "2024-08-27T14:00Z"):
        assert "A danger" not in read(f"/claims/{claim.slug}/", as_of=moment)
        assert "A danger" not in read("/claims/", as_of=moment)
        assert "A danger" not in read("/changes/", as_of=moment)
        assert "A danger" not in read("/", as_of=moment)


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize(
    "asked",
    [
        "yesterday",
        "2024-08",
        "2024-W35-1",
        "2024-02-30",
        "0001-01-01T00:00:00+14:00",
        "9999-12-31",
        "2024-08-26T25:00",
        str(2**63),
        "9" * 5000,
        "-1",
        "NaN",
        "١٢",
        "2024-08-26T10:00+99:99",
    ],
)
def test_what_is_no_moment_is_said_in_plain_words(client, path, asked):
    answer = client.get(path, {"as_of": asked})

    assert answer.status_code == 400
    assert "“As of” was not understood." in answer.content.decode()


def test_every_history_entry_leads_to_the_page_as_it_stood(client):
    claim = decided(published(a_claim()), at=LATER)

    for entry in Entry.objects.about(claim.uid):
        assert client.get(f"/claims/{claim.slug}/?as_of={entry.seq}").status_code == 200
