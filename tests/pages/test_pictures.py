"""Pictures by which a page is shared: what they say, and that they outlive no word."""

import re
from io import BytesIO

import pytest
from django.http import QueryDict
from PIL import Image

from claims import actions
from claims.domain.vocabulary import Lifecycle
from claims.lookup.cache import PageRequest
from claims.models.record.entry import Entry, head
from claims.pages.cards import card_of
from claims.pages.pictures import lettering, views
from claims.pages.pictures.drawing import NOT_DRAWN, png
from claims.pages.pictures.lettering import SANS, SERIF, can_be_drawn, fitted
from claims.presenters.picture import Picture, picture_of
from tests.builders import (
    NOW,
    TODAY,
    a_claim,
    a_figure,
    a_position,
    a_question,
    a_source,
    an_event,
    published,
)
from tests.pages.reader import read

SITE = "http://testserver"
AT = "/claims/fourteen/picture.png"


@pytest.fixture
def claim(db):
    army = a_source("The military")
    words = {"said_at": TODAY, "said_precision": "day"}
    return published(a_claim("Fourteen were killed.", slug="fourteen", claimant=army, **words))


def picture(kind, slug, query=""):
    request = PageRequest("/", QueryDict(query), head(), TODAY.date())
    return picture_of(card_of(kind, slug, request, at=kind)[0], "Counterclaim")


def newest(claim):
    return Entry.objects.about(claim.uid).last()


def test_a_picture_says_where_a_claim_stands_what_it_says_and_who_said_so(claim):
    shown = picture("claim", "fourteen")

    assert (shown.standing, shown.mark) == ("Unconfirmed, not examined", "nex")
    assert shown.words == "Fourteen were killed."
    assert shown.who == "Said by the military, 27 August 2024."
    assert shown.note == "Our wording, not a quotation."
    assert shown.as_of == f"As of 27 August 2024, entry {newest(claim).seq}"


@pytest.mark.parametrize(
    "fate", [Lifecycle.WITHDRAWN, Lifecycle.MISATTRIBUTED, Lifecycle.SUPERSEDED, "retracted"]
)
def test_what_became_of_a_claim_stands_over_everything_else(claim, fate):
    if fate == "retracted":
        actions.retract(claim, reason="We misread it.", by=None, at=NOW)
    else:
        claim.lifecycle = fate
        claim.save()
        actions.publish([claim], note="So it is.", by=None, at=NOW)

    shown = picture("claim", "fourteen")

    assert (shown.standing, shown.mark, shown.is_fate) == (fate.capitalize(), "", True)
    assert shown.is_struck is (fate == "retracted")
    assert shown.who.startswith("Wrongly" if fate == Lifecycle.MISATTRIBUTED else "Said by")


def test_a_picture_of_an_event_says_what_we_hold_and_how_sure_we_are(db):
    event = an_event("The attack", slug="the-attack")
    figure = a_figure(a_claim(event=event), 38, category="everyone-else")
    published(figure.claim)
    position = a_position(event, as_of_at=TODAY, as_of_precision="day")
    position.uses.add(figure)
    published(position)

    shown = picture("event", "the-attack")

    assert (shown.above, shown.is_ours) == ("The attack", True)
    assert "38" in shown.words
    assert (shown.standing, shown.mark) == ("Not confirmed", "unc")
    assert shown.note == "As of 27 August 2024."


def test_a_picture_of_a_question_says_that_we_have_not_answered_it(db):
    question = published(a_question(an_event("The attack"), "Who fired?", slug="who-fired"))

    shown = picture("question", "who-fired")

    assert (shown.above, shown.asked) == (question.event.title, "Who fired?")
    assert shown.words == "We have not answered this question."
    assert not shown.is_ours


@pytest.mark.parametrize("kind", ["claims", "events"])
def test_a_page_and_each_version_of_it_name_their_picture(client, claim, kind):
    slug = {"claims": "fourteen", "events": claim.event.slug}[kind]
    seq = newest(claim).seq

    for query in ({}, {"as_of": seq}):
        page = read(f"/{kind}/{slug}/", **query)
        told = dict(re.findall(r'<meta (?:property|name)="([^"]+)" content="([^"]*)"', page))

        assert told["og:image"] == f"{SITE}/{kind}/{slug}/picture.png?as_of={seq}"
        assert (told["og:image:width"], told["og:image:height"]) == ("1200", "630")
        assert told["twitter:card"] == "summary_large_image"
        assert told["og:url"] == f"{SITE}/{kind}/{slug}/" + (f"?as_of={seq}" if query else "")
        assert told.get("robots") == ("noindex" if query else None)
    if kind == "claims":
        assert told["og:image:alt"] == (
            "Unconfirmed, not examined. Said by the military: Fourteen were killed."
        )
    answer = client.get(told["og:image"].removeprefix(SITE))
    with Image.open(BytesIO(answer.content)) as image:
        assert (answer["Content-Type"], image.size) == ("image/png", (1200, 630))
        # Nothing is written into the file beside what can be seen.
        assert image.info.keys() <= {"transparency"}


