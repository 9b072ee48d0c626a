"""Each “no response yet” gets the request for comment that it tells of."""

from django.db import migrations

ALIKE = ("asked_at", "asked_precision")


def give_requests(apps, schema_editor):
    Stance = apps.get_model("claims", "Stance")
    Request = apps.get_model("claims", "CommentRequest")
    Line = apps.get_model("claims", "HistoricalCommentRequest")
    waiting = Stance.objects.filter(stance="no_response", request=None)
    for stance in waiting.order_by("pk").iterator():
        told = {
            "claim_id": stance.claim_id,
            "whom_id": stance.source_id,
            **{name: getattr(stance, name) for name in ALIKE},
        }
        request = Request.objects.create(**told)
        Line.objects.create(
            id=request.pk,
            history_date=stance.asked_at,
            history_type="+",
            history_change_reason="Told by the stance that stood here before requests were kept",
            **told,
        )
        stance.request = request
        stance.save(update_fields=["request"])


class Migration(migrations.Migration):
    dependencies = [("claims", "0007_comment_request")]
    # Backwards nothing is lost: the stance keeps when we asked.
    operations = [migrations.RunPython(give_requests, migrations.RunPython.noop)]
