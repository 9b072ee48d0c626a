"""What is public of a source and of a position stands in the API too."""

import pytest

from claims import actions
from tests.api.asker import ask
from tests.builders import NOW, a_source, published

pytestmark = pytest.mark.django_db


def test_a_merged_source_says_into_which():
    one, kept = published(a_source("The ministry")), published(a_source("Ministry"))
    touched = actions.merge(one, into=kept, reason="One body.", by=None, at=NOW)
    actions.publish([s for s in touched if s.on_record], note="One body.", by=None, at=NOW)

    told = ask(f"sources/{one.slug}/")

    assert told["merged_into"]["slug"] == kept.slug
    assert ask(f"sources/{kept.slug}/")["merged_into"] is None
