"""What one release made is not served, and not confirmed, by the next."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from claims.lookup.release import digest_of

ROOT = Path(__file__).parents[2]
SETTINGS = """
from tracker.settings import *
MIGRATION_MODULES = {app.rpartition(".")[2]: None for app in INSTALLED_APPS}
"""
PROGRAM = """
import json
import django
from django.core.management import call_command
django.setup()
call_command("migrate", run_syncdb=True, verbosity=0)
from django.test import Client
client = Client()
page = client.get("/methodology/").content.decode()
print(json.dumps({"page": page, "etag": client.get("/api/v1/claims/")["ETag"]}))
"""


@pytest.fixture
def checkout(tmp_path):
    """A copy of the code that a test may change."""
    for name in ("claims", "tracker", "docs"):
        ignored = shutil.ignore_patterns("__pycache__")
        shutil.copytree(ROOT / name, tmp_path / name, ignore=ignored)
    (tmp_path / "unmigrated.py").write_text(SETTINGS, "utf-8")
    return tmp_path


def ask(checkout):
    """The answers of a process that starts now and finds what the last one kept."""
    environment = {
        "PATH": os.environ["PATH"],
        "COUNTERCLAIM_ENV_FILE": os.devnull,
        "COUNTERCLAIM_DATA": str(checkout / "data"),
        "ALLOWED_HOSTS": "testserver",
        "DJANGO_SETTINGS_MODULE": "unmigrated",
    }
    command = [sys.executable, "-c", PROGRAM]
    made = subprocess.run(
        command, cwd=checkout, env=environment, capture_output=True, text=True, check=True
    )
    return json.loads(made.stdout)


def test_a_changed_template_is_seen_by_whoever_has_the_page_of_the_last_release(checkout):
    before = ask(checkout)
    template = checkout / "claims/templates/claims/methodology.html"
    template.write_text(template.read_text("utf-8").replace("<h1>", "<h1>Anew: ", 1), "utf-8")

    after = ask(checkout)

    assert "<h1>Anew: " not in before["page"]
    assert "<h1>Anew: " in after["page"]
    assert before["etag"] != after["etag"]


def test_the_same_code_is_the_same_release_wherever_it_lies(checkout):
    assert digest_of([checkout / "claims"]) == digest_of([ROOT / "claims"])


@pytest.mark.parametrize(
    "changed",
    ["claims/urls.py", "claims/templates/new.html", "claims/static/new.css", "docs/new.md"],
)
def test_whatever_readers_may_see_of_a_change_makes_another_release(checkout, changed):
    folders = [checkout / "claims", checkout / "docs"]
    before = digest_of(folders)

    (checkout / changed).write_text("new", "utf-8")

    assert digest_of(folders) != before
