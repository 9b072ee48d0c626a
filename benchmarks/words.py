"""The words of the made-up record: names common in many countries, places that do not exist."""

NAMES = [
    ("Muhammad Hussain", "محمد حسین"),
    ("Abdul Karim", "عبدالکریم"),
    ("Fatima Rahman", "فاطمہ رحمان"),
    ("Khalid Mansoor", "خالد منصور"),
    ("Ibrahim Farooq", "ابراہیم فاروق"),
    ("Mariam Sultan", "مریم سلطان"),
    ("Yusuf Kamal", "یوسف کمال"),
    ("Anna Lindqvist", "انا لنڈکوست"),
    ("Peter Novak", "پیٹر نوواک"),
    ("Shahid Mahmood", "شاہد محمود"),
]
_FIRST = ["Tal", "Mor", "Bel", "Kar", "Sun", "Dov", "Ras", "Vin", "Gol", "Zer"]
_LAST = ["abad", "khel", "pur", "grad", "stan", "wick", "mere", "dorf", "kot", "ville"]
PLACES = [first + last for first in _FIRST for last in _LAST]
STATEMENTS = [
    "At least {n} people were killed in {place}.",
    "{n} soldiers were killed and others injured when a convoy was attacked near {place}.",
    "Gunmen stopped {n} vehicles on the road to {place} and checked the papers of passengers.",
    "{name} said that {n} attackers had been killed by security forces in {place}.",
    "No civilian was harmed in the operation at {place}, in which {n} militants died.",
    "A bridge near {place} was destroyed and {n} trucks were set on fire.",
    "Police in {place} denied that {n} of their officers had been taken away.",
    "The hospital of {place} received {n} injured people during the night.",
]
URDU = [
    "{place} میں {n} افراد ہلاک ہوئے، {name} نے بتایا",
    "{name} کے مطابق {n} اہلکار زخمی ہیں",
    "حملہ آوروں نے {place} کے قریب {n} گاڑیوں کو آگ لگا دی",
]
TRANSLATION = "Somebody told reporters of it, and they wrote it down in these words."
RARE = "A weathervane was seen"
MEASURES = ("killed", "injured", "abducted")
