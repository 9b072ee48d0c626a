"""What others may do with our data: said in every download, in feeds and on pages."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings

from claims.domain.messages import gettext as _


@dataclass(frozen=True)
class Licence:
    name: str
    url: str

    @property
    def sentence(self) -> str:
        return _(
            "Data: %(name)s (%(url)s), credit %(site_name)s. Quotations are excepted:"
            " they belong to those who said or published them.",
            name=self.name,
            url=self.url,
            site_name=settings.SITE_NAME,
        )

    @property
    def link(self) -> str:
        """For a ``Link`` header."""
        return f'<{self.url}>; rel="license"'


def licence() -> Licence:
    return Licence(settings.DATA_LICENCE, settings.DATA_LICENCE_URL)
