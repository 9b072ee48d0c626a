"""What the founding article says stands in the fixture, all of it and word for word."""

import os
import re
from pathlib import Path

import pytest

from tests.balochistan import CLAIMS, DOSSIER, PUBLISHED, REPORTS, SOURCES, for_each_claim

# Numbered as in our reading of the article: each claim in it, and where it stands here. What
# nobody disputes is background, below; the private note of its neighbour says what was left out.
ARTICLE_CLAIMS = {
    "S01": ["military-and-police-sources-2024-08-27-total-killed"],
    "S02": ["no-source-2024-08-27-attacks-coordinated"],
    "S03": ["bla-2024-08-26-responsibility"],
    "S05": ["founding-article-2024-08-27-targets"],
    "S06": ["local-officials-2024-08-27-musakhel-killed"],
    "S06b": ["local-officials-2024-08-26-musakhel-vehicles-stopped"],
    "S07": ["sarfraz-bugti-2024-08-26-vehicles-torched"],
    "S08": ["sarfraz-bugti-2024-08-26-killed-in-front-of-families"],
    "S09": ["no-source-2024-08-27-kalat-killed"],
    "S10": ["no-source-2024-08-27-kalat-police-killed"],
    "S11": ["no-source-2024-08-27-bolan-killed"],
    "S13": ["pakistani-military-2024-08-27-security-forces-killed"],
    "S14": ["pakistani-military-2024-08-27-militants-killed"],
    "S15": ["pakistani-military-2024-08-27-security-forces-killed"],
    "S16": ["no-source-2024-08-27-routes-disrupted"],
    "S17": ["al-jazeera-2024-08-27-rail-traffic-suspended"],
    "S18": ["al-jazeera-2024-08-27-bridge-to-iran"],
    "S23": ["bla-2024-08-26-additional-attacks"],
    "S24": ["bla-2024-08-26-four-suicide-bombers"],
    "S25": ["bla-2024-08-26-woman-from-gwadar"],
    "S26": ["bla-2024-08-26-bela-base-attacked"],
    "S27": ["shehbaz-sharif-2024-08-27-will-retaliate"],
    "S28": ["shehbaz-sharif-2024-08-27-aim-of-attackers"],
    "S29": ["shehbaz-sharif-2024-08-27-doors-for-negotiation"],
    "S34": ["no-source-2024-08-27-forces-hunted-militants"],
    "S35": ["no-source-2024-08-27-dozens-killed-hotel-stormed"],
    "S36": ["analysts-2024-08-27-government-approach"],
}

# What of it is background, and in which paragraph.
BACKGROUND = {
    "S19": "paragraph 10",
    "S20": "paragraph 10",
    "S21": "paragraph 11",
    "S30": "paragraph 17",
    "S32": "paragraph 18",
    "S33": "paragraph 19",
}

# The texts are not ours to print: whoever has them says in which folder.
TEXTS = os.environ.get("COUNTERCLAIM_SEED", "")

LOADED = re.compile(
    r"\b(martyr\w*|terrorists?|terror|died|dies|executed|slain|massacre\w*)\b", re.I
)


def public_words(claim):
    """What readers would see in our own voice; words in quotation marks are other people's."""
    own = [claim["statement"], claim["short"]]
    own += [step["reason"] for step in claim.get("history", [])]
    own += [e["note"] for e in claim.get("evidence", [])]
    return [re.sub(r"“[^”]*”", "", text) for text in own]


def where(citation):
    """The paragraph, without whose words they are."""
    return citation["locator"].partition(",")[0]


@pytest.mark.parametrize("number", ARTICLE_CLAIMS)
def test_every_checkable_claim_of_the_article_is_here(number):
    for slug in ARTICLE_CLAIMS[number]:
        articles = [c for c in CLAIMS[slug]["citations"] if c["report"] == "founding-article"]

        assert articles, f"{slug} does not cite the article"
        assert all(c["quote"] and c["locator"].startswith("paragraph ") for c in articles)


def test_its_background_is_context_with_the_words_of_the_article():
    context = DOSSIER["event"]["context"]

    assert len(context) == len(set(BACKGROUND.values()))
    assert all(piece["report"] == "founding-article" and piece["quote"] for piece in context)


def test_a_sentence_of_the_outlet_is_not_shown_as_the_words_of_a_claimant():
    told = [(claim, c) for claim in PUBLISHED for c in claim["citations"] if "locator" in c]
    articles = [(claim["claimant"], c) for claim, c in told if c["report"] == "founding-article"]

    assert {
        claimant for claimant, c in articles if not c["locator"].endswith(", outlet's sentence")
    } == {"founding-article", "al-jazeera", "shehbaz-sharif"}


def test_no_paragraph_of_the_article_is_forgotten():
    kept = {where(c) for claim in PUBLISHED for c in claim["citations"] if "locator" in c}
    kept |= set(BACKGROUND.values())
    notes = " ".join(claim.get("private_note", "") for claim in PUBLISHED)
    everything = [f"paragraph {n}" for n in range(1, 22)]

    forgotten = [p for p in everything if p not in kept and f"({p})" not in notes]

    assert forgotten == []


@pytest.mark.skipif(not TEXTS, reason="COUNTERCLAIM_SEED does not say where the texts are")
@for_each_claim
def test_quotes_are_word_for_word(claim):
    article = (Path(TEXTS) / "article.txt").read_text(encoding="utf-8").splitlines()
    others = (Path(TEXTS) / "event_facts.md").read_text(encoding="utf-8").replace("**", "")
    spoken = claim["citations"] + claim.get("stances", [])
    for place in [p for p in spoken if "quote" in p]:
        if place["report"] != "founding-article":
            assert place["quote"] in others
        elif "locator" in place:
            assert place["quote"] in article[int(where(place).split()[-1]) - 1]
        else:
            assert place["quote"] in "\n".join(article)


@for_each_claim
def test_words_that_a_figure_keeps_are_quoted_somewhere(claim):
    for f in claim.get("figures", []):
        repeats = {
            c["slug"]
            for c in CLAIMS.values()
            for g in c.get("figures", [])
            if g.get("repeats") == f["id"]
        }
        told = [claim, *(CLAIMS[slug] for slug in repeats)]
        quotes = " ".join(c.get("quote", "") for one in told for c in one["citations"])

        assert f.get("words", "") in quotes


@for_each_claim
def test_our_own_words_are_neutral(claim):
    for text in public_words(claim):
        assert LOADED.findall(text) == []


def test_nothing_else_readers_see_is_loaded():
    places = [DOSSIER["event"], *DOSSIER["event"]["parts"], *SOURCES.values(), *REPORTS.values()]
    keys = ("title", "summary", "name", "about")

    found = [LOADED.findall(place.get(key, "")) for place in places for key in keys]
    found += [LOADED.findall(link["note"]) for link in DOSSIER["links"]]

    assert not any(found)
