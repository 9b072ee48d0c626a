"""A database for a program of its own: its tables made from the models, in a second."""

from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder


def without_migrations():
    """As if there had never been any: the models alone say what tables there are."""
    settings.MIGRATION_MODULES = {app.label: None for app in apps.get_app_configs()}


def make_tables():
    """What `migrate` would leave behind, triggers too, without all the steps that led there."""
    without_migrations()
    call_command("migrate", run_syncdb=True, verbosity=0)


def make_migrated():
    """The same, and every migration taken for done: what programs that look at them start on."""
    loader = MigrationLoader(None)
    replaced = [old for migration in loader.replacements.values() for old in migration.replaces]
    make_tables()
    recorder = MigrationRecorder(connection)
    recorder.ensure_schema()
    for app, name in {*loader.disk_migrations, *replaced}:
        recorder.record_applied(app, name)


def on_server(words, name):
    """Create or drop a database, which waits until PostgreSQL wrote down all it has in memory."""
    with connection._nodb_cursor() as cursor:
        cursor.execute("SET statement_timeout = 0")
        cursor.execute(f'{words} "{name}"')
