"""A worker whose server is gone ends, too: else it would hold the address against the next one."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
import time
from multiprocessing.process import BaseProcess

PATIENCE = 5.0
"""Seconds for what is being answered."""


def end_with_the_server() -> None:
    """Does nothing in a process that no server started."""
    parent = multiprocessing.parent_process()
    if parent:
        threading.Thread(target=_end_after, args=[parent], name="parent", daemon=True).start()


def _end_after(parent: BaseProcess) -> None:
    parent.join()
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(PATIENCE)
    os._exit(1)
