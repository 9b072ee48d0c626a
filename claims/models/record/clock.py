"""What the clocks of our machines said when something was published: a jump shows against it."""

from __future__ import annotations

from django.db import models


class Clock(models.Model):
    """A machine since it was last started: when that was, and when it was last heard, by itself."""

    # Empty for all machines whose system does not name its starts.
    boot = models.CharField(max_length=36, primary_key=True)
    started_at = models.DateTimeField()
    seen_at = models.DateTimeField()

    objects = models.Manager["Clock"]()

    def __str__(self) -> str:
        return f"started {self.started_at:%Y-%m-%d %H:%M} UTC"
