"""What is searched for in a list by the names of things alone."""

from __future__ import annotations

from django.http import QueryDict

from claims.filters import LONGEST_QUESTION, TOO_LONG
from claims.lookup.errors import NotUnderstood


def asked(query: QueryDict) -> str:
    question = query.get("q", "").strip()
    if len(question) > LONGEST_QUESTION:
        raise NotUnderstood(TOO_LONG)
    return question
