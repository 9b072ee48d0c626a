"""Templates are written to be read, and sent without what only their writers read."""

import re
from pathlib import Path

import pytest
from django.template import engines
from django.utils import translation

from tests.builders import a_claim, published
from tracker.templates import without_indentation

TEMPLATES = Path(__file__).parent.parent / "claims/templates"
LONGEST = 120


@pytest.mark.parametrize(
    ("written", "sent"),
    [
        ("<ul>\n  <li>One</li>\n</ul>\n", "<ul><li>One</li></ul>\n"),
        ("{% if a %}\n  <b>{{ a }}</b>\n{% endif %}", "{% if a %}<b>{{ a }}</b>{% endif %}"),
        ("<p>Some words\n  and more</p>", "<p>Some words and more</p>"),
        ("<p>See\n  <a>this</a>\n  and that</p>", "<p>See <a>this</a> and that</p>"),
        ("<p>{{ a }}\n  {{ b }}</p>", "<p>{{ a }} {{ b }}</p>"),
        ("<b>a</b> <i>b</i>", "<b>a</b> <i>b</i>"),
        ('<a class="x"\n   href="y">z</a>', '<a class="x" href="y">z</a>'),
        ("<a{% if a > b %}\n    b{% endif %}>\n  <b>", "<a{% if a > b %} b{% endif %}><b>"),
        ('{% include "x"\n  with a=b only %}', '{% include "x" with a=b only %}'),
        ("<p>One</p>\n\n<p>Two</p>\n\n  <p>Three</p>", "<p>One</p>\n<p>Two</p>\n<p>Three</p>"),
        ("<pre>\n  a\n\n    b</pre>\n<p>", "<pre>\n  a\n\n    b</pre><p>"),
        (
            '<textarea\n  rows="3">\n  {{ a }}\n</textarea>',
            '<textarea rows="3">\n  {{ a }}\n</textarea>',
        ),
        ("1 < 2\n  and <b>c</b>", "1 < 2 and <b>c</b>"),
    ],
)
def test_readers_are_sent_no_indentation(written, sent):
    assert without_indentation(written) == sent


def said(sentence, **context):
    return engines["django"].from_string("{% load i18n %}" + sentence).render(context)


def test_what_was_said_in_one_language_is_not_said_in_another(settings, monkeypatch):
    page = engines["django"].from_string("{% load i18n %}{% translate 'Search' %}")
    english = page.render()
    monkeypatch.setattr(translation._trans, "gettext", str.upper)

    settings.LANGUAGE_CODE = "ur"

    assert (english, page.render()) == ("Search", "SEARCH")


def test_a_sentence_has_its_own_numbers_each_time():
    claims = "{% blocktranslate count n=n %}{{ n }} claim{% plural %}{{ n }} claims"

    page = "{% for n in many %}" + claims + "{% endblocktranslate %}; {% endfor %}"

    assert said(page, many=[2, 1, 3]) == "2 claims; 1 claim; 3 claims; "


def test_what_is_looked_up_for_a_reader_is_not_kept():
    word = "{% translate word %} {% translate 'Search' as search %}{{ search }} "

    page = "{% for word in words %}" + word + "{% endfor %}"

    assert said(page, words=["Yes", "No"]) == "Yes Search No Search "


@pytest.mark.django_db
def test_no_line_of_a_page_is_indented(client):
    claim = published(a_claim())

    for path in ("/", "/claims/", f"/claims/{claim.slug}/", "/methodology/", "/report-an-error/"):
        assert not re.search(r"\n[ \t]", client.get(path).content.decode()), path


def test_templates_can_be_read_and_reviewed():
    files = list(TEMPLATES.rglob("*.*"))
    lines = [(path.name, line) for path in files for line in path.read_text("utf-8").splitlines()]

    assert [(name, line) for name, line in lines if len(line) > LONGEST] == []


def test_what_goes_on_behind_a_colon_is_not_joined_to_it():
    pages = [path for path in TEMPLATES.rglob("*.html") if "admin" not in path.parts]
    ends = re.compile(r"""{% translate "[^"]*[:,;]" %}\s*\n\s*(?:{%|<(?:a|bdi|q|b|span|time)\b)""")

    assert [path.name for path in pages if ends.search(path.read_text("utf-8"))] == []
