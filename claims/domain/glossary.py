"""The newsroom's words, each in a sentence or two, for the editor who meets it."""

from dataclasses import dataclass

from claims.domain.messages import gettext as _


@dataclass(frozen=True)
class Term:
    word: str
    means: str


GLOSSARY: tuple[Term, ...] = (
    Term(
        _("Source"),
        _(
            "A person, a body or an unnamed group that says things: an armed group, a ministry,"
            " a newspaper, “local officials”. It has a kind and other names, and may speak for"
            " another source, from one day to another. An unnamed group belongs to one event."
        ),
    ),
    Term(
        _("Party"),
        _(
            "A side in one event, under the name that readers know, with its members, from when"
            " to when, and the parties it is allied with. What one party says of another is no"
            " proof of it, however many of its members say it. Who is a party in one event may"
            " be an outsider in the next."
        ),
    ),
    Term(
        _("Chain"),
        _(
            "Those who do not know independently of one another. A source and whoever speaks for"
            " it are one chain; so are the members of one party, and of parties that are allied,"
            " unless an editor records, with a public reason, that two of them know separately."
            " A party conceding against its own interest is a chain of its own."
        ),
    ),
    Term(
        _("Report"),
        _(
            "Where something was said or carried: an article, a statement, a post, a press"
            " conference. It has a publisher, an address and a time."
        ),
    ),
    Term(
        _("Event"),
        _(
            "What happened. It may have parts, by place or by phase; a grouping of parts is"
            " complete where it leaves nobody out."
        ),
    ),
    Term(
        _("Category"),
        _(
            "Who is counted: a tree of each event. Everyone is the attackers and everyone else;"
            " everyone else is civilians and security forces, and so on."
        ),
    ),
    Term(
        _("Claim"),
        _(
            "One assertion by one source, the claimant, that can be true or false by itself, as one"
            " neutral sentence. Two things said in one breath are two claims, for they can end"
            " differently; say in both that they were said together."
        ),
    ),
    Term(_("Citation"), _("A report in which the claim was found, with the exact words.")),
    Term(
        _("Figure"),
        _(
            "One number as it was said, with the bounds its words mean. It is never edited to agree"
            " with another."
        ),
    ),
    Term(
        _("Stance"),
        _(
            "What a party says of a claim. It never moves the status by itself: an official who"
            " “confirms” has taken a stance."
        ),
    ),
    Term(
        _("Request for comment"),
        _(
            "That we asked a party for its answer: whom, how, when and until when. Without one"
            " nobody can be said not to have answered."
        ),
    ),
    Term(
        _("Evidence"),
        _(
            "What bears on a claim: a report or another claim, for it or against it. Without an"
            " originator it counts for nothing."
        ),
    ),
    Term(
        _("Originator"),
        _(
            "Who actually saw, counted or holds it. Outlets repeat: fourteen reports that carry one"
            " army statement have one originator."
        ),
    ),
    Term(
        _("Link"),
        _(
            "How one claim bears on another: it contradicts, updates, repeats it and so on. A link"
            " may be suggested, confirmed or rejected; rejections are remembered, with the reason."
        ),
    ),
    Term(_("Status"), _("Where verification of a claim stands. It changes by a decision alone.")),
    Term(
        _("Decision"),
        _(
            "A change of status, with the reason readers see and the evidence it rests on. It is"
            " kept for ever."
        ),
    ),
    Term(
        _("Finding"),
        _(
            "What the figures of an event say together: a contradiction, a repeat, a possible"
            " double count, with its arithmetic."
        ),
    ),
    Term(
        _("Position"),
        _(
            "The newsroom's own published figure for an event, a category and a measure; or that we"
            " cannot say."
        ),
    ),
    Term(
        _("Question"),
        _(
            "What an event leaves open that is no number: who fired, what caused it. It has rival"
            " answers, each with the claims that give it, and our own answer with its standing."
        ),
    ),
    Term(
        _("Context"),
        _(
            "Background of an event that nobody disputes, with where it stands: no claim, no"
            " status."
        ),
    ),
    Term(
        _("Desk"),
        _(
            "Where you work. Nothing on it is public until it is published, and later edits stay"
            " here until they are published again."
        ),
    ),
    Term(
        _("Record"),
        _(
            "What was published: only ever added to. Every page can be shown as it stood at any"
            " moment."
        ),
    ),
    Term(
        _("Second look"),
        _(
            "What rests on something that was retracted, refuted or is no longer confirmed waits"
            " for an editor to look at it again."
        ),
    ),
    Term(_("Dossier"), _("One event with everything about it as one file.")),
)
