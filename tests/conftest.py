"""What every test may ask for. The settings are named here, once there is data to point them at."""

from __future__ import annotations

import atexit
import gc
import os
import shutil
import tempfile

# Before Django reads its settings: nothing of this machine's own may reach the tests.
if "PYTEST_XDIST_WORKER" not in os.environ:
    os.environ["COUNTERCLAIM_DATA"] = tempfile.mkdtemp(prefix="counterclaim-tests-")
    atexit.register(shutil.rmtree, os.environ["COUNTERCLAIM_DATA"], ignore_errors=True)
for _name in ("SECRET_KEY", "DEBUG", "ALLOWED_HOSTS", "CSRF_TRUSTED_ORIGINS", "REDIS_URL"):
    os.environ.pop(_name, None)
os.environ |= {"COUNTERCLAIM_ENV_FILE": os.devnull, "DJANGO_SETTINGS_MODULE": "tracker.settings"}
os.environ |= {"SITE_URL": "http://testserver", "SITE_NAME": "Counterclaim"}

import django  # noqa: E402

django.setup()

from pathlib import Path  # noqa: E402

import hypothesis  # noqa: E402
import pytest  # noqa: E402
from django.conf import settings  # noqa: E402
from django.core.cache import caches  # noqa: E402
from django.db import connections  # noqa: E402
from django.test import TransactionTestCase  # noqa: E402

from claims.models.record import triggers  # noqa: E402

_database = connections.databases["default"]
# A file rather than memory, so that the tests meet the settings that editors meet.
_database["TEST"]["NAME"] = (
    str(Path(os.environ["COUNTERCLAIM_DATA"]) / f"test-{os.getpid()}.sqlite3")
    if connections["default"].vendor == "sqlite"
    else f"test_counterclaim_{os.getpid()}"
)
# How long an example takes says more of the machine than of what is tried.
# The same examples on every run, so that what fails was broken by a change; the long tier of
# `.ci/run` looks for others.
hypothesis.settings.register_profile("steady", deadline=None, derandomize=True)
hypothesis.settings.register_profile("other-examples", deadline=None)
hypothesis.settings.load_profile("steady")
# Argon2 is slow by design, and no test is about guessing passwords.
settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
# All tests ask from one address.
settings.API_RATE = "1000000/minute"
# Looked for when asked for: each client would read all of them when it is made. `serve` reads them
# once, and `test_serve.py` asks it.
settings.WHITENOISE_AUTOREFRESH = True
# By itself Python looks for garbage after every 700 new objects, and a page makes many times that.
gc.set_threshold(20_000, 20, 50)

CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def chromium():
    """A running Chromium; the test is skipped, with the reason, where there is none."""
    path = next(filter(None, map(shutil.which, CHROMIUM)), None)
    if path is None:
        pytest.skip(f"no browser: none of {', '.join(CHROMIUM)} is installed")
    try:
        from playwright.sync_api import sync_playwright
    except ImportError as problem:
        pytest.skip(f"no browser: playwright cannot be imported ({problem})")
    # Playwright runs a loop in this thread, which Django would take for an asynchronous caller.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=QUIET)
        yield browser
        browser.close()


@pytest.fixture(autouse=True)
def nothing_kept():
    """No picture and no count that another test left."""
    for cache in caches.all(initialized_only=True):
        cache.clear()


@pytest.fixture
def page(chromium):
    """A fresh page with nothing remembered, that reaches this machine alone."""
    # Colours that glide from one to the next would be measured half-way.
    context = chromium.new_context(viewport={"width": 1280, "height": 800}, reduced_motion="reduce")
    yield context.new_page()
    context.close()


def pytest_collection_modifyitems(items):
    """Mark what drives the browser; skip what holds on PostgreSQL alone."""
    on_postgres = connections["default"].vendor == "postgresql"
    for item in items:
        if "chromium" in getattr(item, "fixturenames", ()):
            item.add_marker("browser")
            # Rarely, on a busy machine, a browser waits in vain for what is there. What waits in
            # vain twice is wrong; what fails otherwise fails at once. The count names every rerun.
            item.add_marker(pytest.mark.flaky(reruns=1, only_rerun=["^TimeoutError"]))
        if item.get_closest_marker("postgres") and not on_postgres:
            item.add_marker(pytest.mark.skip(reason="needs DATABASE_URL to name a PostgreSQL"))


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """The database; at the end without whoever still asks, such as a page that was left open."""
    yield
    connection = connections["default"]
    if connection.vendor == "postgresql":
        with django_db_blocker.unblock(), connection._nodb_cursor() as cursor:
            cursor.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = %s AND pid <> pg_backend_pid()",
                [connection.settings_dict["NAME"]],
            )
        connection.close()
        # Before it is dropped PostgreSQL writes down all that the tests did.
        connection.settings_dict["OPTIONS"]["options"] += " -c statement_timeout=0"


_flush = TransactionTestCase._fixture_teardown


def _flush_past_the_triggers(case):
    """Let a transactional test empty the tables; the flush itself puts the triggers back."""
    for alias in connections:
        triggers.drop(connections[alias])
    _flush(case)


TransactionTestCase._fixture_teardown = _flush_past_the_triggers
