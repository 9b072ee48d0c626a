"""Static files with a hash in their name once collected, with their own name until then."""

from __future__ import annotations

from django.contrib.staticfiles.storage import StaticFilesStorage
from whitenoise.storage import CompressedManifestStaticFilesStorage


class HashedWhereCollected(CompressedManifestStaticFilesStorage):  # type: ignore[misc]  # untyped
    """Needs no `collectstatic` in development and tests; `serve` always collects."""

    def url(self, name: str | None, force: bool = False) -> str:
        plain = StaticFilesStorage.url(self, name)
        return str(super().url(name, force)) if self.hashed_files else plain
