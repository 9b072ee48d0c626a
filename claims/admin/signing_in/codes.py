"""Six digits or a recovery code: each is good for one sign-in, however many try it at once."""

from __future__ import annotations

from allauth.core.internal.cryptokit import compare_user_code
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import (
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)
from allauth.mfa.utils import decrypt
from django.contrib.auth.models import AnonymousUser, User
from django.db import transaction

TYPED = (Authenticator.Type.TOTP, Authenticator.Type.RECOVERY_CODES)
LAST = "last_counter"


def use_code(user: User, code: str) -> Authenticator | None:
    """Use a code up; None where it is wrong, or was used before.

    The rows are held while they are read and written: on SQLite by the transaction, which is the
    only one that writes, on PostgreSQL by their locks.
    """
    code = "".join(code.split())
    with transaction.atomic():
        rows = Authenticator.objects.select_for_update().filter(user=user, type__in=TYPED)
        for row in rows.order_by("pk"):
            fits = _of_app if row.type == Authenticator.Type.TOTP else _recovery
            if fits(row, code):
                return row
    return None


def _of_app(row: Authenticator, code: str) -> bool:
    """A code is of a span of time; once one was used, neither it nor an earlier one is good."""
    counter = counter_of(decrypt(row.data["secret"]), code)
    if counter is None or counter <= row.data.get(LAST, -1):
        return False
    row.data[LAST] = counter
    row.save(update_fields=["data"])
    return True


def counter_of(secret: str, code: str) -> int | None:
    """The span of time that a code is of, near enough to now; None where it is of none."""
    if not secret:
        return None
    for counter in yield_hotp_counters_from_time():
        if compare_user_code(actual=code, expected=format_hotp_value(hotp_value(secret, counter))):
            return int(counter)
    return None


def _recovery(row: Authenticator, code: str) -> bool:
    if not decrypt(row.data["seed"]):
        return False
    return bool(RecoveryCodes(row).validate_code(code))


def has_second_factor(user: User | AnonymousUser) -> bool:
    """Whether somebody has an app or a key; recovery codes alone are none."""
    rows = Authenticator.objects.filter(user=user)
    return bool(rows.exclude(type=Authenticator.Type.RECOVERY_CODES).exists())
