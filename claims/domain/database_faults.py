"""What is wrong with the machine, told from what the database said: for editors and for readers."""

from __future__ import annotations

from claims.domain.messages import gettext as _
from claims.domain.vocabulary import Word


class Fault(Word):
    """Each with what somebody who was saving is told."""

    FULL = "full", _("The disk is full: nothing was saved. Save again once there is room.")
    READ_ONLY = (
        "read_only",
        _("The disk can be read and not written: nothing was saved. Save again once it can."),
    )
    GONE = "gone", _("The database does not answer: nothing was saved. Save again in a minute.")
    BUSY = "busy", _("Somebody else is saving at this moment: save again.")


# How SQLite and PostgreSQL begin to say so, in small letters.
SAID = {
    Fault.FULL: ("disk is full", "no space left on device", "could not extend file"),
    Fault.READ_ONLY: ("readonly database", "read-only transaction", "read-only file system"),
    Fault.GONE: (
        "unable to open database file",
        "disk i/o error",
        "connection refused",
        "connection failed",
        "connection is closed",
        "connection is lost",
        "connection already closed",
        "consuming input failed",
        "server closed the connection",
        "terminating connection",
        "the database system is",
    ),
    Fault.BUSY: ("database is locked", "lock timeout", "deadlock detected"),
}
READERS = _(
    "The record cannot be reached at this moment. Nothing of it was lost; please try again in a"
    " minute."
)


STATUS = {Fault.FULL: 507, Fault.READ_ONLY: 503, Fault.GONE: 503, Fault.BUSY: 503}
RETRY_AFTER = "60"


def fault_of(words: str) -> Fault | None:
    """Which it is; nothing where the database complains of something else."""
    said = words.lower()
    return next((fault for fault, parts in SAID.items() if any(p in said for p in parts)), None)
