"""Names as they are spelt in Latin letters and in Arabic script: what of them stays the same.

Romanised names differ in their vowels and doubled letters (Musakhel, Musakhail), so Latin spellings
are compared by their consonants and where vowels stand between them. Arabic script leaves short
vowels out, so across scripts the consonants alone are compared. Words must be folded first.
"""

import re

# Digraphs are one sound; و and ی, like w, v and y, may be a vowel, and are left out across scripts.
_ARABIC = {
    "ب": "b", "پ": "p", "ت": "t", "ٹ": "t", "ټ": "t", "ث": "s", "ج": "j", "چ": "ch", "ح": "h",
    "خ": "kh", "د": "d", "ڈ": "d", "ډ": "d", "ذ": "z", "ر": "r", "ڑ": "r", "ړ": "r", "ز": "z",
    "ژ": "zh", "س": "s", "ش": "sh", "ښ": "sh", "ص": "s", "ض": "z", "ط": "t", "ظ": "z", "غ": "gh",
    "ف": "f", "ق": "k", "ک": "k", "گ": "g", "ګ": "g", "ل": "l", "م": "m", "ن": "n", "ں": "n",
    "ڼ": "n", "ہ": "h", "ځ": "z", "څ": "s", "ا": "", "و": "", "ی": "", "ے": "", "ې": "", "ع": "",
    "ۍ": "", "ء": "",
}  # fmt: skip
_LATIN = re.compile("[a-z]+")
# In order: c is k but where it is s; then sounds that have two spellings.
_SOUNDS = [
    ("ch", "ç"), ("ck", "k"), ("c(?=[eiy])", "s"), ("[cq]", "k"), ("ç", "ch"), ("x", "ks"),
    ("w", "v"), ("(.)\\1+", "\\1"), ("(?<=.)h$", ""),
]  # fmt: skip
_SOUNDS_COMPILED = [(re.compile(spelt), sound) for spelt, sound in _SOUNDS]
_VOWELS = re.compile("[aeiouy]+")
SHORTEST = 4
"""Letters of a Latin word below which spellings are not compared."""


def is_latin(word: str) -> bool:
    return _LATIN.fullmatch(word) is not None


def is_arabic(word: str) -> bool:
    return bool(word) and all(letter in _ARABIC for letter in word)


def shape(word: str) -> str:
    """A Latin word with its vowels made equal: musakhel and musakhail are m-s-kh-l."""
    return _VOWELS.sub("-", _sounds(word)) if is_latin(word) else ""


def consonants(word: str) -> str:
    """What is the same in both scripts: muhammad and محمد are mhmd; empty for other scripts."""
    if is_latin(word):
        return re.sub("[aeiouyv]+", "", _sounds(word))
    if not is_arabic(word):
        return ""
    spelt = "".join(_ARABIC[letter] for letter in word)
    # A final ہ is most often a vowel: کوئٹہ.
    return spelt.removesuffix("h") if word.endswith("ہ") else spelt


def _sounds(word: str) -> str:
    for spelt, sound in _SOUNDS_COMPILED:
        word = spelt.sub(sound, word)
    return word
