"""Each side of the sources of an event becomes a party of that event."""

from django.db import migrations


def tree_of(events):
    """Each root event with the keys of all its parts."""
    below = {}
    for key, parent in events:
        below.setdefault(parent, []).append(key)

    def down(key):
        return [key, *(deeper for part in below.get(key, ()) for deeper in down(part))]

    return {root: down(root) for root in below.get(None, ())}


def sources_of(apps, events):
    """All whom the claims of some events name, and whom those speak for."""
    claim = apps.get_model("claims", "Claim")
    found = set()
    for path in (
        "claimant",
        "citations__report__publisher",
        "stances__source",
        "evidence__originator",
        "evidence__report__publisher",
    ):
        rows = claim.objects.filter(event__in=events).exclude(**{path: None})
        found |= set(rows.values_list(path, flat=True))
    source = apps.get_model("claims", "Source")
    waiting = found
    while waiting:
        voices = source.objects.filter(pk__in=waiting).exclude(speaks_for=None)
        waiting = set(voices.values_list("speaks_for", flat=True)) - found
        found |= waiting
    return list(source.objects.filter(pk__in=found).order_by("pk"))


def convert(apps, schema_editor):
    event = apps.get_model("claims", "Event")
    party = apps.get_model("claims", "Party")
    member = apps.get_model("claims", "Member")
    for root, events in tree_of(event.objects.order_by("pk").values_list("pk", "parent")).items():
        sources = sources_of(apps, events)
        heads = {source.slug: source.short_name or source.name for source in sources}
        for number, side in enumerate(sorted({source.side for source in sources} - {""})):
            # A side was often called by the source that heads it.
            name = heads.get(side) or side.replace("-", " ").replace("_", " ")
            made = party.objects.create(event_id=root, slug=side, name=name, position=number)
            for source in sources:
                if source.side == side:
                    member.objects.create(event_id=root, party=made, source=source)


class Migration(migrations.Migration):
    dependencies = [("claims", "0029_parties")]

    # The sides stay where they are: turned back, the tables of parties go.
    operations = [migrations.RunPython(convert, migrations.RunPython.noop)]
