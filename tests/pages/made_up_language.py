"""A language made of our own sentences, and content in another script: what is left is English.

Every letter of a sentence that goes through the catalogue is made Greek, every letter of content
Armenian. A Latin letter on a page is then one of ours that cannot be translated.
"""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from string import ascii_lowercase, ascii_uppercase

from django.utils import translation

from claims.presenters import page
from tracker import sentences

_GREEK = str.maketrans(
    ascii_lowercase + ascii_uppercase, "αβψδεφγηιξκλμνοπθρστθωςχυζ" + "ΑΒΨΔΕΦΓΗΙΞΚΛΜΝΟΠΘΡΣΤΘΩΣΧΥΖ"
)
_LETTERS = "աբցդեֆգհիջկլմնոպքրստուվքյզ"
_ARMENIAN = str.maketrans(ascii_lowercase + ascii_uppercase, _LETTERS + _LETTERS.upper())
# Places, tags and entities of a sentence are no words of it.
_NO_WORDS = re.compile(r"(%\(\w+\)[sd]|%[sd]|\{\w*\}|<[^>]*>|&\w+;)")
# Keys of a dossier under which people wrote something for people.
WRITTEN = frozenset(
    {"title", "text", "quote", "place", "summary", "name", "short_name", "about", "statement"}
    | {"short", "locator", "basis", "note", "reason", "private_note", "occasion", "translation"}
    | {"translated_by", "treatment_note", "method", "rationale", "dissent", "override_reason"}
    | {"words", "phrase", "one", "many", "bounds_note"}
)


def translated(message):
    parts = _NO_WORDS.split(message)
    return "".join(part if n % 2 else part.translate(_GREEK) for n, part in enumerate(parts))


def speak(monkeypatch):
    """Let every look-up of a sentence answer in the made-up language."""
    translation.gettext("")  # Django finds its own first
    trans = translation._trans
    for name in ("gettext", "ngettext", "pgettext", "npgettext"):
        getattr(trans, name)
    # Kept in the site's language, which does not change here.
    monkeypatch.setattr(page, "_frame", page._frame.__wrapped__)
    monkeypatch.setattr(
        sentences.Whole, "render", lambda kept, context: kept.sentence.render(context)
    )
    monkeypatch.setattr(trans, "gettext", lambda m: translated(str(m)))
    monkeypatch.setattr(trans, "pgettext", lambda c, m: translated(str(m)))
    monkeypatch.setattr(trans, "ngettext", lambda s, p, n: translated(s if n == 1 else p))
    monkeypatch.setattr(trans, "npgettext", lambda c, s, p, n: translated(s if n == 1 else p))


def in_another_script(dossier):
    """The same dossier, in which all that people wrote is Armenian."""
    return json.dumps(_foreign(json.loads(dossier), ""), ensure_ascii=False)


def _foreign(value, key, within=""):
    if isinstance(value, dict):
        return {name: _foreign(inner, name, key) for name, inner in value.items()}
    if isinstance(value, list):
        return [_foreign(inner, key, within) for inner in value]
    written = key in WRITTEN or key == "aliases" or (key == "answer" and " " in str(value))
    return value.translate(_ARMENIAN) if isinstance(value, str) and written else value


class _Texts(HTMLParser):
    SHOWN = ("title", "alt", "aria-label", "placeholder", "label")
    UNSEEN = ("script", "style", "code", "pre")
    VOID = ("meta", "link", "img", "input", "br", "hr", "wbr", "area", "base", "col", "source")

    def __init__(self):
        super().__init__()
        self.found, self.passed_over = [], []

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        passed = tag in self.UNSEEN or given.get("lang") == "en" or any(self.passed_over)
        if tag not in self.VOID and tag != "html":
            self.passed_over.append(passed)
        if passed:
            return
        self.found += [given[name] for name in self.SHOWN if given.get(name)]
        described = given.get("name", given.get("property", "")) or ""
        if tag == "meta" and ("description" in described or "title" in described):
            self.found.append(given.get("content") or "")
        if tag in ("input", "button") and given.get("type") in ("submit", "button"):
            self.found.append(given.get("value") or "")

    def handle_startendtag(self, tag, attrs):
        self.handle_starttag(tag, attrs)
        if tag not in self.VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag):
        if tag not in self.VOID and tag != "html" and self.passed_over:
            self.passed_over.pop()

    def handle_data(self, data):
        if data.strip() and not any(self.passed_over):
            # What is offered to copy is a page of its own.
            self.found += texts(data) if data.lstrip().startswith(("<", "&lt;")) else [data]


def texts(html):
    """What of a page people read or have read to them, save what it says is English."""
    parser = _Texts()
    parser.feed(html)
    parser.close()
    return [" ".join(text.split()) for text in parser.found]


# Names, signs and addresses are the same in every language.
_NAMES = (
    r"Counterclaim|UTC|CSV|JSON( Lines| Feed)?|Atom|API|HTML|SHA-256|CC BY 4\.0|OpenAPI"
    r"|ISO 8601|atom|json"
)
_SAME = re.compile(
    rf"\b({_NAMES}|[0-9a-f]{{8,64}}|[\w.-]+\.(org|com|net|html?|json|csv|atom|py)\b\S*)\b"
    r"|\b(Africa|America|Asia|Europe)/\w+|https?://\S+|/\S+/\S*|\?\w+=\S*"
)


def left_in_english(html):
    """The texts of a page in which a Latin letter of ours stands."""
    return [text for text in texts(html) if is_english(text)]


def is_english(text):
    return bool(re.search(r"[A-Za-z]{2}", _SAME.sub("", text)))


READ = frozenset(
    {"title", "content_html", "name", "headline", "text", "description", "claimReviewed"}
    | {"alternateName", "ratingExplanation", "creativeWorkStatus", "tags", "html", "rights"}
)


def left_in_json(found, key=""):
    """The same of what is written for programs, under the keys whose words people are shown."""
    if isinstance(found, dict):
        return [text for name, inner in found.items() for text in left_in_json(inner, name)]
    if isinstance(found, list):
        return [text for inner in found for text in left_in_json(inner, key)]
    return left_in_english(found) if key in READ and isinstance(found, str) else []
