"""What processes take of the machine."""

from __future__ import annotations

import os
import resource
import subprocess


def most_memory() -> float:
    """The most that this process held so far, in megabytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def processor() -> float:
    """What this process and those it started, and that have ended, took of the processor."""
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


def family(pid: int) -> dict[int, float]:
    """A process and those right under it, each with the memory it holds now, in megabytes."""
    listed = subprocess.run(
        ["ps", "-o", "pid=,ppid=,rss=", "-e"],  # noqa: S607  # wherever it is
        capture_output=True,
        text=True,
        check=True,
    )
    rows = (map(int, line.split()) for line in listed.stdout.splitlines())
    return {one: rss / 1024 for one, parent, rss in rows if pid in (one, parent)}
