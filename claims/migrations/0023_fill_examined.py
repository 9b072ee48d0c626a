"""Tell of the claims of databases that exist whether an editor had decided on them."""

import json

from django.db import migrations


def fill(apps, schema_editor):
    claims = apps.get_model("claims", "PublishedClaim").objects
    bodies = apps.get_model("claims", "EntryBody").objects
    examined = [
        body.entry_id
        for body in bodies.filter(entry__subject_kind="claim").iterator(chunk_size=500)
        if json.loads(body.body)["state"].get("decided")
    ]
    for start in range(0, len(examined), 500):
        claims.filter(since__in=examined[start : start + 500]).update(examined=True)


class Migration(migrations.Migration):
    dependencies = [("claims", "0022_claims_examined")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
