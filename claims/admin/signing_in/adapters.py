"""What django-allauth is told of us."""

from __future__ import annotations

import base64
import hashlib
from urllib.parse import urlsplit

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.contrib.auth.models import User
from django.http import HttpRequest
from django.urls import reverse


class AccountAdapter(DefaultAccountAdapter):
    """Nobody makes an account for themselves, and the desk says what happened in its own words."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def is_reauthentication_required(self, *, app: str) -> bool:
        # ``access`` asks at the addresses themselves, and by a second factor where there is one.
        return False

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        return reverse("admin:index")

    def get_client_ip(self, request: HttpRequest) -> str:
        # tracker.middleware has told who asks.
        return str(request.META.get("REMOTE_ADDR", ""))

    def add_message(self, *args: object, **kwargs: object) -> None:
        pass

    def send_notification_mail(self, *args: object, **kwargs: object) -> None:
        pass


class MFAAdapter(DefaultMFAAdapter):
    """Secrets lie encrypted in the database: who copies that alone cannot sign in by them."""

    def encrypt(self, text: str) -> str:
        return _cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Empty where it was encrypted under a key that is gone: then no code fits."""
        try:
            return _cipher().decrypt(encrypted_text.encode()).decode()
        except InvalidToken:
            return ""

    def get_totp_issuer(self) -> str:
        return settings.SITE_NAME

    def get_totp_label(self, user: User) -> str:
        return str(user.get_username())

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """Keys belong to the host that editors know, whatever a request says."""
        host = urlsplit(settings.DESK_URL or settings.SITE_URL).hostname
        return {"id": host or "", "name": settings.SITE_NAME}

    def get_public_key_credential_user_entity(self, user: User) -> dict[str, object]:
        """A device shows the name colleagues use, and no address."""
        found: dict[str, object] = super().get_public_key_credential_user_entity(user)
        return {**found, "name": user.get_username(), "display_name": user.get_username()}


def _cipher() -> MultiFernet:
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return MultiFernet([Fernet(_key(key)) for key in keys])


def _key(secret: str) -> bytes:
    digest = hashlib.sha256(b"second factors\0" + secret.encode()).digest()
    return base64.urlsafe_b64encode(digest)
