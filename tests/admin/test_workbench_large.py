"""Five thousand figures on one event, and the dead by the thousand billions: an honest page."""

import pytest
from django.urls import reverse

from claims.models.desk.claim import Claim
from claims.models.desk.figure import LARGEST, Figure
from tests.admin.desk import at_the_desk, words
from tests.builders import a_source, an_event
from tests.clash import said

pytestmark = pytest.mark.django_db


def many_figures(event, number):
    """Everybody says another number of the same people."""
    source, category = a_source(), event.categories.get(slug="everyone-else")
    claims = Claim.objects.bulk_create(
        [
            Claim(slug=f"many-{n}", claimant=source, event=event, statement=f"Number {n}.")
            for n in range(number)
        ]
    )
    Figure.objects.bulk_create(
        [
            Figure(
                claim=claim, key=f"many-{n}", measure="killed", category=category,
                qualifier="plain", value=n % 97, low=n % 97, high=n % 97,
            )
            for n, claim in enumerate(claims)
        ],
        batch_size=500,
    )  # fmt: skip


def test_five_thousand_figures_that_all_clash_are_one_decision():
    event = an_event()
    many_figures(event, 5000)
    client = at_the_desk()

    response = client.get(reverse("admin:claims_event_reconcile", args=[event.pk]))

    assert "1 decision" in words(response)
    assert "All 5000 figures" in words(response)
    assert "up to 96" in words(response)


def test_a_thousand_billion_dead_are_reckoned_with_exactly():
    event = an_event()
    said(event, LARGEST, "One", key="one")
    said(event, LARGEST - 1, "Two", key="two")

    response = at_the_desk().get(reverse("admin:claims_event_reconcile", args=[event.pk]))

    assert f"{LARGEST - 1:,} to {LARGEST:,}" in words(response)
