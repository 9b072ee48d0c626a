"""Search by tokens: the same words found on SQLite and PostgreSQL.

The columns of rows already published are filled by `manage.py rebuild_record`, which makes rows
from the entries; until then `verify_record` says that they differ.
"""

from django.db import migrations, models

import claims.models.record.search

SEARCHED = ("claims_publishedclaim", "claims_publishedevent", "claims_publishedsource")


def index_tokens(apps, schema_editor):
    """On SQLite the index and its triggers are put in place after migrations."""
    # What stood there was text and not tokens.
    schema_editor.execute("UPDATE claims_publishedclaim SET search = ''")
    if schema_editor.connection.vendor != "postgresql":
        return
    for table in SEARCHED:
        schema_editor.execute(
            f"ALTER TABLE {table} ADD COLUMN search_tokens tsvector"
            " GENERATED ALWAYS AS (array_to_tsvector(string_to_array(search, ' '))) STORED"
        )
        schema_editor.execute(
            f"CREATE INDEX {table}_search ON {table} USING gin (search_tokens)"
        )


def unindex_tokens(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        for table in SEARCHED:
            schema_editor.execute(f"ALTER TABLE {table} DROP COLUMN search_tokens")
    else:
        for table in SEARCHED:
            schema_editor.execute(f"DROP TABLE IF EXISTS {table}_fts")


class Migration(migrations.Migration):
    dependencies = [("claims", "0015_help_for_editors")]
    operations = [
        migrations.AddField(
            model_name=name,
            name="search",
            field=claims.models.record.search.SearchField(blank=True, default=""),
        )
        for name in ("publishedevent", "publishedsource")
    ] + [
        migrations.AlterField(
            model_name="publishedclaim",
            name="search",
            field=claims.models.record.search.SearchField(blank=True, default=""),
        ),
        migrations.RunPython(index_tokens, unindex_tokens),
        migrations.RemoveIndex(
            model_name='publishedclaim',
            name='publishedclaim_list',
        ),
        migrations.AddIndex(
            model_name='publishedclaim',
            index=models.Index(fields=['-effective_from', '-since', 'until', 'effective_until', 'publication'], name='publishedclaim_list'),
        ),
        migrations.RemoveIndex(
            model_name='publishedclaim',
            name='publishedclaim_status',
        ),
        migrations.RemoveIndex(
            model_name='publishedclaim',
            name='publishedclaim_event',
        ),
        migrations.RemoveIndex(
            model_name='publishedclaim',
            name='publishedclaim_claimant',
        ),
        migrations.AddField(
            model_name='publishedclaim',
            name='measures',
            field=models.TextField(blank=True, default=''),
        ),
        migrations.AddIndex(
            model_name='publishedclaim',
            index=models.Index(fields=['status', '-effective_from', '-since', 'until', 'effective_until', 'publication', 'claimant', 'event', 'measures'], name='publishedclaim_status'),
        ),
        migrations.AddIndex(
            model_name='publishedclaim',
            index=models.Index(fields=['event', '-effective_from', '-since', 'until', 'effective_until', 'publication'], name='publishedclaim_event'),
        ),
        migrations.AddIndex(
            model_name='publishedclaim',
            index=models.Index(fields=['claimant', '-effective_from', '-since', 'until', 'effective_until', 'publication'], name='publishedclaim_claimant'),
        ),
        migrations.AddIndex(
            model_name='publishedclaim',
            index=models.Index(fields=['measures', '-effective_from', '-since', 'until', 'effective_until', 'publication'], name='publishedclaim_measures'),
        ),
    ]
