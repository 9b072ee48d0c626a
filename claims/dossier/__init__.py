"""Dossiers: one event with everything about it as one file, read, checked, imported, exported."""

from claims.dossier.dates import doubts, refuse_ahead
from claims.dossier.errors import Refused
from claims.dossier.export import export
from claims.dossier.importer import Outcome, import_dossier
from claims.dossier.read import LARGEST, read

__all__ = [
    "LARGEST",
    "Outcome",
    "Refused",
    "doubts",
    "export",
    "import_dossier",
    "read",
    "refuse_ahead",
]
