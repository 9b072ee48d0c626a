"""Browsers ask for an icon unbidden, and find one."""

import re

import pytest

from tests.builders import an_editor

pytestmark = pytest.mark.django_db


def named_in(answer):
    return re.findall(r'<link rel="(?:apple-touch-)?icon" href="([^"]*)"', answer.content.decode())


def kind_of(client, path):
    answer = client.get(path)
    answer.close()  # a file is held open until it was sent
    return answer.status_code, answer.get("Content-Type")


SVG, PNG = (200, "image/svg+xml"), (200, "image/png")


@pytest.mark.parametrize("address", ["/favicon.ico", "/apple-touch-icon.png"])
def test_the_addresses_that_are_tried_lead_to_our_mark_for_good(client, address):
    moved = client.get(address)

    assert moved.status_code == 301
    assert kind_of(client, moved["Location"]) == PNG


@pytest.mark.parametrize("path", ["/", "/claims/", "/nothing/here/", "/admin/login/", "/admin/"])
def test_every_kind_of_page_names_icons_that_are_there(client, path):
    if path == "/admin/":
        client.force_login(an_editor(is_superuser=True))

    icons = named_in(client.get(path))

    assert [kind_of(client, icon) for icon in icons] == [PNG, SVG, PNG]
