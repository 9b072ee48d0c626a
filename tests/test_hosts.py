"""Where the desk has a host of its own, it is nowhere else; nobody is overheard unasked."""

from __future__ import annotations

import socket

import pytest
from django.core.management import CommandError, call_command

SITE, DESK = "claims.example.org", "desk.example.org"


@pytest.fixture
def apart(settings):
    settings.SITE_URL, settings.DESK_URL = f"https://{SITE}", f"https://{DESK}"
    settings.ALLOWED_HOSTS = [SITE, DESK]


@pytest.mark.django_db
@pytest.mark.usefixtures("apart")
@pytest.mark.parametrize(
    ("host", "path", "status"),
    [
        (SITE, "/", 200),
        (SITE, "/healthz", 200),
        (SITE, "/admin/", 404),
        (SITE, "/admin/login/", 404),
        (DESK, "/admin/login/", 200),
        (DESK, "/healthz", 200),
        ("elsewhere.example.org", "/admin/login/", 400),
    ],
)
def test_each_host_has_its_own(client, host, path, status):
    assert client.get(path, HTTP_HOST=host, secure=True).status_code == status


@pytest.mark.django_db
@pytest.mark.usefixtures("apart")
def test_the_desk_leads_readers_to_where_pages_are(client):
    asked = client.get("/claims/?q=soldiers", HTTP_HOST=DESK, secure=True)
    front = client.get("/", HTTP_HOST=DESK, secure=True)

    assert asked.headers["Location"] == f"https://{SITE}/claims/?q=soldiers"
    assert front.headers["Location"] == "/admin/"


@pytest.mark.parametrize(
    ("site", "host"),
    [("http://claims.example.org", "127.0.0.1"), ("http://127.0.0.1:8000", "0.0.0.0")],
)
def test_others_are_served_without_https_only_where_that_was_agreed_to(settings, site, host):
    settings.SITE_URL = site

    with pytest.raises(CommandError, match="COUNTERCLAIM_PLAIN_HTTP=yes"):
        call_command("serve", host=host)

    settings.PLAIN_HTTP = True
    with socket.socket() as taken:
        taken.bind((host, 0))
        with pytest.raises(CommandError, match="Cannot listen"):
            call_command("serve", host=host, port=taken.getsockname()[1])
