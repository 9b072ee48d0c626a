"""What the database or a rule refused, in the editor's words."""

from __future__ import annotations

from django.apps import apps
from django.db import IntegrityError, OperationalError

from claims.domain.errors import RuleBroken

UNKNOWN = "The database could not keep this. Check long texts and large numbers, and save again."
BUSY = "Somebody else is saving at this moment: save again."
IN_USE = "Something else still refers to what would be removed."


def sentences(problem: Exception) -> list[str]:
    if isinstance(problem, RuleBroken):
        return problem.messages
    if isinstance(problem, IntegrityError):
        return [_constraint(str(problem))]
    return [BUSY if isinstance(problem, OperationalError) else UNKNOWN]


def _constraint(words: str) -> str:
    """The sentence of the constraint that the database names."""
    for model in apps.get_app_config("claims").get_models():
        for constraint in model._meta.constraints:
            if constraint.name in words:
                return str(constraint.get_violation_error_message())
    return IN_USE if "foreign key" in words.lower() else UNKNOWN
