"""Where everything is."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import QueryDict
from rest_framework import serializers

from claims.api.fields import Whole, Words
from claims.api.views import Face
from claims.models.record.entry import Entry
from claims.presenters.addresses import path_of

LISTS = ("events", "sources", "claims", "figures", "positions", "changes", "record")


class IndexShape(serializers.Serializer):
    """Where everything is."""

    name = Words("What the site is called.", always=True)
    version = Words("Version of this API; it stands in every address.", always=True)
    newest_entry = Whole("The newest entry of the record; 0 where there is none.", always=True)
    newest_digest = Words("Its digest: keep it, to see later that nothing was rewritten.")
    events = Words("Address of the events.", always=True)
    sources = Words("Address of the sources.", always=True)
    claims = Words("Address of the claims.", always=True)
    figures = Words("Address of the figures.", always=True)
    positions = Words("Address of our own figures.", always=True)
    changes = Words("Address of the changes.", always=True)
    record = Words("Address of the record.", always=True)
    schema = Words("This API in OpenAPI.", always=True)
    docs = Words("This API for people.", always=True)


class Index(Face):
    """Where everything is, and the newest entry of the record."""

    title = "Start"
    shape = IndexShape

    def answer(self, query: QueryDict, newest: Entry | None, **place: Any) -> Any:
        found = {
            "name": settings.SITE_NAME,
            "version": "v1",
            "newest_entry": newest.seq if newest else 0,
            "newest_digest": newest.digest if newest else "",
            **{name: f"{settings.SITE_URL}{path_of(f'api:{name}')}" for name in LISTS},
            "schema": f"{settings.SITE_URL}{path_of('api:schema')}",
            "docs": f"{settings.SITE_URL}{path_of('api:docs')}",
        }
        return IndexShape(found).data
