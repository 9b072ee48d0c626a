"""Processes are killed -9 while editors decide, over HTTP: nothing acknowledged is lost or double.

    python -m tests.faults.kills --times 100            workers of the server, and all of it
    python -m tests.faults.kills --times 20 --postgres  the database, with all its processes

Runs `manage.py serve` on a database of its own with four editors who press again where no answer
came. Of the server every tenth kill takes the parent and all its workers; it is started again
whenever it ended, as systemd would. PostgreSQL is started
again, and the server is not. Prints what was found as JSON, and ends with 1 where a decision that
was acknowledged is not on record exactly once, where another is there twice, or where the record
is not sound.
"""

import argparse
import json
import os
import random
import signal
import sys
import tempfile
import time
from collections import Counter
from contextlib import ExitStack
from pathlib import Path

from tests.faults.editors import Editor
from tests.faults.places import PATIENCE, Cluster, Site, wait_until
from tests.record.writers import SOUND

EDITORS, WORKERS, ALL_OF_IT = 4, 4, 10
# Seconds between two kills: a worker killed twice within 5.5 s ends the server.
PAUSE = (1.2, 2.2)


def main(arguments):
    with tempfile.TemporaryDirectory(prefix="counterclaim-kills-") as name, ExitStack() as last:
        place, cluster = Path(name), None
        if arguments.postgres:
            cluster = Cluster(place)
            last.callback(cluster.stop)
            cluster.make()
        site = Site(place, database=cluster.url if cluster else "", workers=WORKERS)
        last.callback(site.stop)
        found = torment(site, cluster, times=arguments.times)
    sys.stdout.write(json.dumps(found, indent=1) + "\n")
    return int({name: found[name] for name in SOUND} != SOUND or found["kills"] < arguments.times)


def torment(site, cluster, *, times):
    """What was met, and what the record holds afterwards."""
    file = site.place / "told"
    file.touch()
    site.program("manage.py", "migrate", "--verbosity", "0")
    claims = json.loads(site.program("-m", "tests.faults.seed", str(EDITORS)))
    site.start()
    editors = [Editor(n, site.port, claim, file) for n, claim in enumerate(claims)]
    for editor in editors:
        editor.start()
    wait_until(lambda: all(editor.met["acknowledged"] for editor in editors))
    kills, slowest, begun = Counter(), 0.0, time.monotonic()
    try:
        while kills.total() < times:
            kills[_kill_database(cluster) if cluster else _kill_server(site, kills)] += 1
            slowest = max(slowest, _at_work_again(site, editors))
    finally:
        for editor in editors:
            editor.stopped.set()
    for editor in editors:
        editor.join(PATIENCE)
    site.stop()
    met = sum((editor.met for editor in editors), Counter())
    found = json.loads(site.program("-m", "tests.record.writers", "check", str(file)))
    return {
        "kills": kills.total(),
        "killed": kills,
        "servers that ended by themselves and were started again": site.ended,
        "seconds": round(time.monotonic() - begun),
        "longest until a decision was acknowledged again, s": round(slowest, 1),
        "met": met,
        **found,
    }


def _kill_server(site, kills):
    """At a moment of chance, the worker that lives longest; every so often all of it."""
    time.sleep(random.uniform(*PAUSE))
    if kills.total() % ALL_OF_IT == ALL_OF_IT - 1:
        site.kill_all()
        return "the server with its workers"
    while True:
        site.keep()
        try:
            os.kill(min(site.crew()), signal.SIGKILL)
        except (ValueError, ProcessLookupError):
            continue
        return "a worker"


def _kill_database(cluster):
    time.sleep(random.uniform(0, 1.5))
    cluster.kill_all()
    cluster.start()
    return "PostgreSQL"


def _at_work_again(site, editors):
    """Seconds until somebody was told that something is done."""
    begun, before = time.monotonic(), sum(editor.met["acknowledged"] for editor in editors)

    def told():
        site.keep()
        return sum(editor.met["acknowledged"] for editor in editors) > before

    wait_until(told, lambda: any(editor.is_alive() for editor in editors))
    return time.monotonic() - begun


if __name__ == "__main__":
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    asked.add_argument("--times", type=int, default=100)
    asked.add_argument("--postgres", action="store_true")
    sys.exit(main(asked.parse_args()))
