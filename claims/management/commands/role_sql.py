"""Print the SQL that gives each process on PostgreSQL no more than it needs."""

from __future__ import annotations

import re
from argparse import ArgumentParser
from collections.abc import Iterable, Iterator

from django.apps import apps
from django.core.management import BaseCommand, CommandError
from django.db.models import Model

from claims.models.desk.audit import AuditEvent
from claims.models.desk.authorship import Authorship, DecisionDigest
from claims.models.record.checkpoint import Checkpoint, Cosignature
from claims.models.record.clock import Clock
from claims.models.record.entry import Entry, EntryBody
from claims.models.record.rows import ROWS
from claims.models.record.vocabulary import PublishedWord

NAME = re.compile(r"[a-z_][a-z0-9_]{0,62}")
ROLES = {
    "migrator": "owns every table; runs migrate, rebuild_record, guard_record, role_sql",
    "app": "the desk and the site: adds to the log, and can neither change nor unguard it",
    "signer": "runs checkpoint: reads everything of the record, adds checkpoints",
    "reader": "a process that serves pages alone: reads the record, and nothing of the desk",
}
HEAD = "-- Roles of Counterclaim. Run as a superuser, and again after each migrate."
# What is added to and never changed; the words of an entry go where a trigger allows it.
ADDED_TO = (Entry, EntryBody, Authorship, DecisionDigest, AuditEvent)
SIGNED = (Checkpoint, Cosignature)
RECORD = (Entry, EntryBody, Clock, *SIGNED, *ROWS, PublishedWord)


class Command(BaseCommand):
    help = (
        "Print the SQL that makes roles on PostgreSQL and says what each may do: who serves the "
        "site can then neither change the log nor lift its triggers. Look at it, then run it with "
        "psql as a superuser; passwords are for you to set."
    )
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        for role, what in ROLES.items():
            parser.add_argument(f"--{role}", default=f"counterclaim_{role}", help=what)
        parser.add_argument("--database", default="counterclaim", help="what it is called")

    def handle(
        self,
        *args: object,
        database: str,
        migrator: str,
        app: str,
        signer: str,
        reader: str,
        **options: object,
    ) -> None:
        for name in (database, migrator, app, signer, reader):
            if not NAME.fullmatch(name):
                raise CommandError(f"“{name}” is no plain name: small letters, digits and “_”.")
        self.stdout.write("\n".join(statements(database, migrator, app, signer, reader)))


def statements(database: str, migrator: str, app: str, signer: str, reader: str) -> Iterator[str]:
    """One statement or remark each."""
    yield HEAD
    for name in (migrator, app, signer, reader):
        yield (
            f"DO $$ BEGIN CREATE ROLE {name} LOGIN;"
            " EXCEPTION WHEN duplicate_object THEN NULL; END $$;"
        )
    yield f"GRANT CONNECT ON DATABASE {database} TO {migrator}, {app}, {signer}, {reader};"
    yield f"GRANT USAGE, CREATE ON SCHEMA public TO {migrator};"
    yield f"REVOKE CREATE ON SCHEMA public FROM PUBLIC, {app}, {signer}, {reader};"
    yield f"GRANT USAGE ON SCHEMA public TO {app}, {signer}, {reader};"
    yield (
        "DO $$ DECLARE t record; BEGIN FOR t IN SELECT tablename FROM pg_tables"
        " WHERE schemaname = 'public' LOOP"
        f" EXECUTE format('ALTER TABLE public.%I OWNER TO {migrator}', t.tablename);"
        " END LOOP; END $$;"
    )
    yield (
        "DO $$ DECLARE f record; BEGIN FOR f IN SELECT oid::regprocedure AS name FROM pg_proc"
        " WHERE pronamespace = 'public'::regnamespace AND proname LIKE 'claims\\_%' LOOP"
        f" EXECUTE format('ALTER FUNCTION %s OWNER TO {migrator}', f.name); END LOOP; END $$;"
    )
    yield f"REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {app}, {signer}, {reader};"
    yield f"GRANT SELECT, INSERT, UPDATE, DELETE ON {_names(_editable())} TO {app};"
    yield f"GRANT SELECT ON django_migrations, {_names(SIGNED)} TO {app};"
    yield f"GRANT SELECT, INSERT ON {_names(ADDED_TO)} TO {app};"
    yield "-- Words go where somebody would be in danger: a trigger lets no others go."
    yield f"GRANT DELETE ON {_names([EntryBody])} TO {app};"
    yield f"GRANT SELECT ON ALL TABLES IN SCHEMA public TO {signer};"
    yield f"GRANT INSERT ON {_names(SIGNED)} TO {signer};"
    yield f"GRANT SELECT ON django_migrations, {_names(RECORD)} TO {reader};"
    yield f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {app}, {signer};"


def _editable() -> list[type[Model]]:
    """Every table but those of the log; rows, too, which triggers let follow the entries alone."""
    fixed = {*ADDED_TO, *SIGNED}
    every = apps.get_models(include_auto_created=True)
    return [model for model in every if model not in fixed and model._meta.managed]


def _names(models: Iterable[type[Model]]) -> str:
    return ", ".join(sorted({model._meta.db_table for model in models}))
