"""The desk as an editor meets it: log in, open a form, type, press a button."""

import html
import re
import time
from unittest.mock import patch

from django.contrib.auth import get_user_model
from django.template.response import TemplateResponse
from django.test import Client
from django.urls import reverse

from tests.builders import an_editor

ROWS = ("citations", "figures", "stances", "evidence", "links_from")


def at_the_desk(name="", **more):
    """A client of an editor who may do everything, and has just signed in."""
    return signed_in(Client(), an_editor(name, is_superuser=True, **more))


def signed_in(client, person, method="password", ago=0):
    """As after signing in by a password or, with ``mfa``, by a second factor, ``ago`` seconds."""
    client.force_login(person)
    session = client.session
    session["account_authentication_methods"] = [{"method": method, "at": time.time() - ago}]
    session["account_authentication_methods_user"] = str(person.pk)
    session.save()
    return client


def who(client):
    return get_user_model().objects.get(pk=client.session["_auth_user_id"])


def page(kind, name="changelist", *args):
    return reverse(f"admin:claims_{kind}_{name}", args=args)


def opened(client, address):
    """What the form at an address would send if the button were pressed at once.

    The view runs, and its template does not: drawing hundreds of boxes that nobody looks at takes
    longer than all else. Who looks at the page asks for it.
    """
    with patch.object(TemplateResponse, "rendered_content", ""):
        response = client.get(address)
    assert response.status_code == 200, response
    return typed(response.context_data)


def typed(context):
    """What the form on a page would send."""
    forms = [context["adminform"].form]
    for formset in context["inline_admin_formsets"]:
        forms += [formset.formset.management_form, *formset.formset.forms]
    sent = {}
    for form in forms:
        for name in form.fields:
            _add(sent, form[name].html_name, form[name].value())
    return sent


def _add(sent, name, value):
    if value is True:
        sent[name] = "on"
    elif isinstance(value, list | tuple):
        sent[name] = [getattr(v, "pk", v) for v in value]
    elif value is not None and value is not False:
        sent[name] = str(getattr(value, "pk", value))


def save(client, address, sent, button="_continue"):
    return client.post(address, {**sent, button: "Save"})


def words(response):
    """The text of a page, without its tags."""
    text = re.sub(r"<[^>]+>", " ", response.content.decode())
    return " ".join(html.unescape(text).split())


def errors(response):
    """Every refusal on a page."""
    found = re.findall(
        r'<ul class="errorlist[^"]*"[^>]*>(.*?)</ul>', response.content.decode(), re.S
    )
    return [html.unescape(re.sub(r"<[^>]+>", " ", e)).strip() for e in found]
