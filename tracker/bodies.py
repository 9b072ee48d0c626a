"""Refuses a request of which less came than was announced: half a form is no form."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any
from wsgiref.types import InputStream, WSGIEnvironment

from django.core.exceptions import BadRequest

SHORT = "Less was sent than was announced."

App = Callable[[WSGIEnvironment, Callable[..., Any]], Iterable[bytes]]


class WholeBodies:
    """A WSGI application before another, which reads a body to its announced end or not at all."""

    def __init__(self, app: App) -> None:
        self.app = app

    def __call__(self, environ: WSGIEnvironment, start: Callable[..., object]) -> Iterable[bytes]:
        announced = str(environ.get("CONTENT_LENGTH") or "")
        if announced.isascii() and announced.isdigit():
            environ["wsgi.input"] = Announced(environ["wsgi.input"], int(announced))
        return self.app(environ, start)


class Announced:
    """A body of so many bytes. Where it ends before, reading it raises ``BadRequest``."""

    def __init__(self, body: InputStream, length: int) -> None:
        self._body, self._left = body, length

    def read(self, size: int = -1) -> bytes:
        wanted = self._left if size < 0 else min(size, self._left)
        pieces = []
        while wanted:
            pieces.append(self._taken(self._body.read(wanted)))
            wanted -= len(pieces[-1])
        return b"".join(pieces)

    def readline(self, size: int = -1) -> bytes:
        wanted = self._left if size < 0 else min(size, self._left)
        return self._taken(self._body.readline(wanted)) if wanted else b""

    def _taken(self, piece: bytes) -> bytes:
        if not piece:
            raise BadRequest(SHORT)
        self._left -= len(piece)
        return piece
