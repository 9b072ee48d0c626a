"""The page on method tells readers the rules the desk is held to."""

import pytest

from claims.domain.status import DEFINITIONS, NEEDS, Status
from claims.domain.vocabulary import COUNTS, EvidenceKind, Grounds
from tests.pages.reader import mistakes, read, words

pytestmark = pytest.mark.django_db


def test_every_status_stands_there_with_what_it_means_and_needs():
    shown = words("/methodology/").replace("&#x27;", "'")

    for status in Status:
        assert f"{status.label} {DEFINITIONS[status]} {NEEDS[status]}" in shown


def test_it_says_of_every_kind_of_evidence_whether_it_counts():
    shown = words("/methodology/")

    for kind in EvidenceKind:
        assert f"{kind.label} {'Yes' if kind in COUNTS else 'No'}" in shown


@pytest.mark.parametrize(
    ("said", "read_as"),
    [
        ("at least 50", "50 or more"),
        ("more than 50", "51 or more"),
        ("up to 50", "up to 50"),
        ("about 50", "between 45 and 55"),
        ("nearly 50", "between 45 and 49"),
        ("between 40 and 60", "between 40 and 60"),
    ],
)
def test_numbers_are_read_as_the_table_says(said, read_as):
    assert f"{said} {read_as}" in words("/methodology/")


def test_both_grounds_for_withholding_are_named():
    assert " or ".join(ground.label for ground in Grounds) in words("/methodology/")


def test_the_page_is_valid_html():
    assert mistakes(read("/methodology/")) == []
