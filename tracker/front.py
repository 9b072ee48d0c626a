"""Before the app: answers that are the same for everybody are made once for each newest entry.

A store of whole answers belongs to one newest entry and is thrown away with it, so that nothing
can outlast what was said or withheld since. What the newest entry is, is asked every ``ASKED``
seconds and trusted a little longer; whoever publishes waits that long (``front_caches``).
"""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from typing import Any, NamedTuple
from wsgiref.types import WSGIEnvironment

from django.conf import settings
from django.db import Error, connection
from django.http import HttpResponse
from django.utils import timezone

from claims.baked.packing import br, gz
from claims.lookup.public import address, may_be_kept
from claims.models.record.entry import newest
from claims.publishing import front_caches
from tracker.middleware import is_text

ASKED = 0.05
MOST = 64 * 1024 * 1024  # bytes of answers that one worker keeps
LARGEST = 4 * 1024 * 1024  # bytes of one answer
LONGEST = 2048  # letters of an address that is kept
LONG = 512  # letters of an address, or of encodings, that are not remembered
SMALLEST = 256  # what is shorter is not packed
PACKED = re.compile(r"text/|application/(?:\w+\+)?(?:json|xml|ld\+json)|image/svg")
# What one answer is given to alike; to whoever asks otherwise, the app answers.
ACCEPTED = (None, "*/*", "application/json")
# Questions about what somebody already has, other than If-None-Match.
CONDITIONS = ("HTTP_IF_MATCH", "HTTP_IF_MODIFIED_SINCE", "HTTP_IF_UNMODIFIED_SINCE")
# With what of a reader's own headers the app is asked for what others are given, too: where it
# is, and against whose rate it counts.
OF_ALL = {"HTTP_HOST", "HTTP_X_FORWARDED_FOR", "HTTP_X_FORWARDED_PROTO"}
OF_A_FORM = {"etag", "content-length", "vary"}
OF_A_BODY = {"content-type", "content-disposition"}
# The first is preferred. More than this costs a reader who waits more than it saves.
PACK: dict[str, Callable[[bytes], bytes]] = {"br": br, "gzip": gz}

Start = Callable[..., object]
App = Callable[[WSGIEnvironment, Start], Iterable[bytes]]
Headers = list[tuple[str, str]]
Key = tuple[object, ...]


class Form(NamedTuple):
    """An answer in one encoding, as it is given to whoever has it not, and to whoever has it."""

    body: list[bytes]
    etag: str
    headers: Headers
    unchanged: Headers


class Answer:
    """One answer, in each encoding that was asked for."""

    __slots__ = ("body", "by_accept", "etag", "forms", "headers", "packed", "used")

    def __init__(self, body: bytes, headers: Headers) -> None:
        named = {name.lower(): value for name, value in headers}
        vary = named.get("vary", "")
        self.body, self.etag = body, named["etag"].removeprefix("W/").strip('"')
        self.by_accept = "accept" in [word.strip().lower() for word in vary.split(",")]
        self.packed = len(body) >= SMALLEST and bool(PACKED.match(named.get("content-type", "")))
        self.headers = [h for h in headers if h[0].lower() not in OF_A_FORM]
        if vary := ", ".join(filter(None, [vary, "Accept-Encoding" if self.packed else ""])):
            self.headers.append(("Vary", vary))
        self.forms: dict[str, Form] = {}
        self.used = False

    def size(self) -> int:
        """As much as it may come to: no encoding is kept that is longer than the body."""
        return 2048 + (3 if self.packed else 1) * len(self.body)

    def form(self, encoding: str) -> Form:
        """Packed when it is first asked for so, and kept."""
        found = self.forms.get(encoding)
        if found is None:
            found = self.forms[encoding] = self._packed(encoding) or self._form(self.body, "")
        return found

    def _packed(self, encoding: str) -> Form | None:
        if not (self.packed and encoding):
            return None
        body = PACK[encoding](self.body)
        return self._form(body, encoding) if len(body) < len(self.body) else None

    def _form(self, body: bytes, encoding: str) -> Form:
        etag = f'"{self.etag}-{encoding}"' if encoding else f'"{self.etag}"'
        unchanged = [h for h in self.headers if h[0].lower() not in OF_A_BODY]
        headers = [*self.headers, ("ETag", etag), ("Content-Length", str(len(body)))]
        if encoding:
            headers.append(("Content-Encoding", encoding))
        return Form([body], etag, headers, [*unchanged, ("ETag", etag)])

    def give(self, environ: WSGIEnvironment, start: Start) -> list[bytes]:
        wanted = environ.get("HTTP_ACCEPT_ENCODING")
        form = self.form(encoding_for(wanted) if wanted else "")
        had = environ.get("HTTP_IF_NONE_MATCH")
        if had is not None and form.etag in [
            tag.strip().removeprefix("W/") for tag in had.split(",")
        ]:
            start("304 Not Modified", form.unchanged)
            return []
        start("200 OK", form.headers)
        return form.body


class Store:
    """What was answered since one entry became the newest, in no more than so many bytes."""

    def __init__(self, head: object) -> None:
        self.head = head
        self.answers: dict[Key, Answer] = {}
        self.bytes = 0
        self.lock = threading.Lock()
        self.turns: dict[Key, threading.Lock] = {}

    def keep(self, key: Key, answer: Answer) -> None:
        """Where there is no room, what was asked for once goes before what was asked for again."""
        with self.lock:
            if before := self.answers.pop(key, None):  # two may have made it at once
                self.bytes -= before.size()
            self.answers[key] = answer
            self.bytes += answer.size()
            while self.bytes > MOST:
                oldest = next(iter(self.answers))
                passed = self.answers.pop(oldest)
                if passed.used:
                    passed.used = False
                    self.answers[oldest] = passed
                else:
                    self.bytes -= passed.size()

    @contextmanager
    def turn(self, key: Key) -> Iterator[None]:
        """One thread makes an answer; who asks for the same meanwhile waits for it."""
        with self.lock:
            turn = self.turns.setdefault(key, threading.Lock())
        with turn:
            try:
                yield
            finally:
                with self.lock:
                    self.turns.pop(key, None)


