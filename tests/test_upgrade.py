"""A database made before the first release is opened, verified, served and published on."""

from __future__ import annotations

import json
import lzma
import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
# The demonstration of November 2026, made when there were sixteen migrations.
KEPT = ROOT / "tests/data/demonstration-2026-11.sqlite3.xz"
DATABASE = "counterclaim.sqlite3"

PAGES = """
import json

from django.test import Client
from claims.models.record.rows import PublishedClaim, PublishedEvent, PublishedSource

found = ["/", "/claims/", "/events/", "/sources/", "/changes/", "/sitemap.xml", "/readyz"]
found += ["/feeds/changes.atom", "/export/figures.csv", "/api/v1/record/?limit=100"]
for kind, rows in (
    ("claims", PublishedClaim), ("events", PublishedEvent), ("sources", PublishedSource)
):
    slugs = sorted(set(rows.objects.current().exclude(slug="").values_list("slug", flat=True)))
    # Some of each kind, from one end to the other.
    for slug in slugs[:: len(slugs) // 8 or 1]:
        found += [f"/{kind}/{slug}/", f"/{kind}/{slug}/changes.json", f"/api/v1/{kind}/{slug}/"]
found += [f"{page}?as_of=2024-08-28" for page in ("/", "/claims/", "/events/", "/sources/")]
found += ["/claims/?q=killed"]
print(json.dumps({page: Client().get(page).status_code for page in found}))
"""

EDIT = """
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone
from claims import actions
from claims.models.desk.claim import Claim

claim = Claim.objects.filter(publication="published").order_by("pk").first()
claim.statement = "Written by the code of today."
claim.save()
entry, *_ = actions.publish([claim], note="New words.", by=User.objects.first(), at=timezone.now())
assert "Written by the code of today." in Client().get(f"/claims/{claim.slug}/").content.decode()
print(entry.seq)
"""


def manage(directory, *words):
    return subprocess.run(
        [sys.executable, "manage.py", *words],
        cwd=ROOT,
        env={
            "PATH": os.environ["PATH"],
            "COUNTERCLAIM_ENV_FILE": os.devnull,
            "COUNTERCLAIM_DATA": str(directory),
            "ALLOWED_HOSTS": "testserver",
        },
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )


def unpacked(directory):
    (directory / DATABASE).write_bytes(lzma.decompress(KEPT.read_bytes()))
    return directory


@pytest.fixture(scope="module")
def upgraded(tmp_path_factory):
    directory = unpacked(tmp_path_factory.mktemp("upgraded"))
    migrated = manage(directory, "migrate", "--verbosity", "0")
    assert migrated.returncode == 0, migrated.stderr
    return directory


def test_its_record_is_sound_and_as_long_as_it_was(upgraded):
    verified = manage(upgraded, "verify_record")

    assert verified.stdout.startswith("423 entries, 1,360 rows: sound."), verified.stdout
    # That version named eleven things before they were on record, and entries are never changed.
    assert verified.stdout.count("which came on record only later") == 11


def test_it_has_what_a_new_database_has(upgraded, tmp_path):
    """Which is made at once, and not by the steps that led there."""
    migrated = manage(tmp_path, "migrate", "--verbosity", "0")
    assert migrated.returncode == 0, migrated.stderr

    old, new = schema(upgraded), schema(tmp_path)

    assert len(new) > 400
    assert old == new


def schema(directory):
    """Tables, indexes and triggers; of a table its columns and constraints, in whatever order."""
    with sqlite3.connect(directory / DATABASE) as database:
        made = database.execute("SELECT name, sql FROM sqlite_master WHERE sql <> ''").fetchall()
    database.close()
    # A comma that stands deeper parts nothing, yet sorted lists are equal where these are.
    return {name: sorted(sql.removesuffix(")").split(", ")) for name, sql in made}


def test_each_of_its_pages_is_served(upgraded):
    answer = manage(upgraded, "shell", "--verbosity", "0", "--command", PAGES)

    assert answer.returncode == 0, answer.stderr
    found = json.loads(answer.stdout.splitlines()[-1])
    assert len(found) > 80
    assert {page: code for page, code in found.items() if code != 200} == {}


def test_what_was_only_noted_waits_to_be_published_as_not_examined(upgraded):
    """As readers were told until then, so they read until an editor publishes it."""
    with sqlite3.connect(upgraded / DATABASE) as database:
        counted = "SELECT count(*) FROM claims_{} WHERE status = 'unconfirmed' AND {}"
        noted = counted.format("claim", "NOT examined AND changed")
        shown = counted.format("publishedclaim", "until IS NULL AND examined")
        counts = [database.execute(query).fetchone()[0] for query in (noted, shown)]
    database.close()

    assert counts == [101, 101]


def test_the_sides_of_its_sources_are_parties_of_its_event(upgraded):
    answer = manage(upgraded, "export_dossier", "balochistan-attacks-2024-08-26")

    parties = json.loads(answer.stdout)["parties"]
    members = {party["name"]: {one["source"] for one in party["members"]} for party in parties}
    assert members["BLA"] == {"bla", "jeeyand-baloch"}
    assert len(members.pop("state")) == 19
    assert list(members) == ["BLA"]


def test_an_edit_is_published_on_top_of_what_stood(tmp_path, upgraded):
    (tmp_path / DATABASE).write_bytes((upgraded / DATABASE).read_bytes())

    answer = manage(tmp_path, "shell", "--verbosity", "0", "--command", EDIT)

    assert answer.returncode == 0, answer.stderr
    assert answer.stdout.splitlines()[-1] == "424"
    assert "424 entries" in manage(tmp_path, "verify_record").stdout


def test_a_database_that_stopped_half_way_is_refused_with_what_to_do(tmp_path):
    unpacked(tmp_path)
    with sqlite3.connect(tmp_path / DATABASE) as database:
        database.execute("DELETE FROM django_migrations WHERE name > '0010' AND app = 'claims'")
    database.close()

    answers = [manage(tmp_path, "migrate"), manage(tmp_path, "serve")]

    for answer in answers:
        assert answer.returncode == 1
        assert "This database has 0009_no_response_needs_a_request but not" in answer.stderr
        assert "Traceback" not in answer.stderr


def test_a_migration_that_was_killed_is_gone_on_with_after_the_entries_were_checked(tmp_path):
    unpacked(tmp_path)
    with sqlite3.connect(tmp_path / DATABASE) as database:
        # As `migrate` leaves it where it is killed: it lifts them first, and puts them back last.
        database.execute("DROP TRIGGER entry_no_delete")
    database.close()

    refused, guarded = manage(tmp_path, "migrate"), manage(tmp_path, "guard_record")

    assert refused.returncode == 1
    assert "run `python manage.py guard_record` first" in refused.stderr
    assert guarded.returncode == 0, guarded.stderr
    assert "“entry_no_delete” was missing or altered; it stands again." in guarded.stdout
    assert "423 entries" in manage(tmp_path, "verify_record").stdout
