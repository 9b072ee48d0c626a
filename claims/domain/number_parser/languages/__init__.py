"""The languages that numbers are read in; English first, for the desk works in it."""

from claims.domain.number_parser.languages.arabic import ARABIC
from claims.domain.number_parser.languages.bengali import BENGALI
from claims.domain.number_parser.languages.chinese import CHINESE
from claims.domain.number_parser.languages.english import ENGLISH
from claims.domain.number_parser.languages.french import FRENCH
from claims.domain.number_parser.languages.german import GERMAN
from claims.domain.number_parser.languages.hindi import HINDI
from claims.domain.number_parser.languages.pashto import PASHTO
from claims.domain.number_parser.languages.persian import PERSIAN
from claims.domain.number_parser.languages.portuguese import PORTUGUESE
from claims.domain.number_parser.languages.russian import RUSSIAN
from claims.domain.number_parser.languages.spanish import SPANISH
from claims.domain.number_parser.languages.turkish import TURKISH
from claims.domain.number_parser.languages.ukrainian import UKRAINIAN
from claims.domain.number_parser.languages.urdu import URDU

__all__ = ["ENGLISH", "OTHERS"]

OTHERS = (
    URDU,
    ARABIC,
    PERSIAN,
    PASHTO,
    HINDI,
    BENGALI,
    TURKISH,
    RUSSIAN,
    UKRAINIAN,
    FRENCH,
    SPANISH,
    PORTUGUESE,
    GERMAN,
    CHINESE,
)
