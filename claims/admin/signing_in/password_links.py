"""A link by which somebody sets a password: for who was invited, and who has forgotten theirs."""

from __future__ import annotations

import logging
from threading import Thread

from django.conf import settings
from django.contrib.auth.models import User
from django.contrib.auth.tokens import default_token_generator
from django.core.mail import EmailMessage
from django.urls import reverse
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode
from django.utils.translation import gettext as _

log = logging.getLogger(__name__)


def link_for(person: User) -> str:
    """Good once, and for as long as ``PASSWORD_RESET_TIMEOUT`` says."""
    token = default_token_generator.make_token(person)
    named = urlsafe_base64_encode(force_bytes(person.pk))
    # Of the desk as it is known, whatever a request calls it.
    site = settings.DESK_URL or settings.SITE_URL
    return f"{site}{reverse('admin:set_password', args=[named, token])}"


def mail_link(person: User) -> bool:
    """Whether it could be sent; the reason is in the log where it could not."""
    places = {
        "name": person.get_full_name() or person.get_username(),
        "site": settings.SITE_NAME,
        "user": person.get_username(),
        "link": link_for(person),
        "hours": settings.PASSWORD_RESET_TIMEOUT // 3600,
    }
    subject = _("Your password for the desk of %(site)s") % places
    words = _(
        "%(name)s,\n\nhere you set your password for the desk of %(site)s. Your name there is"
        " %(user)s.\n\n%(link)s\n\nThe link is good once and for %(hours)s hours. If you did not"
        " expect it, do nothing: nothing has changed.\n"
    )
    try:
        EmailMessage(subject, words % places, to=[person.email]).send()
    except OSError:
        log.exception("The link could not be mailed.")
        return False
    return True


def mail_forgotten(asked: str) -> None:
    """To whoever goes by this name, if there is one with an address.

    Sent beside the answer, which so takes as long whether there is one or not.
    """
    found = User.objects.filter(username=asked.strip(), is_active=True, is_staff=True).exclude(
        email=""
    )
    for person in found[:1]:
        Thread(target=mail_link, args=[person], daemon=True).start()
