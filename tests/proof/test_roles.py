"""Whoever serves the site cannot change the log, not even with the database's own words."""

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction

from claims import actions
from claims.domain.vocabulary import Grounds
from claims.management.commands.role_sql import statements
from tests.builders import NOW, a_claim, a_source, published

ROLES = {name: f"cc_test_{name}" for name in ("migrator", "app", "signer", "reader")}


def run(sql):
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)


def refused(sql):
    with pytest.raises(DatabaseError, match="permission denied|must be owner"):
        run(sql)


@pytest.fixture
def as_role(db):
    """Makes the roles, and acts as one of them; all of it is undone with the test."""
    claim = published(a_claim())
    run("SET CONSTRAINTS ALL IMMEDIATE")
    for one in statements(database=connection.settings_dict["NAME"], **ROLES):
        if not one.startswith("--"):
            # Tests make their tables from the models, and have none of migrations.
            run(one.replace("django_migrations, ", ""))

    def act(role):
        run(f"SET LOCAL ROLE {ROLES[role]}")
        return claim

    yield act
    run("RESET ROLE")


@pytest.mark.postgres
def test_the_site_adds_to_the_log_and_can_do_nothing_else_to_it(as_role):
    claim = as_role("app")

    published(a_source("Added by the site"))
    claim.refresh_from_db()
    actions.suppress(claim, grounds=Grounds.LAW, reason="A court.", by=None, at=NOW)
    for sql in (
        "UPDATE claims_entry SET kind = 'x'",
        "DELETE FROM claims_entry",
        "TRUNCATE claims_entry CASCADE",
        "DROP TRIGGER entry_no_change ON claims_entry",
        "ALTER TABLE claims_entry DISABLE TRIGGER ALL",
        "ALTER TABLE claims_publishedclaim DISABLE TRIGGER ALL",
        "ALTER FUNCTION claims_fixed() RENAME TO claims_free",
        "UPDATE claims_entrybody SET body = ''",
        "UPDATE claims_authorship SET by_id = NULL",
        "DELETE FROM claims_decisiondigest",
        "INSERT INTO claims_checkpoint SELECT 1, '', '', now(), ''",
        "CREATE TABLE mine (n int)",
    ):
        refused(sql)


@pytest.mark.postgres
def test_the_signer_signs_and_writes_nothing_else(as_role):
    as_role("signer")

    run("INSERT INTO claims_checkpoint SELECT 1, '', '', now(), ''")
    refused("DELETE FROM claims_checkpoint")
    refused("UPDATE claims_claim SET statement = ''")
    refused("INSERT INTO claims_entry SELECT * FROM claims_entry")


@pytest.mark.postgres
def test_who_serves_pages_alone_reads_nothing_of_the_desk(as_role, client):
    claim = as_role("reader")

    assert client.get(f"/claims/{claim.slug}/").status_code == 200
    refused("SELECT * FROM claims_claim")
    refused("SELECT * FROM auth_user")
    refused("UPDATE claims_publishedclaim SET until = 1")


def test_a_name_that_is_more_than_a_name_is_refused():
    with pytest.raises(CommandError, match="no plain name"):
        call_command("role_sql", "--app", "x; DROP TABLE y")


def test_the_sql_is_printed(capsys):
    call_command("role_sql")

    assert (
        "GRANT SELECT, INSERT ON claims_auditevent, claims_authorship," in capsys.readouterr().out
    )
