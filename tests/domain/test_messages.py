import copy
import pickle
import re

import pytest

from claims.domain import messages
from claims.domain.messages import gettext as _
from claims.domain.messages import joined, listed, ngettext, pgettext, restored

PLACE = re.compile(r"(%\(\w+\)s)")


class Shouting:
    """A language in which every word of ours is shouted, and no name is."""

    def gettext(self, message):
        return "".join(
            part if part.startswith("%(") else part.upper() for part in PLACE.split(message)
        )

    def pgettext(self, context, message):
        return f"{context}: {self.gettext(message)}"

    def ngettext(self, singular, plural, number):
        return self.gettext(singular if number == 1 else plural)


@pytest.fixture
def shouting(monkeypatch):
    monkeypatch.setattr(messages, "_translations", Shouting())


def a_sentence():
    counted = ngettext("%(number)s person", "%(number)s people", 2, number=2)
    return _("%(who)s counts %(people)s as %(how)s.", who="ISPR", people=counted, how=_("killed"))


def test_a_message_is_its_english_sentence_and_is_printed_in_the_language_of_the_site(shouting):
    sentence = a_sentence()

    assert sentence == "ISPR counts 2 people as killed."
    assert f"{sentence}" == "ISPR COUNTS 2 PEOPLE AS KILLED."
    assert str(pgettext("on a list", "Other")) == "on a list: OTHER"


@pytest.mark.parametrize(
    "again", [copy.copy, copy.deepcopy, lambda m: pickle.loads(pickle.dumps(m))]
)
def test_a_copy_can_still_be_translated(shouting, again):
    assert str(again(a_sentence())) == str(a_sentence())


def test_what_is_kept_beside_the_english_words_makes_the_same_message(shouting):
    again = restored(a_sentence().kept)

    assert again == a_sentence()
    assert str(again) == str(a_sentence())


def test_several_are_kept_as_one_text(shouting):
    text = messages.written({"told": a_sentence(), "sum": "1 + 1"})

    assert str(messages.read_back(text)["told"]) == str(a_sentence())
    assert messages.written({"sum": "1 + 1"}) == ""
    assert messages.read_back("") == {}


def test_places_given_in_the_way_of_django_are_places_too(shouting):
    assert str(_("Seen by %(who)s") % {"who": "ISPR"}) == "SEEN BY ISPR"


def test_a_percent_sign_in_a_sentence_without_places_is_one():
    assert str(_("100 % of them")) == "100 % of them"


@pytest.mark.parametrize(
    ("items", "sentence"),
    [([], ""), (["A"], "A"), (["A", "B"], "A and B"), (["A", "B", "C"], "A, B and C")],
)
def test_lists_read_as_sentences(items, sentence):
    assert listed(items) == sentence


def test_sentences_follow_one_another():
    assert joined([_("One."), "", _("Two."), "Three."]) == "One. Two. Three."