class Front:
    """A WSGI application before another."""

    def __init__(self, app: App) -> None:
        self.app = app
        self.store = Store(None)
        self.heard = float("-inf")
        self.lock = threading.Lock()

    def __call__(self, environ: WSGIEnvironment, start: Start) -> Iterable[bytes]:
        if environ["REQUEST_METHOD"] not in ("GET", "HEAD"):
            said = self.app(environ, start)
            front_caches.wait()
            return said
        key = key_of(environ)
        if key is None or not self.look(front_caches.TRUSTED):
            return self.app(environ, start)
        store = self.store
        found = store.answers.get(key)
        if found is None:
            return self._made(store, key, environ, start)
        found.used = True
        return self._given(found, environ, start)

    def look(self, trusted: float = 0.0) -> bool:
        """Whether it is known what the newest entry is; asked where that was heard too long ago."""
        if time.monotonic() - self.heard < trusted:
            return True
        with self.lock:
            begun = time.monotonic()
            if begun - self.heard < trusted:
                return True
            try:
                head = (newest(), timezone.localdate())
            except Error:
                connection.close_if_unusable_or_obsolete()
                return False
            # Another database, or one put back, has an older entry: any other is another.
            if head != self.store.head:
                self.store = Store(head)
            self.heard = begun
        return True

    def watch(self) -> None:
        """Ask from now on, so that what was withheld is forgotten even where nobody reads."""
        threading.Thread(target=self._watch, name="front", daemon=True).start()

    def _watch(self) -> None:
        while True:
            time.sleep(ASKED)
            self.look()

    def _made(
        self, store: Store, key: Key, environ: WSGIEnvironment, start: Start
    ) -> Iterable[bytes]:
        """What the app answers; kept in the store that was there before the app was asked."""
        if asked(environ["PATH_INFO"], "") is None:
            return self.app(environ, start)
        with store.turn(key):
            found = store.answers.get(key)
            if found is None:
                said: list[Any] = []
                response = self.app(for_all(environ), lambda *words: said.extend(words))
                if not isinstance(response, HttpResponse) or not may_be_kept(response):
                    start(*said)
                    return response
                found = Answer(response.content, said[1])
                response.close()
                if len(found.body) <= LARGEST:
                    store.keep(key, found)
        return self._given(found, environ, start)

    def _given(self, found: Answer, environ: WSGIEnvironment, start: Start) -> Iterable[bytes]:
        if found.by_accept and environ.get("HTTP_ACCEPT") not in ACCEPTED:
            return self.app(environ, start)
        return found.give(environ, start)


def for_all(environ: WSGIEnvironment) -> WSGIEnvironment:
    """A request for the whole answer, in which nothing is of the one reader who asks."""
    kept = {k: v for k, v in environ.items() if not k.startswith("HTTP_") or k in OF_ALL}
    return {**kept, "REQUEST_METHOD": "GET"}


def key_of(environ: WSGIEnvironment) -> Key | None:
    """By what an answer is kept; None for what the app must answer itself."""
    for condition in CONDITIONS:
        if condition in environ:
            return None
    host, query = environ.get("HTTP_HOST"), environ["QUERY_STRING"]
    path: str = environ["PATH_INFO"]
    told: str | None = path
    if len(path) + len(query) > LONGEST:
        return None
    # A path that holds what begins a query is not the address of that query.
    if query or "?" in path or not path.isascii():
        ask = asked_before if len(path) + len(query) < LONG else asked
        told = ask(path, query)
    if not host or told is None or environ.get("HTTP_IF_NONE_MATCH", "").strip() == "*":
        return None
    return told, host, is_secure(environ)


def asked(path: str, query: str) -> str | None:
    """The address by which an answer is kept, of the path and the query as WSGI gives them."""
    text = path.encode("latin-1", "replace").decode("utf-8", "replace")
    return address(text, query) if is_text(query) else None


# To find it takes longer than the whole answer.
asked_before = lru_cache(maxsize=4096)(asked)


def is_secure(environ: WSGIEnvironment) -> bool:
    """Whether a reader came by https, as Django tells it."""
    if settings.SECURE_PROXY_SSL_HEADER is None:
        return bool(environ["wsgi.url_scheme"] == "https")
    header, secure = settings.SECURE_PROXY_SSL_HEADER
    return bool(environ.get(header, "").partition(",")[0].strip() == secure)


def negotiated(accepted: str) -> str:
    """The encoding in which somebody wants to be answered; empty for none."""
    weights: dict[str, float] = {}
    for choice in accepted.lower().split(","):
        name, _, weight = choice.partition(";")
        try:
            weights[name.strip()] = float(weight.strip().removeprefix("q=") or 1)
        except ValueError:
            weights[name.strip()] = 0.0
    offered = {name: weights.get(name, weights.get("*", 0.0)) for name in PACK}
    best = max(offered, key=lambda name: offered[name])
    return best if offered[best] > 0 and offered[best] >= weights.get("identity", 0.0) else ""


negotiated_before = lru_cache(maxsize=512)(negotiated)


def encoding_for(accepted: str) -> str:
    return (negotiated_before if len(accepted) < LONG else negotiated)(accepted)
