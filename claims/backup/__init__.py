"""Backups: taken while editors write, encrypted, and brought back into an empty place.

A backup is a tar archive (gzip) in the format of age: `age -d -i KEY FILE | tar -xz` opens it
without us. Inside are `manifest.json`, the database, and what else was in the data directory.
"""

from claims.backup.restore import look_into, restore
from claims.backup.sealed import new_identity
from claims.backup.take import take

__all__ = ["look_into", "new_identity", "restore", "take"]
