"""Say of the decisions of databases that exist whether somebody had looked.

Readers were told of each that we had examined the claim. That stands for what an editor decided
here. The first step of a history that was brought in, where it is “unconfirmed” and names no
evidence, noted how the claim came in: the desk now says so, and shows the claim as changed since
it was published, for an editor to publish as a correction.
"""

from django.db import migrations
from django.db.models import Exists, F, OuterRef

SIZE = 500


def fill(apps, schema_editor):
    decisions = apps.get_model("claims", "StatusChange").objects
    named = apps.get_model("claims", "NamedEvidence").objects.filter(decision=OuterRef("pk"))
    noted = decisions.filter(n=1, status="unconfirmed").exclude(at=F("recorded_at"))
    update(decisions, noted.exclude(Exists(named)), examined=False)
    before = decisions.filter(claim=OuterRef("claim"), n=OuterRef("n") - 1, examined=True)
    update(decisions, decisions.filter(Exists(before)), was_examined=True)
    tell_claims(apps)


def tell_claims(apps):
    claims = apps.get_model("claims", "Claim").objects
    last, looked = {}, {}
    rows = apps.get_model("claims", "StatusChange").objects.order_by("claim", "n")
    for pk, examined, at in rows.values_list("claim", "examined", "recorded_at"):
        last[pk] = examined
        if examined:
            looked.setdefault(pk, at)
    in_steps(claims, [pk for pk, examined in last.items() if examined], examined=True)
    noted = [pk for pk, examined in last.items() if not examined]
    in_steps(claims.filter(publication="published"), noted, changed=True)
    history = apps.get_model("claims", "HistoricalClaim").objects
    for pk, at in looked.items():
        history.filter(id=pk, history_date__gte=at).update(examined=True)


def update(rows, wanted, **values):
    in_steps(rows, list(wanted.values_list("pk", flat=True)), **values)


def in_steps(rows, keys, **values):
    for start in range(0, len(keys), SIZE):
        rows.filter(pk__in=keys[start : start + SIZE]).update(**values)


class Migration(migrations.Migration):
    dependencies = [("claims", "0040_whether_somebody_looked")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
