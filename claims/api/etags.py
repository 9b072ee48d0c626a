"""Whoever has an answer already is told so by one look at the newest entry."""

from __future__ import annotations

import hashlib
from base64 import b64encode
from datetime import datetime, timedelta

from django.http import HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.http import http_date

from claims.api.problems import Changed
from claims.lookup.cache import ALWAYS_ASK
from claims.lookup.release import edition
from claims.models.record.entry import Entry
from claims.models.record.public_time import tick

# An entry dated within the same tick of the public clock may still be on its way until then.
SETTLED = timedelta(minutes=1)


class Mark:
    """What an answer is known by: its address, this edition and the newest entry."""

    def __init__(self, path: str, query: QueryDict, newest: Entry | None, now: datetime) -> None:
        self.newest = newest
        digest = newest.digest if newest else ""
        address = f"{edition()} {digest} {path}?{query.urlencode()}"
        found = hashlib.sha256(address.encode("utf-8", "surrogatepass")).hexdigest()
        self.etag = f'"{found}"'
        settled = newest is not None and now - newest.recorded_at > tick() + SETTLED
        self.modified = int(newest.recorded_at.timestamp()) if newest and settled else None

    def answered(self, request: HttpRequest) -> HttpResponse | None:
        """What needs no making: 304 for whoever has it."""
        # “*” asks whether there is anything at all, which only making it can tell.
        if request.META.get("HTTP_IF_NONE_MATCH", "").strip() == "*":
            return None
        found = get_conditional_response(request, etag=self.etag, last_modified=self.modified)
        if found is not None and found.status_code == 412:
            raise Changed
        if not isinstance(found, HttpResponse):
            return None
        self.put_on(found)
        return found

    def put_on(self, response: HttpResponseBase) -> None:
        response.headers["ETag"] = self.etag
        response.headers["Cache-Control"] = ALWAYS_ASK
        # Whoever asks for anything but JSON is told so.
        patch_vary_headers(response, ["Accept"])
        if self.newest and self.newest.signed:
            response.headers["Record-Checkpoint"] = in_a_header(self.newest)
        if self.modified is not None:
            response.headers["Last-Modified"] = http_date(self.modified)


def in_a_header(newest: Entry) -> str:
    """What was signed last, as a dictionary of RFC 8941: up to which entry, and the root."""
    root = b64encode(bytes.fromhex(newest.signed_root)).decode()
    return f"size={newest.signed}, root=:{root}:"
