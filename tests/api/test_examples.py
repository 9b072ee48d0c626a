"""The examples of docs/developers.md work, word for word, against the demonstration."""

import json
import re
import shutil
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from claims import actions, dossier
from claims.models.desk.claim import Claim
from tests.balochistan import FIXTURE

pytestmark = pytest.mark.django_db(transaction=True)

PAGE = Path(__file__).parents[2] / "docs" / "developers.md"
EXAMPLES = re.findall(r"^```(sh|python)\n(.*?)^```", PAGE.read_text(), re.MULTILINE | re.DOTALL)
NOW = datetime(2024, 9, 10, 9, 0, tzinfo=UTC)


@pytest.fixture
def site(live_server, settings):
    """The demonstration, with words removed from one claim, served."""
    settings.SITE_URL = live_server.url
    dossier.import_dossier(dossier.read(FIXTURE.read_bytes()), by=None, at=NOW)
    claim = Claim.objects.filter(publication="published").order_by("pk").last()
    actions.suppress(claim, grounds="law", reason="An order.", by=None, at=NOW)
    return live_server.url


def test_every_example_of_the_page_answers(site, tmp_path):
    if shutil.which("curl") is None:
        pytest.skip("curl is not installed")
    said = [run(kind, words.replace("https://counterclaim.example", site), tmp_path)
            for kind, words in EXAMPLES]  # fmt: skip

    confirmed, asked, lean, figures, changed, again, record = said
    assert {claim["status"] for claim in json.loads(confirmed)["results"]} == {"confirmed"}
    assert json.loads(asked)["every_word"] is not None
    short, long = json.loads(lean)["results"][0], json.loads(confirmed)["results"][0]
    assert short.keys() < long.keys()
    assert len(figures.splitlines()) > 50
    assert "or more" in figures
    assert json.loads(changed)["results"]
    assert again == "304\n"
    assert re.fullmatch(r"\d{3} entries hold together; the last digest is [0-9a-f]{64}\n", record)
    assert '"removed": true' in (tmp_path / "record.jsonl").read_text(encoding="utf-8")


def test_the_check_of_the_record_notices_what_was_altered(site, tmp_path):
    words = next(words for _, words in EXAMPLES if "hold together" in words)
    spoilt = words.replace(
        'for entry in page["results"]:',
        'for entry in page["results"]:\n            entry["minor"] = entry["seq"] == 7',
    )

    done = _start("python", spoilt.replace("https://counterclaim.example", site), tmp_path)

    assert "entry 7 was altered" in done.stderr


def run(kind, words, place):
    done = _start(kind, words, place)
    assert done.returncode == 0, f"{words}\n{done.stdout[-500:]}\n{done.stderr}"
    return done.stdout


def _start(kind, words, place):
    program = ["bash", "-ec"] if kind == "sh" else [sys.executable, "-c"]
    return subprocess.run(
        [*program, words], cwd=place, capture_output=True, text=True, timeout=60, check=False
    )
