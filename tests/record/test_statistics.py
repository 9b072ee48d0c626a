"""SQLite is shown how its tables are filled, so that it finds the newest by an index."""

import pytest
from django.db import connection

from claims.models.record.entry import Entry
from claims.models.record.statistics import look_over
from tests.builders import a_claim, published

pytestmark = pytest.mark.django_db


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL looks by itself")
def test_the_newest_of_many_entries_are_found_without_sorting_them():
    for n in range(40):
        published(a_claim(f"{n} died."))

    look_over(connection)

    with connection.cursor() as cursor:
        cursor.execute("SELECT idx FROM sqlite_stat1 WHERE tbl = 'claims_entry'")
        known = {name for (name,) in cursor.fetchall()}
    assert "entry_effective" in known


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL goes by how many there are")
@pytest.mark.parametrize(
    "asked",
    [
        {"kind": "retracted"},
        {"kind": "import"},
        {"change": "correction"},
        {"subject_kind": "question"},
    ],
)
def test_a_few_changes_among_many_are_found_without_going_through_all(asked):
    for n in range(40):
        published(a_claim(f"{n} died."))
    look_over(connection)

    plan = Entry.objects.news().filter(**asked).newest_first()[:51].explain()

    assert "USING INDEX entry_" in plan
    assert "entry_effective" not in plan
    assert "TEMP B-TREE" not in plan
