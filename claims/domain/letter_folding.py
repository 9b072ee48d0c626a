"""Letters that are written in several ways and searched as one; what decomposes is not listed."""

import re
import unicodedata

HAMZAS = "\u0654\u0655"
"""The marks of a hamza above or below its seat, once letters are decomposed."""

# Before a waw the seat of a hamza is a matter of spelling (مسؤول, مسئول, مسءول), and so before the
# ending ة (هيئة, هيأة); elsewhere it is left out, as many leave it out (شهداء, شهدا).
_BEFORE_WAW = re.compile("(?:[اويىی][\u0654\u0655]|ء)+(?=و)")
_BEFORE_ENDING = re.compile("(?:[اويىی][\u0654\u0655]|ء)+(?=ة)")
_HAMZA = re.compile("[ء\u0654\u0655]")

_ARABIC = {
    "ٱ": "ا",
    "ٲ": "ا",
    "ٳ": "ا",
    "ي": "ی",
    "ى": "ی",
    "ۍ": "ی",
    "ې": "ی",
    "ێ": "ی",
    "ك": "ک",
    "ڪ": "ک",
    "ګ": "گ",
    "ه": "ہ",
    "ة": "ہ",
    "ھ": "ہ",
    "ە": "ہ",
    "ۃ": "ہ",
    "ڼ": "ن",
    "ں": "ن",
    "\u0640": "",  # tatweel stretches a word and means nothing
}
# Of which Unicode knows no plainer form; ß and final ς are folded with the case.
_LATIN = {"ð": "d", "þ": "th", "ŋ": "n", "ə": "e", "ɛ": "e", "ɔ": "o", "ĸ": "k", "ʒ": "z", "ƿ": "w"}
# Apostrophes, and the signs of transliterations for ayn and hamza.
_SIGNS = "'`’‘‛ʹʺʻʼʽʾʿˀˁˈˊˋ՚׳Ꞌꞌ＇ʔʕɁɂꜢꜣꜤꜥ"

APOSTROPHES = {ord("'"): None, ord("`"): None}


def without_seats(decomposed: str) -> str:
    if not decomposed or decomposed.isascii():
        return decomposed
    text = _BEFORE_ENDING.sub("", _BEFORE_WAW.sub("و", decomposed))
    return _HAMZA.sub("", text)


def _plain_forms() -> dict[str, str]:
    """Letters with a stroke, a hook, no dot ... by their names, and ligatures: ł, đ, ı, æ."""
    spelt = re.compile(
        r"(LATIN|CYRILLIC) SMALL (?:LETTER|LIGATURE) (?:DOTLESS )?([A-Z]+)(?: WITH [A-Z ]+)?"
    )
    found: dict[str, str] = {}
    blocks = ((0xDF, 0x530), (0x1D00, 0x1DC0), (0x2C60, 0x2C80), (0xA640, 0xA800))
    for code in (code for block in blocks for code in range(*block)):
        name = spelt.fullmatch(unicodedata.name(chr(code), ""))
        if name is None:
            continue
        if name[1] == "LATIN" and len(name[2]) <= 2:
            found[chr(code)] = name[2].lower()
        elif name[1] == "CYRILLIC" and " WITH " in name[0]:
            found[chr(code)] = unicodedata.lookup(f"CYRILLIC SMALL LETTER {name[2]}")
    return {letter: plain for letter, plain in found.items() if letter != plain}


PLAIN = str.maketrans({**_plain_forms(), **_ARABIC, **_LATIN, **dict.fromkeys(_SIGNS, "")})
"""What to read for a letter; of the lower case."""
