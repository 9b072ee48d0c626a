"""Dossiers: one event with everything about it as one file, read, checked, imported, exported."""

from claims.dossier.dates import doubts, refuse_ahead
from claims.dossier.errors import Refused
from claims.dossier.export import export
from claims.dossier.importer import Outcome, bring_in
from claims.dossier.read import LARGEST, read

__all__ = ["LARGEST", "Outcome", "Refused", "bring_in", "doubts", "export", "read", "refuse_ahead"]
