"""What others may do with our data: said in every download, in feeds and on pages."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings


@dataclass(frozen=True)
class Licence:
    name: str
    url: str

    @property
    def sentence(self) -> str:
        return (
            f"Data: {self.name} ({self.url}), credit {settings.SITE_NAME}. Quotations are excepted:"
            " they belong to those who said or published them."
        )

    @property
    def link(self) -> str:
        """For a ``Link`` header."""
        return f'<{self.url}>; rel="license"'


def licence() -> Licence:
    return Licence(settings.DATA_LICENCE, settings.DATA_LICENCE_URL)
