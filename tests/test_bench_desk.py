"""`bench desk` measures the index and every list, in a database of its own."""

import os
import re
import subprocess
import sys
from pathlib import Path

from benchmarks.desk import LISTS


def test_it_tells_queries_and_time_of_every_page_and_leaves_nothing_behind(tmp_path):
    command = [
        sys.executable,
        "manage.py",
        "bench",
        "desk",
        "--claims",
        "20",
        "40",
        "--rounds",
        "1",
        "--no-story",
    ]
    told = subprocess.run(
        command,
        cwd=Path(__file__).parents[1],
        env={**os.environ, "COUNTERCLAIM_DATA": str(tmp_path), "TMPDIR": str(tmp_path)},
        capture_output=True,
        text=True,
        check=True,
    ).stdout

    small, large = (
        dict(re.findall(r"^(index|list of \w+|claims, .+?) +(\d+) +[\d,]+ +[\d,]+$", part, re.M))
        for part in re.split(r"^\d+ claims", told, flags=re.M)[1:]
    )
    assert len(small) == 1 + len(LISTS) + 4
    # A page asks no more of twice as many.
    assert small == large
    assert not [*tmp_path.glob("counterclaim-bench-*")]
