"""A wrong setting stops the start with one sentence that says what to do."""

from __future__ import annotations

import os
import re
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import SystemCheckError
from django.db import connection

ROOT = Path(__file__).parent.parent
LONG = "a-long-enough-secret-key-for-a-test-0123456789-abcdef"
SHOW = "from django.conf import settings as s; print({})"


def run(*words, **environment):
    """Start Python in a bare environment, as a new machine would."""
    bare = {"PATH": os.environ["PATH"], "COUNTERCLAIM_ENV_FILE": os.devnull}
    return subprocess.run(
        [sys.executable, *words],
        cwd=ROOT,
        env=bare | {name: str(value) for name, value in environment.items()},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def setting(expression, **environment):
    """What a setting is, in a bare environment."""
    code = SHOW.format(expression)
    done = run("-c", code, DJANGO_SETTINGS_MODULE="tracker.settings", **environment)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


@pytest.mark.parametrize(
    ("wrong", "advice"),
    [
        ({"DATABASE_URL": "nonsense"}, "write postgres://"),
        ({"DATABASE_URL": "mysql://user@host/name"}, "write postgres://"),
        ({"DATABASE_URL": "postgres://user:hunter2@host:port/name"}, "write postgres://"),
        ({"DATABASE_URL": "sqlite://:memory:"}, "write postgres://"),
        ({"REDIS_URL": "localhost"}, "write redis://"),
        ({"DEBUG": "maybe"}, "write true or false"),
        ({"COUNTERCLAIM_STATEMENT_TIMEOUT": "soon"}, "write a whole number of seconds"),
        ({"COUNTERCLAIM_API_RATE": "often"}, "write a number and a period"),
        ({"COUNTERCLAIM_API_RATE": "0/minute"}, "write a number and a period"),
        ({"COUNTERCLAIM_PROXIES": "many"}, "write a whole number"),
        ({"ALLOWED_HOSTS": "*"}, "name the hosts"),
        ({"COUNTERCLAIM_LANGUAGE": "tlh"}, "translate the sentences"),
        ({"COUNTERCLAIM_LANGUAGE": "../en"}, "write a language tag"),
        ({"CSRF_TRUSTED_ORIGINS": "example.org"}, "begin each with https://"),
        ({"SITE_URL": "example.org"}, "write the whole address"),
        ({"COUNTERCLAIM_DATA_LICENCE_URL": "CC BY"}, "write a whole address"),
        ({"SITE_URL": "https://example.org/tracker"}, "no path"),
        ({"SITE_URL": "https://example.org"}, "SECRET_KEY must be set"),
        ({"SITE_URL": "https://example.org", "SECRET_KEY": LONG, "DEBUG": "1"}, "turn DEBUG off"),
        ({"SECRET_KEY": "short"}, "make one with"),
        ({"COUNTERCLAIM_DATA": str(ROOT / "manage.py" / "data")}, "set COUNTERCLAIM_DATA"),
    ],
)
def test_a_wrong_setting_stops_the_start_with_one_sentence(wrong, advice, tmp_path):
    environment = {"COUNTERCLAIM_DATA": tmp_path, "DATABASE_URL": f"sqlite:///{tmp_path}/db"}

    done = run("manage.py", "check", **environment | wrong)

    assert done.returncode == 1
    assert done.stderr.startswith("Counterclaim cannot start. ")
    assert advice in done.stderr
    assert "hunter2" not in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_with_nothing_set_it_starts(tmp_path):
    done = run("manage.py", "check", COUNTERCLAIM_DATA=tmp_path)

    assert done.returncode == 0, done.stderr


def test_the_data_directory_may_have_an_awkward_name(tmp_path):
    awkward = tmp_path / "what is true? #1 100%25"

    assert run("manage.py", "migrate", "auth", COUNTERCLAIM_DATA=awkward).returncode == 0
    assert (awkward / "counterclaim.sqlite3").exists()


def test_debug_is_off_unless_asked_for(tmp_path):
    assert setting("s.DEBUG", COUNTERCLAIM_DATA=tmp_path) == "False"
    assert setting("s.DEBUG", COUNTERCLAIM_DATA=tmp_path, DEBUG="yes") == "True"


def test_the_hosts_are_this_machine_and_the_one_readers_use(tmp_path):
    environment = {"SITE_URL": "https://example.org", "SECRET_KEY": LONG}

    hosts = setting("s.ALLOWED_HOSTS", COUNTERCLAIM_DATA=tmp_path, **environment)

    assert hosts == "['localhost', '127.0.0.1', '[::1]', 'example.org']"


def test_a_public_site_stands_behind_one_proxy_unless_told_otherwise(tmp_path):
    public = {"SITE_URL": "https://example.org", "SECRET_KEY": LONG, "COUNTERCLAIM_DATA": tmp_path}
    proxies = "s.PROXIES"

    assert setting(proxies, COUNTERCLAIM_DATA=tmp_path) == "0"
    assert setting(proxies, **public) == "1"
    assert setting(proxies, **public, COUNTERCLAIM_PROXIES="2") == "2"


def test_the_generated_key_is_kept_and_private(tmp_path):
    first = setting("s.SECRET_KEY", COUNTERCLAIM_DATA=tmp_path)

    assert setting("s.SECRET_KEY", COUNTERCLAIM_DATA=tmp_path) == first
    assert stat.S_IMODE((tmp_path / "secret_key").stat().st_mode) == 0o600


def test_processes_that_start_at_once_share_one_key(tmp_path):
    words = [sys.executable, "-c", SHOW.format("s.SECRET_KEY")]
    environment = {
        "PATH": os.environ["PATH"],
        "DJANGO_SETTINGS_MODULE": "tracker.settings",
        "COUNTERCLAIM_ENV_FILE": os.devnull,
        "COUNTERCLAIM_DATA": str(tmp_path),
    }

    started = [
        subprocess.Popen(words, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True)
        for _ in range(6)
    ]
    keys = {process.communicate(timeout=60)[0] for process in started}

    assert len(keys) == 1
    assert len(keys.pop().strip()) >= 50


def test_an_unreadable_key_says_so(tmp_path):
    (tmp_path / "secret_key").mkdir()

    done = run("manage.py", "check", COUNTERCLAIM_DATA=tmp_path)

    assert "cannot be read" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_file_can_hold_the_settings_and_the_environment_wins(tmp_path):
    file = tmp_path / "settings.env"
    file.write_text("SITE_NAME=From the file\nSITE_URL=http://file.example\n")
    environment = {"COUNTERCLAIM_DATA": tmp_path, "COUNTERCLAIM_ENV_FILE": file}

    shown = setting("s.SITE_NAME, s.SITE_URL", SITE_URL="http://env.example", **environment)

    assert shown == "From the file http://env.example"


def test_every_variable_is_in_the_example():
    source = "".join(file.read_text() for file in (ROOT / "tracker").glob("*.py"))
    asked = set(re.findall(r'\b(?:text|flag|names|seconds)\("([A-Z_]+)"', source))

    example = (ROOT / ".env.example").read_text()

    assert {"DATABASE_URL", "COUNTERCLAIM_DATA", "SECRET_KEY"} <= asked
    assert [name for name in asked if f"{name}=" not in example] == []


def test_a_public_site_passes_the_deployment_checks(tmp_path):
    environment = {"SITE_URL": "https://example.org", "SECRET_KEY": LONG}

    done = run(
        *("manage.py", "check", "--deploy", "--fail-level", "WARNING"),
        COUNTERCLAIM_DATA=tmp_path,
        **environment,
    )

    assert done.returncode == 0, done.stderr


@pytest.fixture
def sqlite_only():
    if connection.vendor != "sqlite":
        pytest.skip("about SQLite; DATABASE_URL names another database")


@pytest.mark.django_db
def test_sqlite_runs_with_the_settings_that_lose_nothing(sqlite_only):
    call_command("check", databases=["default"])


@pytest.mark.django_db(transaction=True)
def test_a_database_that_could_lose_changes_fails_the_check(sqlite_only):
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA synchronous=NORMAL")

    try:
        with pytest.raises(SystemCheckError, match="synchronous is 1 and must be 2"):
            call_command("check", databases=["default"])
    finally:
        connection.close()
