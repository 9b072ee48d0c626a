"""A small part of what ``python -m tests.fuzz.desk`` asks: no answer is a fault."""

import pytest

from tests.fuzz.desk import Fuzz

# Faults are expected to be told through pages; saves of one request end before the next.
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("seed", [11, 12])
def test_nonsense_breaks_no_page_of_the_desk(seed):
    fuzz = Fuzz(seed)

    fuzz.run(150)

    assert not fuzz.broken
    # It got somewhere.
    assert fuzz.answers[200] > 20
    assert fuzz.answers[302] > 5
