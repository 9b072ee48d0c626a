"""`manage.py bake` ends in order whenever it is told to."""

from __future__ import annotations

import signal
import subprocess
import sys
import time

import pytest
from django.core.management import CommandError

from benchmarks import followed
from tests.test_serve import place  # noqa: F401  # a fixture


@pytest.fixture
def baking(place, tmp_path, request):  # noqa: F811
    """The command in its first round, when its second process is just being started."""
    folder = tmp_path / "baked"
    place.environment["COUNTERCLAIM_BAKED"] = str(folder)
    process = place.start("bake", str(folder), *request.param)
    while process.poll() is None and not (folder / "lock").exists():
        time.sleep(0.01)
    return process


@pytest.mark.parametrize("farewell", [signal.SIGTERM, signal.SIGINT])
@pytest.mark.parametrize("baking", [["--follow"]], indirect=True)
def test_a_follower_stopped_in_its_first_round_leaves_nothing_behind(baking, farewell):
    baking.send_signal(farewell)

    said, _ = baking.communicate(timeout=60)

    assert baking.returncode == 0, said
    assert "leaked" not in said
    assert "Traceback" not in said


@pytest.mark.parametrize("baking", [[]], indirect=True)
def test_who_bakes_once_is_told_that_not_all_is_written(baking):
    baking.terminate()

    said, _ = baking.communicate(timeout=60)

    assert (baking.returncode, said) == (1, "CommandError: Stopped before all was written.\n")


def test_a_measure_of_a_follower_that_died_ends_and_says_so():
    follower = subprocess.Popen([sys.executable, "-c", "raise SystemExit(3)"])

    with pytest.raises(CommandError, match="ended with 3"):
        followed._wait(lambda: False, follower)
