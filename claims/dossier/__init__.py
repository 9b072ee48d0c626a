"""Dossiers: one event with everything about it as one file, read, checked, imported, exported."""

from claims.dossier.advice import doubts, doubts_of_file
from claims.dossier.dates import refuse_ahead
from claims.dossier.errors import Refused
from claims.dossier.export import export
from claims.dossier.importer import Outcome, import_dossier, take_in
from claims.dossier.read import LARGEST, read

__all__ = [
    "LARGEST",
    "Outcome",
    "Refused",
    "doubts",
    "doubts_of_file",
    "export",
    "import_dossier",
    "read",
    "refuse_ahead",
    "take_in",
]
