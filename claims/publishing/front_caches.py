"""When a publication may be acknowledged: once nobody can be answered with what stood before.

Fronts keep answers under the newest entry, ask for it anew every so often, and may trust what
they heard for ``TRUSTED`` seconds. So whoever published waits that long, and then says so. Nothing
is sent to anybody: it holds for any number of workers and servers on one database.
"""

from __future__ import annotations

import threading
import time

TRUSTED = 0.15
# Clocks of two machines do not run quite alike.
MARGIN = 0.01

_committed = threading.local()


def committed() -> None:
    """Something was published by this thread, just now."""
    _committed.at = time.monotonic()


def wait() -> None:
    """Return once what this thread published is what every reader is answered with."""
    at = getattr(_committed, "at", None)
    if at is None:
        return
    del _committed.at
    time.sleep(max(0.0, at + TRUSTED + MARGIN - time.monotonic()))
