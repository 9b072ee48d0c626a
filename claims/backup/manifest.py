"""What a backup says of itself: from when it is, of which migrations, and how every table stood."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from claims.backup.engines import LEFT_OUT, Snapshot
from claims.domain.errors import RuleBroken

FORMAT = 1
NAME = "manifest.json"
CHUNK = 1 << 20
# Of the searched words SQLite keeps an index in tables of its own, made of the rows.
INDEX = "_fts"
NO_BACKUP = "This is no backup of ours: it does not say what it holds."


@dataclass(frozen=True)
class Manifest:
    """``tables`` has the number of rows and one digest of each; ``files`` a digest of each."""

    made_at: str
    engine: str
    migrations: list[str]
    entries: int
    digest: str
    checkpoint: str
    tables: Mapping[str, list[object]]
    files: Mapping[str, str] = field(default_factory=dict)
    format: int = FORMAT

    def write(self, place: Path) -> None:
        text = json.dumps(asdict(self), indent=1, sort_keys=True)
        (place / NAME).write_text(f"{text}\n", encoding="utf-8")

    @classmethod
    def read(cls, place: Path) -> Manifest:
        try:
            told = json.loads((place / NAME).read_text(encoding="utf-8"))
            if told.get("format") != FORMAT:
                raise RuleBroken("This backup is of a newer release: restore it with that.")
            return cls(**told)
        except (OSError, ValueError, TypeError, AttributeError):
            raise RuleBroken(NO_BACKUP) from None


def describe(snapshot: Snapshot, *, at: datetime) -> Manifest:
    entries, digest = _first(
        snapshot, "SELECT seq, digest FROM claims_entry ORDER BY seq DESC", none=(0, "")
    )
    (note,) = _first(snapshot, "SELECT note FROM claims_checkpoint ORDER BY size DESC", none=("",))
    return Manifest(
        made_at=at.isoformat(),
        engine=connection.vendor,
        migrations=migrations(),
        entries=entries,
        digest=digest,
        checkpoint=note,
        tables=tables(snapshot),
    )


def _first(snapshot: Snapshot, sql: str, *, none: tuple[Any, ...]) -> tuple[Any, ...]:
    return next(snapshot.rows(f"{sql} LIMIT 1"), none)


def migrations() -> list[str]:
    """Those that stand in the database."""
    return sorted(
        f"{app}.{name}" for app, name in MigrationRecorder(connection).applied_migrations()
    )


def tables(snapshot: Snapshot) -> dict[str, list[object]]:
    """How many rows each has, and a digest that does not depend on their order."""
    names = [name for name in connection.introspection.table_names() if INDEX not in name]
    return {name: _digest(snapshot, name) for name in sorted(names) if name not in LEFT_OUT}


def _digest(snapshot: Snapshot, table: str) -> list[object]:
    """Rows are summed: which comes first is the database's to say, and differs after a copy."""
    count, whole = 0, 0
    name = connection.ops.quote_name(table)
    for row in snapshot.rows(f"SELECT * FROM {name}"):  # noqa: S608  # a name of the database's own
        count += 1
        whole += int.from_bytes(hashlib.sha256(repr(tuple(row)).encode()).digest(), "big")
    return [count, f"{whole % 2**256:064x}"]


def file_digests(place: Path) -> dict[str, str]:
    """Of each file below a folder, by its name there."""
    files = sorted(p for p in place.rglob("*") if p.is_file() and p != place / NAME)
    return {path.relative_to(place).as_posix(): file_digest(path) for path in files}


def file_digest(path: Path) -> str:
    found = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            found.update(chunk)
    return found.hexdigest()
