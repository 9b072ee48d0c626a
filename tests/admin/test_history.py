"""The history of what was done on the desk."""

import pytest
from django.utils import timezone

from tests.admin.desk import at_the_desk, opened, page, save, words
from tests.builders import a_claim, a_figure, a_source, published

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk():
    return at_the_desk("anna")


def history(desk, claim):
    return words(desk.get(page("claim", "history", claim.pk)))


def test_it_tells_who_changed_what_from_what_to_what(desk):
    claim = a_claim("Ten died.")
    address = page("claim", "change", claim.pk)

    save(desk, address, {**opened(desk, address), "statement": "Eleven died."})

    assert "anna Claim, statement: Ten died. became → Eleven died." in history(desk, claim)


def test_it_tells_of_the_rows_of_a_claim_together_with_it(desk):
    claim = a_claim()
    address = page("claim", "change", claim.pk)
    sent = opened(desk, address) | {"short": "Ten", "citations-0-quote": "He said ten"}

    save(desk, address, sent)

    newest = desk.get(page("claim", "history", claim.pk)).context["savings"][0]
    assert sorted(change.what for change in newest.changes) == ["Citation, quote", "Claim, short"]
    assert newest.by == "anna"


def test_a_row_removed_is_still_told(desk):
    claim = a_claim()
    address = page("claim", "change", claim.pk)
    title = claim.citations.get().report.title

    save(desk, address, {**opened(desk, address), "citations-0-DELETE": "on"})

    assert f"Citation: removed {title}" in history(desk, claim)


def test_nothing_can_be_turned_back_from_it(desk):
    claim = published(a_claim())
    response = desk.get(page("claim", "history", claim.pk))

    assert "Revert" not in words(response)
    old = claim.history.last().pk
    assert desk.get(f"{page('claim', 'history', claim.pk)}{old}/").status_code in (302, 404)


def test_its_page_obeys_the_policy(desk):
    claim = a_claim()

    page_source = desk.get(page("claim", "history", claim.pk)).content.decode()

    assert "style=" not in page_source
    assert "<style" not in page_source


@pytest.mark.parametrize("key", ["0", "x", "99999999999999999999", "1%2F2"])
def test_a_history_of_nothing_is_no_error(desk, key):
    assert desk.get(f"/admin/claims/claim/{key}/history/").status_code in (302, 404)


def test_words_of_a_claim_are_never_markup(desk):
    claim = a_claim("<b>Ten</b> died.", claimant=a_source("<i>Who</i>"))

    for address in (
        page("claim", "history", claim.pk),
        page("claim"),
        page("claim", "change", claim.pk),
    ):
        source = desk.get(address).content.decode()
        assert "<b>Ten</b>" not in source
        assert "<i>Who</i>" not in source


def test_it_calls_what_a_figure_counts_by_its_name(desk):
    claim = a_claim()
    a_figure(claim, measure="held-hostage")
    address = page("claim", "change", claim.pk)
    save(desk, address, {**opened(desk, address), "figures-0-measure": "in-hospital"})

    told = history(desk, claim)

    assert "measure: held hostage became → in hospital" in told
    assert "in-hospital" not in told


def test_its_times_are_in_utc_as_it_says(desk):
    claim = a_claim("Ten died.")
    with timezone.override("Pacific/Auckland"):
        shown = history(desk, claim)

    saved = claim.history.latest("history_date").history_date
    assert f"{saved:%Y-%m-%d %H:%M:%S}" in shown
