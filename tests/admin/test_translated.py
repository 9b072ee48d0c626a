"""Whether the desk can be worked at in another language: nothing is English but names and codes."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.auth import get_user_model
from django.urls import resolve

from claims import dossier
from tests.builders import NOW
from tests.pages.made_up_language import (
    in_another_script,
    is_english,
    left_in_english,
    speak,
)

FIXTURE = Path(settings.BASE_DIR) / "fixtures" / "kunduz-2015.json"
LINK = re.compile(r"""href=["'](/admin/[^"'?#]*)""")
# Pages of Django, of people and passwords; and those that tell what columns hold.
NOT_OURS = re.compile(r"/admin/(auth|password|jsi18n|logout|r/)|/history/$|/auditevent/$")
# Slugs and ids, the names of keys, buttons and languages, what Django itself cannot translate, and
# whom every event counts until its editors say otherwise.
CODES = re.compile(
    r"[a-z]+(-[a-z0-9]+)+|“suppress”|, (killed|injured|missing)\b"
    r"|^(Esc|save|paste|en|es|pt|fr|ar|it|Search|True|False)$"
    r"|^(All|Attackers|Everyone except attackers|Civilians|Security forces|Soldiers|Law enforcement"
    r"|Police|Paramilitary)$"
)


def pages_of_the_desk(client):
    """One page of each kind that can be reached from the first, with its address."""
    waiting, seen = ["/admin/"], set()
    while waiting:
        path = waiting.pop(0)
        kind = resolve(path).view_name
        if kind in seen or NOT_OURS.search(path):
            continue
        seen.add(kind)
        answer = client.get(path)
        if "html" not in answer.headers["Content-Type"] or answer.status_code != 200:
            continue
        html = answer.content.decode()
        yield path, html
        waiting += LINK.findall(html)


@pytest.mark.django_db
def test_no_text_of_the_desk_is_left_in_english(client, monkeypatch):
    speak(monkeypatch)
    found = dossier.read(in_another_script(FIXTURE.read_text(encoding="utf-8")).encode())
    dossier.import_dossier(found, add=True, by=None, at=NOW)
    client.force_login(get_user_model().objects.create_superuser("Ա", password="Ա"))

    left = {}
    for path, html in pages_of_the_desk(client):
        for text in left_in_english(html):
            if is_english(CODES.sub("", text)):
                left.setdefault(text, path)

    assert left == {}
