"""Fill the new columns and references of databases that exist, from bodies of version 1."""

import json

from django.db import migrations

# The fields of a state that name other subjects, and in which key of their parts.
NAMED = {
    "claim": {
        "merged_into": None,
        "citations": ("report",),
        "stances": ("source", "report"),
        "evidence": ("originator", "report", "claim"),
        "figures": (
            *("event", "supersedes", "repeats", "same_people_as"),
            *("built_on", "derived_from", "readings"),
        ),
    },
    "source": {"separations": ("other",)},
    "report": {"reprints": None},
    "position": {
        "uses": ("claim",),
        "leaves_out": ("claim",),
        "readings": ("claim",),
        "findings": ("figures",),
    },
}


def named_in(value, keys):
    """Uids under these keys of a part, or of the parts of a part."""
    if isinstance(value, list):
        for one in value:
            yield from named_in(one, keys)
    elif isinstance(value, dict):
        for key in keys:
            inner = value.get(key)
            if isinstance(inner, list):
                yield from named_in(inner, ("claim", "event"))
            elif inner:
                yield inner
    elif value:
        yield value


def fill(apps, schema_editor):
    words = apps.get_model("claims", "EntryBody").objects.select_related("entry")
    reference = apps.get_model("claims", "PublishedReference")
    source = apps.get_model("claims", "PublishedSource")
    waiting = []
    for body in words.order_by("entry_id").iterator(chunk_size=500):
        entry, state = body.entry, json.loads(body.body)["state"]
        if "withheld" in state:
            continue
        found = {
            (field, uid)
            for field, keys in NAMED.get(entry.subject_kind, {}).items()
            for uid in named_in(state.get(field), keys or ())
        }
        waiting += [
            reference(since=entry.seq, n=n, uid=entry.subject, field=field, named=uid)
            for n, (field, uid) in enumerate(sorted(found))
        ]
        if entry.subject_kind == "source":
            source.objects.filter(since=entry.seq).update(
                speaks_for=state["speaks_for"], merged_into=state.get("merged_into", "")
            )
        if len(waiting) >= 2000:
            reference.objects.bulk_create(waiting)
            waiting = []
    reference.objects.bulk_create(waiting)


class Migration(migrations.Migration):
    dependencies = [("claims", "0019_what_rows_and_words_name")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
