"""What readers ask of the three stories of the demonstration, and what they should be shown first.

The first fourteen once found nothing though the record had the answer.
"""

import re

import pytest
from django.db import connection, transaction

from claims import dossier
from tests.api.asker import ask, everything
from tests.balochistan import FIXTURE
from tests.builders import NOW
from tests.pages.reader import mistakes, read, words

pytestmark = pytest.mark.django_db
STORIES = (FIXTURE.name, "grenfell-2017.json", "kunduz-2015.json")

LATER = NOW.replace(year=2026)
# The address of one of the first three claims.
ONCE_DEAD = {
    "how many killed in kalat": "bbc-2024-08-26-kalat-killed",
    "2024-08-26": "reuters-2024-08-26-total-killed",
    "73 dead": "reuters-2024-08-26-total-killed",
    "seventy three": "reuters-2024-08-26-total-killed",
    "23 labourers": "local-officials-2024-08-27-musakhel-killed",
    "bus passengers shot": "afp-2024-08-27-dozens-killed",
    "train": "al-jazeera-2024-08-27-bridge-to-iran",
    "terrorists neutralised": "ispr-2024-08-26-militants-killed",
    "sarfraz bukti": "sarfraz-bugti-2024-08-26-civilians-killed-by-reuters",
    "dawn editorial": "dawn-editorial-2024-08-27-total-killed",
    "trucks burned": "hameed-zahir-2024-08-27-trucks-torched",
    "who denied": "bla-2024-08-28-civilians-not-targeted",
    "kalaat police 11": "dostin-dashti-2024-08-26-kalat-killed-11",
    "sucide bomber": "bla-2024-08-26-four-suicide-bombers",
}
ASKED = {
    "72 dead": "lords-library-2024-11-72-killed",
    "forty two killed": "msf-2015-12-12-42-killed",
    "thirty-seven wounded": "campbell-2015-11-25-30-killed",
    "two hundred and eighty nine": "unama-2015-12-12-289-in-kunduz",
    "14 June 2017": "cundy-2017-06-14-12-dead",
    "October 2015": "msf-2015-10-04-0208-to-0315",
    "what happened on aug 30, 2024?": "ispr-2024-08-30-later-operations-militants-killed",
    "how many lorries were torched in Musakhel?": "hameed-zahir-2024-08-27-trucks-torched",
    "are trains from quetta suspended": "al-jazeera-2024-08-27-rail-traffic-suspended",
    "what did the coroner say": "coroner-2017-11-22-all-identified",
    "guardian missing": "guardian-2017-06-16-70-unaccounted",
    "daily telegraph": "telegraph-2018-05-21-71-killed",
    "diane abbot": "abbott-2017-06-triple-figures",
    "sediqi": "sediqqi-2015-10-03-10-to-15-inside",
    "gernfell cladding": "inquiry-2019-10-30-walls-not-compliant",
    "war crimes": "msf-2015-10-04-war-crime",
    "soldiers in plain clothes": "bla-2024-08-26-targets-plain-clothes",
    "baby thrown from window": "neighbour-2017-06-14-baby-caught",
    "lasbela suicide": "bla-2024-08-26-four-suicide-bombers",
    "casualties balochistan": "military-and-police-sources-2024-08-27-total-killed",
    "highway closed": "no-source-2024-08-27-routes-disrupted",
    "bridge blown up": "muhammad-kashif-2024-08-26-rail-hit",
    "MSF staff killed": "msf-2015-10-03-9-staff",
    "thirty eight civilians": "sarfraz-bugti-2024-08-26-civilians-killed-by-reuters",
    "taliban in hospital": "afghan-adviser-2015-11-occupied",
    "how many survived grenfell": "police-2017-11-16-223-escaped",
    "who claimed responsibility": "bla-2024-08-26-responsibility",
    "lufthansa two bombers": "bla-2024-09-01-two-bombers",
}


@pytest.fixture(scope="module")
def stories(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        for name in STORIES:
            content = FIXTURE.with_name(name).read_bytes()
            dossier.import_dossier(dossier.read(content), add=True, by=None, at=LATER)
        # A database that runs has statistics; PostgreSQL plans badly without.
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
        yield
        transaction.set_rollback(True)


def found(question):
    page = read("/claims/", q=question)
    return re.findall(r'<p class="what"><a href="/claims/([^/]*)/"', page)


def test_each_question_is_answered_among_the_first_three_claims(stories):
    shown = {question: found(question)[:3] for question in ONCE_DEAD | ASKED}

    wrong = {q: shown[q] for q, slug in (ONCE_DEAD | ASKED).items() if slug not in shown[q]}
    assert wrong == {}


def test_our_own_figure_stands_above_the_claims(stories):
    kalat = words("/claims/", q="how many killed in kalat")
    fire = words("/claims/", q="Grenfell death toll")
    bela = words("/claims/", q="killed in bela")
    soldiers = words("/claims/", q="how many soldiers were killed")
    everywhere = words("/claims/", q="how many were killed?")

    assert "How many Attacks in Kalat Between 9 and 11 people were killed" in kalat
    assert "How sure: Not confirmed As of 3 September 2024" in kalat
    assert "Grenfell Tower fire, 14 June 2017 71 or 72 people were killed" in fire
    assert "We cannot say how many people were killed, not counting attackers" in bela
    assert "We have stated no figure for this. What is claimed: Refuted BLA : 130" in soldiers
    assert everywhere.count("How sure:") == 3
    for question in ("how many killed in gaza", "73 killed in kalat", "kalat", "killed by whom"):
        assert "How many" not in words("/claims/", q=question).partition("Closest")[0], question


def test_questions_of_the_record_are_found(stories):
    fighting = "Was anybody firing from the hospital?"

    assert fighting in words("/claims/", q="was anybody firing")
    assert fighting in words("/questions/", q="anybody firing hospital")
    assert "No question has these words." in words("/questions/", q="nothing alike")
    assert [one["text"] for one in ask("questions/", q="anybody firing")["results"]] == [fighting]
    feed = read("/feeds/changes.atom", q="anybody firing")
    assert ("/questions/" in feed) == ("/questions/" in read("/feeds/changes.atom"))


def test_what_was_looked_for_instead_is_said(stories):
    misspelt = words("/claims/", q="sucide bomber")
    partly = words("/claims/", q="kalat taliban bombers")
    unknown = words("/claims/", q="how many killed in gaza")

    assert "Nothing we have recorded has “sucide”." in misspelt
    assert "spelt much like it: suicide." in misspelt
    assert "Did you mean suicide bomber ?" in misspelt
    assert "No claim has all of these words." in partly
    assert "Nothing we have recorded has “gaza”." in unknown
    assert "Did you mean" not in unknown
    assert mistakes(read("/claims/", q="sucide bomber")) == []


def test_the_interface_answers_the_same_and_says_how(stories):
    misspelt = ask("claims/", q="sucide bomber")
    partly = ask("claims/", q="kalat taliban bombers")
    kalat = ask("claims/", q="how many killed in kalat")

    assert [one["slug"] for one in misspelt["results"]] == found("sucide bomber")
    missing = [{"word": "sucide", "looked_for": ["suicide"]}]
    assert (misspelt["search"]["every_word"], misspelt["search"]["missing"]) == (True, missing)
    assert partly["search"]["every_word"] is False
    paged = everything("claims/", q="kalat taliban bombers", limit=3)
    assert [one["slug"] for one in paged] == found("kalat taliban bombers")
    (position,) = kalat["search"]["positions"]
    assert ask(position.partition("/v1/")[2])["event"]["title"] == "Attacks in Kalat"
    assert ask("claims/")["search"] is None
