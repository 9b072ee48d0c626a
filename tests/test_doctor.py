"""`manage.py doctor` finds what is not as it should be, and nothing else."""

from __future__ import annotations

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from claims.management import health_checks
from claims.management.baking import Baker
from claims.models.desk.backup import Backup
from tests.builders import a_claim, an_editor, published

pytestmark = pytest.mark.django_db


def said():
    out = StringIO()
    try:
        call_command("doctor", stdout=out)
    except CommandError as broken:
        return out.getvalue() + str(broken)
    return out.getvalue()


@pytest.fixture
def in_order(settings, tmp_path, monkeypatch):
    """A place where all is as it should be, for any user who runs the tests."""
    monkeypatch.setattr("os.geteuid", lambda: 1000)
    settings.SITE_URL = "http://127.0.0.1:8000"
    settings.DATA = tmp_path / "data"
    settings.DATA.mkdir(mode=0o700)
    settings.BAKED = str(tmp_path / "baked")


def test_a_place_in_order_is_told_so(in_order):
    baker = Baker(health_checks.Folder(health_checks.settings.BAKED))
    baker.bake("/claims/")
    baker.headers.write()
    (baker.folder.path / "alive").touch()

    assert said() == "All is as it should be.\n"


def test_what_is_not_in_order_is_said_in_sentences(in_order, settings):
    published(a_claim())
    settings.DATA.chmod(0o755)
    Backup.objects.create(
        path="/mnt/old.age",
        made_at=timezone.now() - timedelta(days=9),
        entries=1,
        digest="",
        size=1,
    )

    found = said()

    for words in (
        "chmod 700",
        "Nobody has signed",
        "No backup was made in a day",
        "There are no files",
    ):
        assert words in found
    assert found.endswith("4 things are not as they should be.")


def test_a_public_site_is_told_what_it_lacks(in_order, settings):
    settings.SITE_URL, settings.PUBLIC, settings.BAKED = "https://claims.example.org", True, ""
    an_editor("mahin")

    found = said()

    for words in ("COUNTERCLAIM_DESK_URL", "COUNTERCLAIM_PROXIES", "COUNTERCLAIM_BAKED", "(mahin)"):
        assert words in found
