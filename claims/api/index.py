"""Where everything is."""

from __future__ import annotations

from django.conf import settings
from django.http import QueryDict
from rest_framework import serializers

from claims.api.fields import Integer, Text
from claims.api.views import Answer, Face
from claims.models.record.entry import Entry
from claims.presenters.addresses import path_of

LISTS = ("events", "sources", "claims", "figures", "positions", "questions", "changes", "record")


class IndexSerializer(serializers.Serializer):
    """Where everything is."""

    name = Text("What the site is called.", always=True)
    version = Text("Version of this API; it stands in every address.", always=True)
    newest_entry = Integer("The newest entry of the record; 0 where there is none.", always=True)
    newest_digest = Text("Its digest: keep it, to see later that nothing was rewritten.")
    events = Text("Address of the events.", always=True)
    sources = Text("Address of the sources.", always=True)
    claims = Text("Address of the claims.", always=True)
    figures = Text("Address of the figures.", always=True)
    positions = Text("Address of our own figures.", always=True)
    questions = Text("Address of the questions.", always=True)
    changes = Text("Address of the changes.", always=True)
    record = Text("Address of the record.", always=True)
    schema = Text("This API in OpenAPI.", always=True)
    docs = Text("This API for people.", always=True)


class Index(Face):
    """Where everything is, and the newest entry of the record."""

    title = "Start"
    shape = IndexSerializer

    def answer(self, query: QueryDict, newest: Entry | None, **place: str) -> Answer:
        found = {
            "name": settings.SITE_NAME,
            "version": "v1",
            "newest_entry": newest.seq if newest else 0,
            "newest_digest": newest.digest if newest else "",
            **{name: f"{settings.SITE_URL}{path_of(f'api:{name}')}" for name in LISTS},
            "schema": f"{settings.SITE_URL}{path_of('api:schema')}",
            "docs": f"{settings.SITE_URL}{path_of('api:docs')}",
        }
        return IndexSerializer(found).data
