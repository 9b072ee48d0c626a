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


def test_imports_are_found_by_an_index_of_their_own():
    plan = Entry.objects.imports().filter(seq__lte=9).order_by("-seq")[:10].explain()

    assert "entry_imports" in plan or connection.vendor == "postgresql"
