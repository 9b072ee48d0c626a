"""What the database or a rule refused, in the editor's words."""

from __future__ import annotations

from django.apps import apps
from django.db import IntegrityError, OperationalError
from django.db.models import BaseConstraint, Model, UniqueConstraint

from claims.domain.database_faults import Fault, fault_of
from claims.domain.errors import RuleBroken
from claims.domain.messages import gettext as _

UNKNOWN = _("The database could not keep this. Check long texts and large numbers, and save again.")
EXCHANGED = _("Where two rows exchange theirs, save one of them under another first.")
IN_USE = _("Something else still refers to what would be removed.")


def sentences(problem: Exception) -> list[str]:
    if isinstance(problem, RuleBroken):
        return problem.messages
    if isinstance(problem, IntegrityError):
        return [_constraint(str(problem))]
    fault = fault_of(str(problem))
    if fault is None and isinstance(problem, OperationalError):
        fault = Fault.BUSY
    return [fault.label if fault else UNKNOWN]


def _constraint(words: str) -> str:
    """The sentence of the constraint that the database names."""
    for model in apps.get_app_config("claims").get_models():
        for constraint in model._meta.constraints:
            if _is_named(constraint, model, words):
                told = str(constraint.get_violation_error_message())
                return f"{told} {EXCHANGED}" if isinstance(constraint, UniqueConstraint) else told
    return IN_USE if "foreign key" in words.lower() else UNKNOWN


def _is_named(constraint: BaseConstraint, model: type[Model], words: str) -> bool:
    """PostgreSQL tells the name, SQLite the columns of what must be there once."""
    if constraint.name in words:
        return True
    if not isinstance(constraint, UniqueConstraint) or not constraint.fields:
        return False
    own = {field.name: field.column for field in model._meta.concrete_fields}
    columns = [own[name] for name in constraint.fields]
    named = ", ".join(f"{model._meta.db_table}.{column}" for column in columns)
    return words.endswith(f"failed: {named}")
