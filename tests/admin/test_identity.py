"""Who a confidential source is: kept where neither the desk nor the database can tell."""

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from claims import backup
from claims.models.desk.audit import AuditEvent
from claims.models.desk.identity import Identity
from claims.models.record.entry import EntryBody
from tests.admin.decision import Page
from tests.admin.desk import at_the_desk
from tests.builders import a_claim, a_source, published, some_evidence

pytestmark = pytest.mark.django_db
WHO = "Zarghuna of house nine"


@pytest.fixture
def key(tmp_path, settings):
    words, public = backup.new_identity()
    settings.SOURCE_KEYS = [public]
    (tmp_path / "key").write_text(words)
    return tmp_path / "key"


@pytest.fixture
def source():
    return a_source("Heron", slug="heron")


@pytest.fixture
def form(source):
    return Page(at_the_desk(), "source", "identity", source.pk)


def database():
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            yield from map(repr, cursor.fetchall())


def test_who_it_is_can_be_read_with_the_key_and_nowhere_else(form, key, source, capsys):
    form.press("confirm", identity=WHO)

    assert not [row for row in database() if WHO in row]
    again = Page(form.client, "source", "identity", source.pk)
    assert WHO not in again.words
    assert "Kept encrypted since" in again.words
    call_command("open_identity", "heron", "--identity", str(key))
    assert capsys.readouterr().out == f"{WHO}\n"
    assert AuditEvent.objects.filter(kind="read", what="identity", about=source.uid).exists()


def test_another_key_opens_nothing(form, key):
    form.press("confirm", identity=WHO)
    key.write_text(backup.new_identity()[0])

    with pytest.raises(CommandError, match="This is not the key it was encrypted for"):
        call_command("open_identity", "heron", "--identity", str(key))


def test_without_a_key_nothing_is_kept_in_the_clear(form, settings):
    settings.SOURCE_KEYS = []

    form.press("confirm", identity=WHO)

    assert "There is no key to encrypt it with" in form.refusals[0]
    assert not Identity.objects.exists()
    assert form.press("confirm").refusals == ["Write who it is, or where that is written down."]


def test_where_it_is_on_paper_stands_in_the_place_of_what_was_kept(form, key, source, capsys):
    form.press("confirm", identity=WHO)

    Page(form.client, "source", "identity", source.pk).press("confirm", paper="Safe, sheet 14")

    kept = Identity.objects.get()
    assert (kept.sealed, kept.paper) == ("", "Safe, sheet 14")
    call_command("open_identity", "heron")
    assert capsys.readouterr().out == "Written down: Safe, sheet 14\n"


def test_nothing_of_it_is_published(form, key, source):
    form.press("confirm", identity=WHO, paper="Safe, sheet 14")
    claim = a_claim()
    some_evidence(claim, originator=source, confidential=True)

    published(claim)

    words = "\n".join(EntryBody.objects.values_list("body", flat=True))
    assert not [word for word in (WHO, "Heron", "sheet 14", "age-encryption") if word in words]
