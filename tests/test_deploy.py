"""What is in deploy/: units that systemd takes, and an image made of what is here."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import get_commands

DEPLOY = Path(__file__).resolve().parents[1] / "deploy"
UNITS = sorted(path for path in (DEPLOY / "systemd").iterdir())
PYTHON = "/opt/counterclaim/.venv/bin/python"


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="systemd is not here")
def test_systemd_finds_nothing_wrong_with_the_units(tmp_path):
    for unit in UNITS:
        (tmp_path / unit.name).write_text(unit.read_text().replace(PYTHON, sys.executable))

    command = ["systemd-analyze", "verify", *(str(tmp_path / unit.name) for unit in UNITS)]
    found = subprocess.run(command, capture_output=True, text=True, check=False)

    assert (found.returncode, found.stdout + found.stderr) == (0, "")


def test_units_and_image_run_commands_that_there_are():
    words = "".join(path.read_text() for path in [*UNITS, DEPLOY / "Containerfile"])
    asked = set(re.findall(rf"{PYTHON} manage.py (\w+)|^CMD \[\"(\w+)\"", words, re.MULTILINE))

    commands = {one or other for one, other in asked}
    assert {"serve", "bake", "checkpoint", "backup"} <= commands
    assert commands <= set(get_commands())


def test_the_image_is_made_of_what_is_here_and_of_what_was_locked():
    lines = (DEPLOY / "Containerfile").read_text().splitlines()
    copied = [line.split()[1:-1] for line in lines if re.match(r"COPY (?!--from)", line)]

    missing = [name for names in copied for name in names if not (DEPLOY.parent / name).exists()]

    assert missing == []
    assert ["requirements.lock"] in copied
    assert any("--require-hashes" in line for line in lines)


def test_a_server_that_ended_is_started_again():
    unit = (DEPLOY / "systemd" / "counterclaim.service").read_text()

    assert "\nRestart=always\n" in unit
    assert "\nStartLimitIntervalSec=0\n" in unit
