"""Who is signed in where, and how often somebody tried to be: one store for all processes."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.conf import settings
from django.db import IntegrityError, models, transaction
from django.db.models import F
from django.utils.crypto import salted_hmac

IDLE = timedelta(minutes=120)
LONGEST = timedelta(hours=12)
NOTED_EVERY = timedelta(minutes=1)
"""No oftener: each note is a write."""


class SignIn(models.Model):
    """One browser in which somebody is signed in; where the row is gone, the session has ended."""

    who = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="sign_ins")
    begun_at = models.DateTimeField()
    seen_at = models.DateTimeField()
    browser = models.CharField(max_length=200)

    def __str__(self) -> str:
        return f"{self.who} since {self.begun_at:%Y-%m-%d %H:%M}"

    def is_over(self, now: datetime) -> bool:
        return now - self.seen_at > IDLE or now - self.begun_at > LONGEST

    def note_seen(self, now: datetime) -> None:
        if now - self.seen_at > NOTED_EVERY:
            # Gone meanwhile, it is not made again.
            type(self).objects.filter(pk=self.pk).update(seen_at=now)


class Tries(models.Model):
    """How much of an allowance is used up. Who it is about stands here as a keyed digest alone."""

    key = models.CharField(max_length=64, unique=True)
    begun_at = models.DateTimeField(db_index=True)
    used = models.PositiveIntegerField()

    def __str__(self) -> str:
        return f"{self.used} since {self.begun_at:%Y-%m-%d %H:%M}"


PERIOD = timedelta(hours=1)
Allowance = tuple[str, int]
"""What is counted, and how often it may be tried in a period."""


def take(allowances: Iterable[Allowance], now: datetime) -> bool:
    """Use one of each up; false, and nothing used, where one of them is empty.

    Each is one statement that counts and compares at once, so that tries side by side are counted
    like any others.
    """
    taken: list[Allowance] = []
    for allowance in allowances:
        if not _take(allowance, now):
            give_back(taken, now)
            return False
        taken.append(allowance)
    return True


def give_back(allowances: Iterable[Allowance], now: datetime) -> None:
    """It was no wrong try after all."""
    for name, _most in allowances:
        since = now - PERIOD
        rows = Tries.objects.filter(key=_key(name), begun_at__gt=since, used__gt=0)
        rows.update(used=F("used") - 1)


def _take(allowance: Allowance, now: datetime) -> bool:
    name, most = allowance
    key, since = _key(name), now - PERIOD
    rows = Tries.objects.filter(key=key)
    if rows.filter(begun_at__gt=since, used__lt=most).update(used=F("used") + 1):
        return True
    if rows.filter(begun_at__lte=since).update(begun_at=now, used=1):
        return True
    if rows.exists():
        return False
    try:
        with transaction.atomic():
            Tries.objects.create(key=key, begun_at=now, used=1)
    except IntegrityError:
        # Somebody else was the first at this very moment.
        return _take(allowance, now)
    Tries.objects.filter(begun_at__lte=since).delete()
    return True


def _key(name: str) -> str:
    return salted_hmac("claims.models.desk.sign_in", name, algorithm="sha256").hexdigest()
