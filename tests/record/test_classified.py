"""Every field of the desk is public or private by name, and what is private stays so."""

import pytest
from django.apps import apps
from django.db import models

from claims.models.record.entry import EntryBody
from claims.publishing.field_visibility import PRIVATE, PUBLIC
from tests.builders import (
    TODAY,
    a_citation,
    a_claim,
    a_figure,
    a_report,
    a_source,
    a_stance,
    an_editor,
    published,
    raw,
    some_evidence,
)

DESK = [
    model
    for model in apps.get_app_config("claims").get_models()
    if model.__module__.startswith("claims.models.desk") and not hasattr(model, "history_object")
]


def owned(model):
    """Names of fields, and of the parts a thing owns."""
    fields = {f.name for f in [*model._meta.concrete_fields, *model._meta.many_to_many]}
    return fields | {
        relation.get_accessor_name()
        for relation in model._meta.related_objects
        if relation.on_delete is models.CASCADE and relation.related_model in PARTS
    }


OWNERS = ("claim", "event", "source", "whole", "figure", "position", "question")
PARTS = {
    model
    for model in DESK
    if any(f.name in OWNERS and f.many_to_one
           and f.remote_field.on_delete is models.CASCADE for f in model._meta.concrete_fields)
}  # fmt: skip


@pytest.mark.parametrize("model", DESK, ids=lambda m: m.__name__)
def test_every_field_is_classed_once(model):
    assert PUBLIC[model] & PRIVATE[model] == set()
    assert PUBLIC[model] | PRIVATE[model] == owned(model)


@pytest.mark.django_db
def test_nothing_private_is_written_into_the_record():
    editor = an_editor("canary-editor", first_name="Canary", email="canary@example.org")
    claim = a_claim(private_note="canary-note")
    a_figure(claim)
    secret = a_source("canary-originator")
    hidden = a_report(title="canary-report", url="https://example.org/canary")
    some_evidence(claim, originator=secret, report=hidden, confidential=True)
    draft = a_claim("canary-draft")
    some_evidence(claim, other_claim=draft, report=None, confidential=True)

    published(claim, by=editor)

    words = "\n".join(EntryBody.objects.values_list("body", flat=True))
    assert claim.statement in words
    assert "canary" not in words


@pytest.mark.django_db
def test_a_confidential_source_counts_as_one_origin():
    claim = a_claim()
    some_evidence(claim, confidential=True)
    some_evidence(claim)

    published(claim)

    state = raw(EntryBody.objects.get(entry__subject=claim.uid))["state"]
    assert state["origins"] == {"supports": 2, "against": 0}
    assert state["evidence"][0]["originator"] == ""


@pytest.mark.django_db
def test_a_stance_and_a_quote_are_public():
    claim = a_claim(cited=False, said_at=TODAY, said_precision="day")
    a_citation(claim, quote="in these words")
    a_stance(claim, quote="we deny it")

    published(claim)

    words = EntryBody.objects.get(entry__subject=claim.uid).body
    assert "in these words" in words
    assert "we deny it" in words
