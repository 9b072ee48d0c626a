"""What one press of the button on a form has come to so far, from the page to the last row."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property

from django.http import HttpRequest
from django.utils import timezone

from claims.admin.concurrent_edit.merge import Merged


@dataclass
class Submission:
    """``refused_before`` is what was refused before the form was read."""

    is_form: bool = False
    refused_before: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    merged: Merged | None = None
    holding: ExitStack = field(default_factory=ExitStack)
    """What is held while all of it is written."""

    @property
    def refusals(self) -> list[str]:
        return [*self.refused, *(self.merged.refusals if self.merged else ())]

    @cached_property
    def saved_at(self) -> datetime:
        """One moment for all that is saved, so that it is told as one."""
        return timezone.now()


def submission_of(request: HttpRequest) -> Submission:
    found: Submission = vars(request).setdefault("submission", Submission())
    return found


def saving_time(request: HttpRequest) -> datetime:
    return submission_of(request).saved_at
