"""A page that asks the engine nothing does not load the solver, the heaviest part of all."""

import os
import subprocess
import sys
from pathlib import Path

PROGRAM = """
import sys
from importlib import import_module
import tests.conftest
from tests.fresh import make_tables
make_tables()
from django.test import Client
from tests.builders import a_claim, a_figure, a_position, an_event, published
import_module("tracker.urls")
event = an_event()
figure = a_figure(a_claim(event=event), 23, category="everyone-else")
position = a_position(event, low=23)
position.uses.add(figure)
published(position)
client = Client()
for path in ("/", "/claims/", f"/events/{event.slug}/", f"/events/{event.slug}/figures/"):
    response = client.get(path)
    assert response.status_code == 200, (path, response.status_code)
assert "at least 23" in client.get(f"/events/{event.slug}/").content.decode().lower()
print(sorted({"highspy", "numpy"} & set(sys.modules)))
"""


def test_readers_pages_are_made_without_the_solver():
    ours = {k: v for k, v in os.environ.items() if k not in ("DATABASE_URL", "PYTEST_XDIST_WORKER")}

    run = subprocess.run(
        [sys.executable, "-c", PROGRAM],
        cwd=Path(__file__).parent.parent,
        env=ours,
        capture_output=True,
        text=True,
        check=False,
    )

    assert (run.stdout.strip(), run.returncode) == ("[]", 0), run.stderr
