"""Dossiers: one event with everything about it as one file, read, checked, imported, exported."""

from claims.dossier.bring_in import Outcome, bring_in
from claims.dossier.export import export
from claims.dossier.read import LARGEST, read
from claims.dossier.refused import Refused

__all__ = ["LARGEST", "Outcome", "Refused", "bring_in", "export", "read"]
