"""Schemathesis asks a running server what the description allows, and much that it does not."""

import importlib.util
import subprocess
import sys
from pathlib import Path

import pytest

from claims.api.description import description
from tests.api.world import a_world, taken_back

pytestmark = pytest.mark.django_db(transaction=True)

PROGRAM = Path(sys.executable).with_name("st")


@pytest.mark.skipif(
    importlib.util.find_spec("schemathesis") is None or not PROGRAM.exists(),
    reason="schemathesis is not installed (requirements-dev.txt)",
)
def test_nothing_that_is_asked_breaks_a_promise(live_server, tmp_path, settings):
    settings.SITE_URL = live_server.url
    event, _ = a_world()
    taken_back(event)

    done = subprocess.run(
        [
            PROGRAM,
            "run",
            f"{live_server.url}/api/schema/",
            *("--url", live_server.url),
            *("--checks", "all"),
            *("--max-examples", "4"),
            *("--phases", "coverage,fuzzing"),
            *("--max-time", "45"),
            *("--generation-deterministic", "--no-color"),
        ],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
    )

    assert done.returncode == 0, done.stdout[-6000:] + done.stderr[-2000:]
    assert f"Tested: {len(description()['paths'])}" in done.stdout
