"""The site itself, as what travels without its pages names it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Site:
    name: str
    url: str

    def at(self, path: str) -> str:
        return self.url + path