def test_a_picture_at_an_entry_is_kept_and_one_of_today_is_asked_for_anew(client, claim):
    then = newest(claim).seq
    claim.statement = "Fifteen were killed."
    claim.save()
    actions.publish([claim], note="One more.", by=None, at=NOW)

    before, now = client.get(AT, {"as_of": then}), client.get(AT)

    assert "Fourteen" in picture("claim", "fourteen", f"as_of={then}").words
    assert "Fifteen" in picture("claim", "fourteen").words
    assert before.content != now.content
    assert "immutable" in before["Cache-Control"]
    # Whoever keeps pictures for many asks us each time: words may have been withheld.
    assert "s-maxage=0" in before["Cache-Control"]
    assert "max-age=0" in now["Cache-Control"]
    assert client.get(AT, headers={"If-None-Match": now["ETag"]}).status_code == 304
    assert before["Cross-Origin-Resource-Policy"] == "cross-origin"


def test_no_picture_shows_words_that_were_withheld_since_it_was_drawn(client, claim):
    at = {"as_of": newest(claim).seq}
    drawn = client.get(AT, at)
    actions.suppress(claim, grounds="danger", reason="A name.", by=None, at=NOW)

    for query in (at, {}):
        again = client.get(AT, query, headers={"If-None-Match": drawn["ETag"]})
        shown = picture("claim", "fourteen", "&".join(f"{k}={v}" for k, v in query.items()))

        assert (shown.standing, shown.is_fate) == ("Withheld", True)
        assert "Fourteen" not in str(shown)
        assert "military" not in str(shown)
        assert again.content == png(shown) != drawn.content
    page = read("/claims/fourteen/")
    assert f'"og:image" content="{SITE}{AT}?as_of={newest(claim).seq}"' in page
    assert "Fourteen" not in page


def test_a_picture_knows_nothing_of_an_unfinished_edit(client, claim):
    before = picture("claim", "fourteen")
    claim.statement, claim.private_note = "Fifteen were killed.", "Ask again."
    claim.save()

    assert picture("claim", "fourteen") == before
    a_claim(slug="a-draft")
    assert client.get("/claims/a-draft/picture.png").status_code == 404


def test_what_changes_elsewhere_draws_no_picture_again(client, claim, monkeypatch):
    before = client.get(AT)
    published(a_claim("None were killed."))
    monkeypatch.setattr(views, "png", lambda picture: pytest.fail("It was drawn again."))

    assert client.get(AT).content == before.content


def test_a_long_text_is_shortened_after_a_word():
    words = "twenty-one militants were killed in three places over two days " * 9

    block = fitted(words, SERIF, (62, 34), width=1072, height=140)

    told = " ".join(block.lines)
    assert (block.size, len(block.lines)) == (34, 3)
    assert told.endswith("…")
    assert words.startswith(told.rstrip("…"))
    assert words[len(told) - 1] in " ,"
    assert all(block.width(line) <= 1072 for line in block.lines)


def test_a_word_longer_than_a_line_leaves_nothing_of_the_picture():
    block = fitted("x" * 500, SANS, (44,), width=300, height=120)

    assert all(block.width(line) <= 300 for line in block.lines)


@pytest.mark.parametrize("words", ["Погибли 23 человека", "Ḥusayn ʿAlī", "Αθήνα", "“½” 🕊 – ’"])
def test_letters_of_many_languages_can_be_drawn(words):
    assert can_be_drawn(words)


def test_words_are_not_drawn_in_another_order_than_they_are_read(monkeypatch):
    for joins in {lettering.JOINS_LETTERS, False}:
        monkeypatch.setattr(lettering, "JOINS_LETTERS", joins)
        assert can_be_drawn("بلوچستان میں ۲۳ افراد ہلاک ہوئے") is joins
        assert can_be_drawn("נהרגו") is joins
    assert not can_be_drawn("বাংলাদেশ")


def test_what_cannot_be_drawn_is_said_to_be_on_the_page():
    plain = {"mark": "dis", "colour": "#76308c", "above": "", "asked": "", "is_ours": False}
    more = {"is_fate": False, "is_struck": False, "note": "", "as_of": "", "site": "Counterclaim"}
    of = {"standing": "Disputed", **plain, **more}
    said = str(NOT_DRAWN.placed(site="Counterclaim"))

    shown = png(Picture(words="বাংলাদেশে ২৩ জন", who="বাংলাদেশ", **of))

    assert shown == png(Picture(words=said, who="", **of))
