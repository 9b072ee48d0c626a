"""What is read of the record is what Django would have made of the same columns."""

import pytest
from django.db import connection, models
from django.test.utils import CaptureQueriesContext

from claims.models.record.entry import Entry, EntryBody
from claims.models.record.rows import ROWS, PublishedClaim, PublishedReference
from tests.record.newsroom import Newsroom

pytestmark = pytest.mark.django_db
READ = [Entry, EntryBody, *(model for model in ROWS if model is not PublishedReference)]


def as_django_reads(found):
    """The same columns once more, by the way of all models."""
    columns = {f.attname for f in type(found)._meta.concrete_fields} & found.__dict__.keys()
    names = [f.attname for f in type(found)._meta.concrete_fields if f.attname in columns]
    values = [found.__dict__[name] for name in names]
    return models.Model.from_db.__func__(type(found), "default", names, values)


def held(found):
    columns = {name: value for name, value in vars(found).items() if name != "_state"}
    return columns, found._state.adding, found._state.db


def test_everything_on_record_is_read_as_django_reads_it():
    Newsroom(7).work(25)

    for model in READ:
        for found in model._base_manager.all():
            assert held(found) == held(as_django_reads(found))


def test_what_was_left_unread_is_fetched_when_it_is_looked_at():
    Newsroom(7).work(12)
    whole = PublishedClaim.objects.earliest("since")
    slim = PublishedClaim.objects.only("uid").earliest("since")

    assert slim.get_deferred_fields() == {
        f.attname for f in PublishedClaim._meta.concrete_fields
    } - {"since", "uid"}
    with CaptureQueriesContext(connection) as asked:
        assert (slim.statement, slim.search) == (whole.statement, whole.search)
    assert len(asked) == 2
