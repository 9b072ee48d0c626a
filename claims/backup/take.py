"""Makes a backup: the database as it was at one moment and the files beside it, encrypted."""

from __future__ import annotations

import os
import shutil
import tarfile
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from django.conf import settings

from claims.backup import manifest, sealed
from claims.backup.engines import is_of_database, snapshot
from claims.domain.errors import RuleBroken
from claims.models.desk.backup import Backup

DATABASE, FILES = "database", "files"
WORKPLACE = ".backup-"
# Collected anew by `serve`; and no key is ever in a backup.
MADE_ANEW = ("static", "secret_key")


def take(target: Path, to: Sequence[str], *, at: datetime) -> Backup:
    """Write it whole or not at all, and note where it is. Nobody who writes has to wait."""
    keys = sealed.recipients(to)
    path = _named(target.absolute(), at)
    with workplace() as place:
        inside = place / "inside"
        inside.mkdir()
        with snapshot() as seen:
            seen.copy_to(inside / DATABASE)
            described = manifest.describe(seen, at=at)
        for name in data_files():
            _copy(settings.DATA / name, inside / FILES / name)
        replace(described, files=manifest.file_digests(inside)).write(inside)
        packed = place / "packed"
        with tarfile.open(packed, "w:gz", compresslevel=3) as tar:
            tar.add(inside, arcname="")
        _write_sealed(packed, path, keys)
    return Backup.objects.create(
        path=str(path),
        made_at=at,
        entries=described.entries,
        digest=manifest.file_digest(path),
        size=path.stat().st_size,
    )


def _named(target: Path, at: datetime) -> Path:
    """The file; in a folder, one that is named by the moment."""
    path = target / f"counterclaim-{at:%Y%m%d-%H%M%S}.age" if target.is_dir() else target
    if path.exists():
        raise RuleBroken(f"{path} is there already: a backup is never written over.")
    if not path.parent.is_dir():
        raise RuleBroken(f"There is no folder {path.parent}: make it first.")
    if path.resolve().is_relative_to(settings.DATA.resolve()):
        raise RuleBroken(
            f"{path} lies in the data directory: what is lost with it is no backup. Write it "
            "elsewhere, best to another disk."
        )
    return path


@contextmanager
def workplace() -> Iterator[Path]:
    """A folder in the data directory, for what is not encrypted yet; gone afterwards.

    What an earlier run left when it was killed goes with it.
    """
    for left in settings.DATA.glob(f"{WORKPLACE}*"):
        if not _is_running(int(left.name.removeprefix(WORKPLACE).split("-")[0])):
            shutil.rmtree(left, ignore_errors=True)
    name = tempfile.mkdtemp(prefix=f"{WORKPLACE}{os.getpid()}-", dir=settings.DATA)
    try:
        yield Path(name)
    finally:
        shutil.rmtree(name, ignore_errors=True)


def _is_running(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def data_files() -> Iterator[str]:
    """What else is kept in the data directory, by its name there."""
    for path in sorted(settings.DATA.rglob("*")):
        name = path.relative_to(settings.DATA)
        ours = name.parts[0] in MADE_ANEW or name.parts[0].startswith(WORKPLACE)
        if path.is_file() and not path.is_symlink() and not ours and not is_of_database(path):
            yield name.as_posix()


def _copy(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy2(source, target)


def _write_sealed(packed: Path, path: Path, keys: Sequence[object]) -> None:
    partial = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        descriptor = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with packed.open("rb") as plain, os.fdopen(descriptor, "wb") as file:
            sealed.seal(plain, file, keys)
            file.flush()
            os.fsync(file.fileno())
        partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)
