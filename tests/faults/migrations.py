"""`migrate` is killed -9 in the middle, again and again, and run again: nothing is lost.

    python -m tests.faults.migrations --times 20

On the database of an earlier release. Each time it is killed a moment after it began one of its
next steps; what it then says to do is done, and it is run again. Prints what was found; ends with 1
where the record is not sound and whole afterwards.
"""

import argparse
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from tests.test_upgrade import ROOT, manage, unpacked

ENTRIES = "423 entries"


def main(times):
    met, wrong = Counter(), []
    while met["killed"] < times and not wrong:
        with tempfile.TemporaryDirectory(prefix="counterclaim-migrations-") as name:
            place, command = unpacked(Path(name)), "migrate"
            met["databases"] += 1
            while command and met["killed"] < times:
                command = _killed(place, command, met)
            last = [manage(place, "guard_record"), manage(place, "verify_record")]
            if any(one.returncode for one in last) or ENTRIES not in last[-1].stdout:
                wrong += [one.stdout[-500:] + one.stderr[-500:] for one in last]
    sys.stdout.write(json.dumps({**met, "not whole afterwards": wrong}, indent=1) + "\n")
    return int(bool(wrong))


def _killed(place, command, met):
    """Run it and kill it after some steps. What is to be run next; nothing where it ended."""
    steps, said = random.randint(1, 3), ""
    with _started(place, command) as process:
        for line in process.stdout:
            said += line
            steps -= "Applying" in line
            if steps == 0:
                time.sleep(random.uniform(0, 0.6))
                process.send_signal(signal.SIGKILL)
                break
    if process.returncode == -signal.SIGKILL:
        met["killed"] += 1
        return command
    asked = process.returncode != 0 and command == "migrate" and "guard_record" in said
    met["asked for guard_record"] += asked
    return "guard_record" if asked else ""


def _started(place, command):
    return subprocess.Popen(
        [sys.executable, "-u", "manage.py", command],
        cwd=ROOT,
        env={
            "PATH": os.environ["PATH"],
            "COUNTERCLAIM_ENV_FILE": os.devnull,
            "COUNTERCLAIM_DATA": str(place),
        },
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


if __name__ == "__main__":
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    asked.add_argument("--times", type=int, default=20)
    sys.exit(main(asked.parse_args().times))
