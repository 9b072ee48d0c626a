"""A feed as JSON Feed 1.1."""

from __future__ import annotations

import json

from django.conf import settings

from claims.domain.messages import printed
from claims.lookup.licence import licence
from claims.pages.feeds.feed import Feed
from claims.pages.feeds.item import Item
from claims.presenters.addresses import path_of

TYPE = "application/feed+json"
VERSION = "https://jsonfeed.org/version/1.1"


def json_feed(feed: Feed) -> bytes:
    found = feed.document
    whole: dict[str, object] = {
        "version": VERSION,
        "title": feed.title,
        "home_page_url": feed.page,
        "feed_url": feed.own("json"),
        "language": settings.LANGUAGE_CODE,
        "authors": [{"name": settings.SITE_NAME, "url": settings.SITE_URL}],
    }
    if found.earlier is not None:
        whole["next_url"] = feed.at("json", after=found.earlier)
    ours: dict[str, object] = {
        "about": f"{settings.SITE_URL}{path_of('pages:methodology')}",
        "licence": licence().name,
        "licence_url": licence().url,
        "rights": licence().sentence,
        "archive": found.archive,
        "complete": found.complete,
    }
    if feed.checkpoint:
        ours["checkpoint"] = feed.checkpoint
    whole["_counterclaim"] = ours
    whole["items"] = [_item(item) for item in feed.items]
    return json.dumps(printed(whole), ensure_ascii=False, indent=1).encode("utf-8", "replace")


def _item(item: Item) -> dict[str, object]:
    return {
        "id": item.id,
        "url": item.url,
        "title": item.title,
        "content_html": item.content,
        "date_published": item.recorded_at,
        "date_modified": item.recorded_at,
        "tags": list(item.tags),
        "_counterclaim": dict(item.facts),
    }
