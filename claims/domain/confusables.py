"""Names in letters of several scripts, which may be taken for another name."""

import unicodedata
from functools import lru_cache

from claims.domain.messages import gettext as _

# Letters of other scripts that readers take for Latin ones.
_LIKE_LATIN = frozenset(
    "авеёзіїјкмнорсстухһԁԛԝѕԍьѵӏ"
    "АВЕЁЗІЇЈКМНОРСТУХҺԌЅԚԜҮӀ"
    "αεικνορτυχωγϲϳ"
    "ΑΒΕΖΗΙΚΜΝΟΡΤΥΧϹϺ"
    "օհոսցքցԼՕՍ"
    "ᎪᏴᏟᎠᎬᎨᎻᎥᎫᏦᏞᎷᏢᏒᏚᎢᏙᏔᎽᏃ"
)
_CONFUSABLE_SCRIPTS = frozenset(["CYRILLIC", "GREEK", "ARMENIAN", "CHEROKEE", "COPTIC"])
# Written together every day: Japanese, Korean and Chinese with Latin letters in a name.
_TOGETHER = frozenset(
    ["LATIN", "CJK", "HIRAGANA", "KATAKANA", "KATAKANA-HIRAGANA", "HANGUL", "BOPOMOFO"]
)


@lru_cache(maxsize=4096)
def _script(letter: str) -> str:
    """By the first word of its name; empty for what belongs to every script."""
    if not unicodedata.category(letter).startswith("L"):
        return ""
    first = unicodedata.name(letter, "").partition(" ")[0]
    return "" if first in ("MODIFIER", "FULLWIDTH", "HALFWIDTH", "MICRO") else first


def mixed(word: str) -> str:
    """A sentence where a word holds letters of one script that pass for those of another."""
    scripts = {_script(letter) for letter in word} - {""}
    if len(scripts) < 2 or "LATIN" not in scripts or not scripts & _CONFUSABLE_SCRIPTS:
        return ""
    foreign = [c for c in word if _script(c) in _CONFUSABLE_SCRIPTS]
    latin = [c for c in word if _script(c) == "LATIN"]
    alike = all(c in _LIKE_LATIN for c in foreign)
    if not alike and len(latin) > len(foreign):
        return ""
    odd = foreign if alike else latin
    if not alike and not all(c in "aceijopsxyABCEHIKMOPSTXYklmnu" for c in latin):
        return ""
    name = unicodedata.name(odd[0], "").lower()
    return _(
        "“%(word)s” mixes letters that look alike: “%(odd)s” is the %(name)s. Write the"
        " word in one script.",
        word=word,
        odd=odd[0],
        name=name,
    )


def check_name(name: str) -> str:
    """A sentence about the first word of a name that mixes scripts; empty where none does."""
    words = "".join(c if c.isalnum() or unicodedata.combining(c) else " " for c in name).split()
    return next(filter(None, map(mixed, words)), "")


def host_problem(host: str) -> str:
    """Why a host may be taken for another; empty where it may not."""
    if unicodedata.normalize("NFKC", host).lower() != unicodedata.normalize("NFC", host).lower():
        return _("its letters only look like plain ones")
    labels = [_decoded(label) for label in host.lower().rstrip(".").split(".")]
    for label in labels:
        if any(not _may_stand_in_host(letter) for letter in label):
            return _("“%(label)s” holds a sign that no host has", label=label)
        scripts = {_script(letter) for letter in label} - {""}
        if len(scripts) > 1 and not scripts <= _TOGETHER:
            return _("“%(label)s” mixes the letters of several scripts", label=label)
        if any(0x250 <= ord(letter) <= 0x2AF or letter in "ıȷĸ" for letter in label):
            return _("“%(label)s” holds a letter that looks like a plain one", label=label)
    ending = {_script(letter) for letter in labels[-1]}
    for label in labels[:-1]:
        letters = [letter for letter in label if _script(letter)]
        foreign = bool(letters) and {_script(c) for c in letters} <= _CONFUSABLE_SCRIPTS
        if foreign and not ending & _CONFUSABLE_SCRIPTS and all(c in _LIKE_LATIN for c in letters):
            return _("“%(label)s” is not in Latin letters, though it looks so", label=label)
    return ""


def _decoded(label: str) -> str:
    if not label.startswith("xn--"):
        return label
    try:
        return label[4:].encode("ascii").decode("punycode")
    except UnicodeError:
        return label


def _may_stand_in_host(letter: str) -> bool:
    return unicodedata.category(letter)[0] in "LMN" or letter in "-_\u200c\u200d·"
