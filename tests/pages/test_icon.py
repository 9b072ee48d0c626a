"""Browsers ask for an icon unbidden, and find one."""

import re

import pytest

from tests.builders import an_editor

pytestmark = pytest.mark.django_db


def named_in(answer):
    return re.findall(r'<link rel="icon" href="([^"]*)"', answer.content.decode())


def kind_of(client, path):
    answer = client.get(path)
    answer.close()  # a file is held open until it was sent
    return answer.status_code, answer.get("Content-Type")


SVG = (200, "image/svg+xml")


def test_the_address_browsers_try_leads_to_our_mark_for_good(client):
    moved = client.get("/favicon.ico")

    assert moved.status_code == 301
    assert kind_of(client, moved["Location"]) == SVG


@pytest.mark.parametrize("path", ["/", "/claims/", "/nothing/here/", "/admin/login/", "/admin/"])
def test_every_kind_of_page_names_an_icon_that_is_there(client, path):
    if path == "/admin/":
        client.force_login(an_editor(is_superuser=True))

    (icon,) = named_in(client.get(path))

    assert kind_of(client, icon) == SVG
