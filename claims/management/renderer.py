"""Makes an answer as readers get it, and puts it into the folder that a web server reads."""

from __future__ import annotations

from collections.abc import Iterable
from typing import cast
from urllib.parse import urlsplit

from django.conf import settings
from django.core.handlers.base import BaseHandler
from django.http import HttpResponseBase
from django.test import RequestFactory
from django.urls import ResolverMatch, resolve
from django.utils import timezone

from claims.baked.answer import Answer
from claims.baked.folder import Folder
from claims.baked.kinds import OF_EVERYTHING, THINGS
from claims.baked.touched import ALWAYS, EVERYTHING
from claims.lookup.public import Known, known_at
from claims.management.baked_headers import Headers
from claims.models.record import read_tracking
from claims.models.record.entry import head
from claims.models.record.row import Row, rows_of
from claims.models.record.rows import (
    PublishedClaim,
    PublishedEvent,
    PublishedQuestion,
    PublishedSource,
)

MODELS: dict[str, type[Row]] = {
    "claim": PublishedClaim,
    "event": PublishedEvent,
    "question": PublishedQuestion,
    "source": PublishedSource,
}
THING_OF = {f"pages:{name}": page for page, more in THINGS.items() for name in (page, *more)}


class Renderer:
    def __init__(self, folder: Folder, edition: str) -> None:
        self.folder = folder
        self._edition = edition
        self.headers = Headers(folder)
        self._handler = BaseHandler()
        self._handler.load_middleware()
        site = urlsplit(settings.SITE_URL)
        self._secure = site.scheme == "https"
        self._factory = RequestFactory(SERVER_NAME=site.netloc)

    def bake(self, address: str, *, asked: bool = False) -> bytes | None:
        """Make an answer and keep it; None where there is none to keep, or it is out of date."""
        match = resolve(address)
        stood = stands(), timezone.localdate()
        with read_tracking.noticed() as made_from:
            response = self._answer(address)
            body = b"" if response.status_code != 200 else _body(response)
        known = known_at(address) or Known()
        if response.status_code != 200 or not self.headers.fit(match, response, known):
            self.folder.forget([address])
            return None
        if match.view_name in OF_EVERYTHING:
            made_from = {EVERYTHING}
        answer = Answer(
            address,
            body,
            response.headers["Content-Type"],
            {ALWAYS, *made_from},
            subject=_subject(match),
            asked=asked,
        )
        put = self.folder.put(
            answer,
            still=lambda: (stands(), timezone.localdate()) == stood and self.is_of_this_edition(),
        )
        return body if put else None

    def is_of_this_edition(self) -> bool:
        """Whether the folder has not been taken over by another release, or by other settings."""
        return self.folder.noted("edition") == self._edition

    def _answer(self, address: str) -> HttpResponseBase:
        request = self._factory.get(address, secure=self._secure)
        return self._handler.get_response(request)


def stands() -> tuple[str, ...]:
    """Where the record stands, and what of it is signed."""
    newest = head()
    told = (
        (newest.seq, newest.digest, newest.signed, newest.witnessed) if newest else (0, "-", 0, 0)
    )
    return tuple(map(str, told))


def _subject(match: ResolverMatch) -> str:
    """Of what a page is."""
    page = THING_OF.get(match.view_name, "")
    if not page:
        return ""
    row = rows_of(MODELS[page]).filter(slug=match.kwargs["slug"]).order_by("-since").first()
    return str(row.uid) if row else ""


def _body(response: HttpResponseBase) -> bytes:
    """Whole, whether or not it is made while it is sent."""
    return b"".join(cast("Iterable[bytes]", response))
