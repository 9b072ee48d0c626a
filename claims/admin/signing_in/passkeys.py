"""Keys that a device holds: registered, and shown again to sign in."""

from __future__ import annotations

import json

from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.internal import auth
from cryptography.exceptions import InvalidSignature
from django.contrib.auth.models import AnonymousUser, User
from django.core.exceptions import ValidationError

# What comes from a browser is anything: where it is no answer to our question, it is none.
NONSENSE = (
    *(ValidationError, InvalidSignature, ValueError, TypeError),
    *(KeyError, AttributeError, OverflowError, RecursionError),
)


def asked(user: User | AnonymousUser | None = None) -> str:
    """What the browser asks the device; without a person, for any key of this site."""
    return json.dumps(auth.begin_authentication(user))


def shown(user: User | AnonymousUser | None, answer: str) -> Authenticator | None:
    """The key that an answer shows; without a person, whose it is comes with it."""
    try:
        credential = json.loads(answer)
        owner = user or auth.extract_user_from_response(credential)
        read = auth.parse_authentication_response(credential)
        found: Authenticator = auth.complete_authentication(owner, credential)
    except NONSENSE:
        return None
    # Alone it must be two things at once: the device, and a finger, a face or a number.
    verified = read.response.authenticator_data.is_user_verified()
    return found if user is not None or verified else None


def to_register(user: User | AnonymousUser) -> str:
    return json.dumps(auth.begin_registration(user, True))


def register(user: User | AnonymousUser, name: str, answer: str) -> Authenticator | None:
    """Keep a new key; None where the device did not make one for us."""
    try:
        credential = json.loads(answer)
        auth.parse_registration_response(credential)
        made = auth.complete_registration(credential)
    except NONSENSE:
        return None
    if not made.is_user_verified():
        return None
    found: Authenticator = auth.WebAuthn.add(user, name, credential).instance
    return found
