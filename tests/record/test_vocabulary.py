"""The words on record, of which “did you mean” is made."""

from datetime import timedelta

import pytest
from django.core.management.sql import emit_post_migrate_signal, emit_pre_migrate_signal

from claims import actions
from claims.domain.vocabulary import Grounds
from claims.models.record.vocabulary import SEARCHED, PublishedWord, meant_by
from claims.publishing import rebuild, verify
from tests.builders import NOW, a_claim, a_source, an_editor, published

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(hours=1)


def suppress(subject):
    subject.refresh_from_db()
    actions.suppress(subject, grounds=Grounds.DANGER, reason="Threats", by=an_editor(), at=LATER)


def test_the_word_meant_is_the_one_on_record_that_is_spelt_most_alike():
    published(a_claim("Two suicide bombers came with suitcases.", claimant=a_source("Bugti")))

    meant = {word: meant_by(word) for word in ("sucide", "bukti", "ubgti", "suitcaes", "xyz", "a")}

    assert meant == {
        "sucide": ["suicide"],
        "bukti": ["bugti"],
        "ubgti": ["bugti"],
        "suitcaes": ["suitcases"],
        "xyz": [],
        "a": [],
    }


def test_nothing_that_was_not_published_is_meant():
    claim = published(a_claim("For readers."))
    claim.statement = "Canary edit."
    claim.save()
    a_claim("Canary draft.")

    assert meant_by("canari") == []


def test_what_was_suppressed_leaves_no_word_that_nothing_else_has():
    kept = published(a_claim("The canary sang."))
    gone = published(a_claim("The canary whistled."))

    suppress(gone)

    assert (meant_by("canari"), meant_by("whistledd")) == (["canary"], [])
    suppress(kept)
    assert meant_by("canari") == []
    assert list(verify.problems()) == []


def test_words_that_strayed_are_noticed_and_made_anew():
    published(a_claim("The canary sang."))
    PublishedWord.objects.create(word="stray", first="s", length=5)

    assert any("offers" in problem for problem in verify.problems())
    rebuild.rebuild()
    assert list(verify.problems()) == []
    assert meant_by("canari") == ["canary"]


def test_what_a_migration_took_away_is_made_anew():
    published(a_claim("The canary sang."))
    wanted = set(PublishedWord.objects.values_list("word", flat=True))
    emit_pre_migrate_signal(verbosity=0, interactive=False, db="default")
    for model in SEARCHED:
        model.objects.update(search="")
    PublishedWord.objects.all().delete()

    emit_post_migrate_signal(verbosity=0, interactive=False, db="default")

    assert set(PublishedWord.objects.values_list("word", flat=True)) == wanted
    assert list(verify.problems()) == []
