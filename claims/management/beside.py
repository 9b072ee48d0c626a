"""A second process that makes answers, so that what takes long holds up no news."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from functools import cache
from multiprocessing import get_context
from pathlib import Path

from django.core.management import CommandError
from django.db import DatabaseError, connection

from claims.baked.folder import Folder
from claims.lookup.release import edition
from claims.management.renderer import Renderer
from claims.publishing import parallel

Headers = Mapping[str, dict[str, str]]
STARTS = "its start"
AT_ONCE = 2
"""One that is done, and one that waits for it: else it would wait for us."""


class Beside:
    """Does one thing after another. What failed there is raised here, when more is to be done."""

    def __init__(self, folder: Folder, pool: ProcessPoolExecutor) -> None:
        self._pool = pool
        self._for = folder.path, edition()
        self._doing: dict[str, Future[None]] = {STARTS: pool.submit(_get_ready, *self._for)}

    def busy_with(self) -> Collection[str]:
        """The addresses it is busy with, or its start; none where it is idle."""
        for address in [address for address, doing in self._doing.items() if doing.done()]:
            self._doing.pop(address).result()
        return self._doing.keys()

    def takes_more(self) -> bool:
        """Whether there is so little to be done that it might have to wait for more."""
        busy = self.busy_with()
        return STARTS not in busy and len(busy) < AT_ONCE

    def bake(self, address: str, headers: Headers) -> None:
        self._doing[address] = self._pool.submit(_bake, *self._for, address, headers)

    def make_smaller(self, address: str) -> None:
        self._doing[address] = self._pool.submit(_make_smaller, *self._for, address)


@contextmanager
def beside(folder: Folder) -> Iterator[Beside]:
    """For as long as this lasts; it ends with this process, however that is ended."""
    settings = connection.settings_dict
    pool = ProcessPoolExecutor(1, get_context("spawn"), parallel.begin, (settings,))
    try:
        yield Beside(folder, pool)
    except BrokenProcessPool as problem:
        raise CommandError("The process that helps to bake was ended: begin again.") from problem
    finally:
        pool.shutdown(cancel_futures=True)


def _get_ready(folder: Path, edition: str) -> None:
    _renderer(folder, edition)


def _bake(folder: Path, edition: str, address: str, headers: Headers) -> None:
    renderer = _renderer(folder, edition)
    renderer.headers.known = dict(headers)
    try:
        renderer.bake(address)
    except DatabaseError:
        connection.close()
        raise


def _make_smaller(folder: Path, edition: str, address: str) -> None:
    _renderer(folder, edition).folder.make_smaller(address)


@cache
def _renderer(folder: Path, edition: str) -> Renderer:
    return Renderer(Folder(folder), edition)
