"""A claim's address tells the day it was said where it happened."""

import pytest

from claims import actions
from claims.domain.moments import Moment
from tests.builders import a_source, an_event

pytestmark = pytest.mark.django_db


def test_an_address_holds_the_day_of_the_event_and_not_of_utc():
    event = an_event(time_zone="Asia/Karachi")
    said = Moment.parse("2024-08-26", event.time_zone)

    claim = actions.record_claim(
        claimant=a_source("ISPR"),
        event=event,
        statement="Fourteen were killed.",
        said=said,
        by=None,
    )

    assert "2024-08-26" in claim.slug
