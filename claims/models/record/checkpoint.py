"""What was signed of the record, and who else signed it: kept for ever, as the log is."""

from __future__ import annotations

from django.db import models
from django.db.models import Q


class Checkpoint(models.Model):
    """A signed note that tells the record up to an entry as one root. Made by ``checkpoint``."""

    size = models.BigIntegerField(primary_key=True)
    root = models.CharField(max_length=64)
    key = models.CharField(max_length=300)
    signed_at = models.DateTimeField()
    note = models.TextField()

    objects = models.Manager["Checkpoint"]()

    class Meta:
        constraints = [
            models.CheckConstraint(name="checkpoint_of_an_entry", condition=Q(size__gte=1)),
        ]

    def __str__(self) -> str:
        return f"the record up to entry {self.size}"

    def signed(self) -> str:
        """The note with the signatures of all witnesses below ours."""
        return self.note + "".join(one.line for one in self.cosignatures.order_by("pk"))


class Cosignature(models.Model):
    """A line by which a witness signed a checkpoint: what it had seen before was continued."""

    checkpoint = models.ForeignKey(
        Checkpoint, on_delete=models.DO_NOTHING, related_name="cosignatures"
    )
    key = models.CharField(max_length=300)
    name = models.CharField(max_length=200)
    witnessed_at = models.DateTimeField()
    line = models.CharField(max_length=500)

    objects = models.Manager["Cosignature"]()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="cosignature_once", fields=["checkpoint", "key"]),
        ]

    def __str__(self) -> str:
        return f"{self.name} on {self.checkpoint_id}"


def newest() -> Checkpoint | None:
    return Checkpoint.objects.order_by("-size").first()


def covering(seq: int) -> Checkpoint | None:
    """The first that was signed with an entry in it."""
    return Checkpoint.objects.filter(size__gte=seq).order_by("size").first()
