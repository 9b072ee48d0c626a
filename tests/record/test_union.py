"""Rows of several kinds come in one statement as they come in one each."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from claims.models.record.entry import head_seq
from claims.models.record.moment import AsOf
from claims.models.record.prepared_queries import prepared
from claims.models.record.rows import ROWS, PublishedReference, Row
from claims.models.record.union import several
from tests.record.newsroom import Newsroom

pytestmark = pytest.mark.django_db
KINDS = [model for model in ROWS if model is not PublishedReference]


@prepared
def every_kind(moment):
    return several(*(model.objects.as_of(moment).with_body() for model in KINDS))


def columns(row):
    unread = type(row)._meta.concrete_fields if isinstance(row, Row) else ()
    kept = {field.attname for field in unread} - set(row.UNREAD)
    return {name: value for name, value in vars(row).items() if name in {*kept, "body"}}


def test_rows_of_every_kind_are_what_they_are_by_themselves():
    Newsroom(7).work(40)

    for seq in range(0, head_seq() + 1, 7):
        moment = AsOf(entry=seq)
        by_themselves = [row for model in KINDS for row in model.objects.as_of(moment).with_body()]
        with CaptureQueriesContext(connection) as queries:
            found = every_kind(moment)

        assert len(queries) == 1
        assert {type(row) for row in found} == {type(row) for row in by_themselves}
        by_key = {(type(row), row.pk): columns(row) for row in found}
        assert by_key == {(type(row), row.pk): columns(row) for row in by_themselves}
        assert len(by_key) == len(found)
