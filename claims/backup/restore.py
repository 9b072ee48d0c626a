"""Brings a backup back into an empty place, and holds it against what is known from elsewhere."""

from __future__ import annotations

import shutil
import tarfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from claims.backup import engines, manifest, sealed
from claims.backup.manifest import Manifest
from claims.backup.take import DATABASE, FILES, data_files, workplace
from claims.domain.errors import RuleBroken
from claims.proof import checkpoint_check
from claims.proof.note import NotGenuine, PublicKey, opened
from claims.publishing import verify

MOST_TOLD = 10
ALTERED = "The backup is not what it says of itself ({}): it was damaged before it was encrypted."
NOT_EMPTY = (
    "This place is not empty ({}): a backup is brought back into a new data directory or an empty "
    "database, never over what is there."
)


def look_into(file: Path, keys: Sequence[str], checkpoints: Sequence[str], key: str) -> Manifest:
    """What a backup holds, after its key, its files and its age were checked; changes nothing."""
    with _unpacked(file, keys) as place:
        return _checked(place, checkpoints, key)


def restore(file: Path, keys: Sequence[str], checkpoints: Sequence[str], key: str) -> Manifest:
    """All of it, verified; or nothing, and the place is empty as before."""
    _refuse_unless_empty()
    with _unpacked(file, keys) as place:
        told = _checked(place, checkpoints, key)
        try:
            engines.bring_back(place / DATABASE)
            _refuse(_differing_tables(told))
            if _known_migrations() - set(told.migrations):
                call_command("migrate", interactive=False, verbosity=0)
            _refuse(_problems(checkpoints, key))
        except BaseException:
            engines.empty()
            raise
        if (place / FILES).is_dir():
            shutil.copytree(place / FILES, settings.DATA, dirs_exist_ok=True)
    return told


@contextmanager
def _unpacked(file: Path, keys: Sequence[str]) -> Iterator[Path]:
    identities = sealed.identities(keys)
    with workplace() as place:
        with file.open("rb") as closed, (place / "packed").open("wb") as packed:
            sealed.unseal(closed, packed, identities)
        inside = place / "inside"
        try:
            with tarfile.open(place / "packed") as tar:
                tar.extractall(inside, filter="data")
        except (tarfile.TarError, EOFError) as problem:
            raise RuleBroken(manifest.NO_BACKUP) from problem
        yield inside


def _checked(place: Path, checkpoints: Sequence[str], key: str) -> Manifest:
    told = Manifest.read(place)
    found = manifest.file_digests(place)
    for name in sorted({*found, *told.files}):
        if found.get(name) != told.files.get(name):
            raise RuleBroken(ALTERED.format(name))
    if told.engine != connection.vendor:
        raise RuleBroken(
            f"This backup is of {told.engine} and DATABASE_URL names {connection.vendor}: name a "
            "database of the same kind."
        )
    newer = sorted(set(told.migrations) - _known_migrations() - _replaced())
    if newer:
        raise RuleBroken(f"This backup is of a newer release (it has {newer[-1]}): use that.")
    _refuse_older(told, checkpoints, key)
    return told


def _known_migrations() -> set[str]:
    return {f"{app}.{name}" for app, name in MigrationLoader(None).disk_migrations}


def _replaced() -> set[str]:
    """Migrations that became one: an older database still names them, and what was one before."""
    every = MigrationLoader(None).replacements.values()
    names = {f"{app}.{name}" for migration in every for app, name in migration.replaces}
    return names | {"claims.0001_squashed_0016_search"}


def _refuse_older(told: Manifest, checkpoints: Sequence[str], key: str) -> None:
    for note in checkpoints:
        try:
            signed = opened(note, PublicKey.read(key))
        except NotGenuine as problem:
            raise RuleBroken(str(problem)) from problem
        if signed.size > told.entries:
            raise RuleBroken(
                f"This backup is older than what is known: it ends at entry {told.entries}, and a "
                f"checkpoint was signed up to entry {signed.size}. Look for a newer one. Restored "
                "all the same, without --against, it would take back what readers were told."
            )


def _refuse_unless_empty() -> None:
    there = [f"table {name}" for name in connection.introspection.table_names()]
    found = [*there, *(settings.DATA / name for name in data_files())]
    if found:
        told = ", ".join(str(one) for one in found[:3])
        raise RuleBroken(NOT_EMPTY.format(f"{told} and more" if len(found) > 3 else told))


def _differing_tables(told: Manifest) -> Iterator[str]:
    """What did not come back as it was, table by table."""
    with engines.snapshot() as seen:
        found = manifest.tables(seen)
    for name in sorted({*found, *told.tables}):
        if found.get(name) != told.tables.get(name):
            yield f"The table {name} is not what it was when the backup was made."


def _problems(checkpoints: Sequence[str], key: str) -> Iterator[str]:
    yield from verify.problems()
    for note in checkpoints:
        yield from checkpoint_check.differences(note, PublicKey.read(key))


def _refuse(problems: Iterator[str]) -> None:
    found = list(islice(problems, MOST_TOLD))
    if found:
        raise RuleBroken("Nothing was restored: what came back is not sound.", *found)
