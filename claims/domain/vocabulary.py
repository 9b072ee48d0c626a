"""The words we use for what we record, each with the label people read.

Statuses stand in `status`, relations between claims in `relations`.
"""

from collections.abc import Mapping
from enum import StrEnum
from typing import Self, TypeVar

from claims.domain.messages import Message
from claims.domain.messages import gettext as _

NO_LABEL = Message("")


class Word(StrEnum):
    """A word of a fixed vocabulary: what we store, and the label people read."""

    _value_: str
    label: Message

    def __new__(cls, value: str, label: Message = NO_LABEL) -> Self:
        word = str.__new__(cls, value)
        word._value_ = value
        word.label = label
        return word


W = TypeVar("W", bound=Word)


def labels_of(words: type[W]) -> dict[W, Message]:
    return {word: word.label for word in words}


def choices(labels: Mapping[W, str]) -> list[tuple[str, str]]:
    """The pairs of stored value and label that a form or a column offers."""
    return [(str(word), label) for word, label in labels.items()]


class SourceKind(Word):
    ARMED_GROUP = "armed_group", _("Armed group")
    MILITARY = "military", _("Military")
    GOVERNMENT = "government", _("Government")
    OFFICIAL = "official", _("Official")
    POLICE = "police", _("Police")
    COURT = "court", _("Court")
    HEALTH = "health", _("Hospital or health service")
    MEDIA = "media", _("News outlet")
    AGENCY = "agency", _("News agency")
    NGO = "ngo", _("Non-governmental organisation")
    INTERNATIONAL = "international", _("International body")
    WITNESS = "witness", _("Witness")
    ANALYST = "analyst", _("Analyst")
    COMPANY = "company", _("Company")
    OTHER = "other", _("Other")


SOURCE_KIND_LABELS = labels_of(SourceKind)


class Nature(Word):
    """What a source is; an unnamed group is one of a single event and nobody of another."""

    PERSON = "person", _("A person")
    BODY = "body", _("A body")
    UNNAMED = "unnamed", _("An unnamed group")


NATURE_LABELS = labels_of(Nature)


class Medium(Word):
    ARTICLE = "article", _("Article")
    PRESS_CONFERENCE = "press_conference", _("Press conference")
    STATEMENT = "statement", _("Statement")
    INTERVIEW = "interview", _("Interview")
    POST = "post", _("Post")
    BROADCAST = "broadcast", _("Broadcast")
    DOCUMENT = "document", _("Document")
    OTHER = "other", _("Other")


MEDIUM_LABELS = labels_of(Medium)


class PublisherAction(Word):
    """What became of a report at the hands of its publisher."""

    CORRECTED = "corrected", _("Corrected by its publisher")
    WITHDRAWN = "withdrawn", _("Withdrawn by its publisher")


PUBLISHER_ACTION_LABELS = labels_of(PublisherAction)


class Qualifier(Word):
    """How a number was hedged by whoever said it."""

    EXACTLY = "exactly", _("exactly")
    PLAIN = "plain", _("the number alone")
    AT_LEAST = "at_least", _("at least")
    MORE_THAN = "more_than", _("more than")
    AT_MOST = "at_most", _("at most")
    UP_TO = "up_to", _("up to")
    ABOUT = "about", _("about")
    NEARLY = "nearly", _("nearly")
    BETWEEN = "between", _("between")
    UNSTATED = "unstated", _("words without a number")


QUALIFIER_LABELS = labels_of(Qualifier)


class YesNo(Word):
    """Whether the source said so: of included attackers, of a complete breakdown."""

    YES = "yes", _("Yes")
    NO = "no", _("No")
    NOT_STATED = "not_stated", _("Not stated")


YES_NO_LABELS = labels_of(YesNo)


class StanceKind(Word):
    ASSERTS = "asserts", _("Asserts")
    CONCEDES = "concedes", _("Concedes")
    DENIES = "denies", _("Denies")
    DISPUTES_IN_PART = "disputes_in_part", _("Disputes in part")
    DECLINES = "declines", _("Declines to comment")
    NO_RESPONSE = "no_response", _("No response yet")
    WITHDRAWS = "withdraws", _("Withdraws it")


STANCE_LABELS = labels_of(StanceKind)


class Channel(Word):
    """How we asked a party for its answer, as a sentence goes on after “We asked”."""

    EMAIL = "email", _("by e-mail")
    PHONE = "phone", _("by telephone")
    MESSAGE = "message", _("by message")
    IN_PERSON = "in_person", _("in person")
    LETTER = "letter", _("by letter")
    FORM = "form", _("through their press form")
    POST = "post", _("in a public post")
    OTHER = "other", _("in another way")


CHANNEL_LABELS = labels_of(Channel)


class LocationPrecision(Word):
    """How exactly it is known where something happened."""

    EXACT = "exact", _("exact place")
    APPROXIMATE = "approximate", _("approximate place")
    DISTRICT = "district", _("only the district is known")


LOCATION_PRECISION_LABELS = labels_of(LocationPrecision)


class EvidenceKind(Word):
    PRIMARY = "primary", _("Primary: we examined the thing itself")
    FIRST_HAND = "first_hand", _("First hand: saw or counted it")
    OFFICIAL = "official", _("Own record or statement")
    REPEATED = "repeated", _("Repeated from someone else")
    HEARSAY = "hearsay", _("Hearsay")


EVIDENCE_KIND_LABELS = labels_of(EvidenceKind)

COUNTS = frozenset({EvidenceKind.PRIMARY, EvidenceKind.FIRST_HAND, EvidenceKind.OFFICIAL})
"""The kinds of evidence that can carry a status; the others count for nothing."""


class Bearing(Word):
    SUPPORTS = "supports", _("Supports the claim")
    AGAINST = "against", _("Speaks against the claim")


BEARING_LABELS = labels_of(Bearing)


class LinkState(Word):
    SUGGESTED = "suggested", _("Suggested")
    CONFIRMED = "confirmed", _("Confirmed")
    REJECTED = "rejected", _("Rejected")


LINK_STATE_LABELS = labels_of(LinkState)


class Lifecycle(Word):
    CURRENT = "current", _("Current")
    SUPERSEDED = "superseded", _("Superseded by a newer claim")
    WITHDRAWN = "withdrawn", _("Withdrawn by the claimant")
    MISATTRIBUTED = "misattributed", _("Misattributed: the claimant did not say this")
    MERGED = "merged", _("Merged into another claim")
    CONTEXT = "context", _("Kept as context, which nobody disputes")


LIFECYCLE_LABELS = labels_of(Lifecycle)


class Publication(Word):
    DRAFT = "draft", _("Draft")
    PUBLISHED = "published", _("Published")
    RETRACTED = "retracted", _("Retracted")
    WITHHELD = "withheld", _("Withheld")


PUBLICATION_LABELS = labels_of(Publication)

SEEN = frozenset({Publication.PUBLISHED, Publication.RETRACTED})
"""What readers can read: also what we took back, under a notice that says so."""

TAKEN_BACK = frozenset({Publication.RETRACTED, Publication.WITHHELD})


class ChangeType(Word):
    UPDATE = "update", _("Update")
    CLARIFICATION = "clarification", _("Clarification")
    CORRECTION = "correction", _("Correction")


CHANGE_TYPE_LABELS = labels_of(ChangeType)


class NumberChange(Word):
    """Why a number of ours is another now."""

    NEWS = "news", _("News")
    LATE_REPORT = "late_report", _("A late report")
    METHOD = "method", _("Another method")
    OUR_ERROR = "our_error", _("Our error")


NUMBER_CHANGE_LABELS = labels_of(NumberChange)
NUMBER_CHANGE_HELP: Mapping[NumberChange, str] = {
    NumberChange.NEWS: _("What we count went on: there is more of it, or less, than before."),
    NumberChange.LATE_REPORT: _("It was so before; we learn of it now."),
    NumberChange.METHOD: _("We know no more: we count or weigh otherwise."),
    NumberChange.OUR_ERROR: _("We had it wrong. Readers see it as a correction."),
}


class Treatment(Word):
    """What the newsroom does with a figure when it states a position."""

    USE = "use", _("Use")
    LEAVE_OUT = "leave_out", _("Leave out")
    RECORD_ERROR = "record_error", _("Our recording error")


TREATMENT_LABELS = labels_of(Treatment)


class Option(Word):
    """How an editor decides where figures cannot all be true."""

    STANDS = "stands", _("One count stands")
    RANGE = "range", _("A range stands")
    EACH = "each", _("Each is shown")
    BOTH = "both", _("Both parties are shown")
    LEAVES_SOME_OUT = "leaves_some_out", _("The whole leaves some out")
    LEAVE_OUT = "leave_out", _("Is left out")
    NOT_THE_SAME = "not_the_same", _("They do not count the same")
    LATER = "later", _("Later")


OPTION_LABELS = labels_of(Option)


class Answer(Word):
    """How an editor settles a finding about figures."""

    EXPLAINED = "explained", _("Explained")
    SHOWN = "shown", _("Disputed, and shown to readers")
    RECORD_ERROR = "record_error", _("Our recording error")
    DISMISSED = "dismissed", _("Dismissed")


ANSWER_LABELS = labels_of(Answer)


class Standing(Word):
    """On what a position of ours rests."""

    ESTABLISHED = "established", _("Established")
    ATTRIBUTED = "attributed", _("Attributed")


STANDING_LABELS = labels_of(Standing)


class AnswerStanding(Word):
    """Where our own answer to a question stands."""

    ESTABLISHED = "established", _("Established")
    LIKELY = "likely", _("Likely, on what we have")
    DISPUTED = "disputed", _("Disputed")
    NOT_ESTABLISHED = "not_established", _("Not established")


ANSWER_STANDING_LABELS = labels_of(AnswerStanding)


class Precision(Word):
    """The unit in which a moment was stated."""

    YEAR = "year", _("Year")
    MONTH = "month", _("Month")
    DAY = "day", _("Day")
    HOUR = "hour", _("Hour")
    MINUTE = "minute", _("Minute")
    SECOND = "second", _("Second")


PRECISION_LABELS = labels_of(Precision)


class EntryKind(Word):
    PUBLISHED = "published", _("Published")
    CHANGED = "changed", _("Changed")
    STATUS = "status", _("Status changed")
    CHECKED = "checked", _("Checked, no change")
    RETRACTED = "retracted", _("Retracted")
    SUPPRESSED = "suppressed", _("Suppressed")
    IMPORTED = "imported", _("Carried over")
    IMPORT = "import", _("Import")


ENTRY_KIND_LABELS = labels_of(EntryKind)


class SubjectKind(Word):
    EVENT = "event", _("Event")
    SOURCE = "source", _("Source")
    REPORT = "report", _("Report")
    CLAIM = "claim", _("Claim")
    POSITION = "position", _("Position")
    LINK = "link", _("Link")
    QUESTION = "question", _("Question")


SUBJECT_KIND_LABELS = labels_of(SubjectKind)


class DecisionKind(Word):
    """What an editor decided about: where verification of a claim stands, or a count."""

    STATUS = "status", _("a status")
    COUNT = "count", _("a count")


DECISION_KIND_LABELS = labels_of(DecisionKind)


class Grounds(Word):
    """Why published words may be removed; the only two."""

    DANGER = "danger", _("danger to a person")
    LAW = "law", _("the law")


GROUNDS_LABELS = labels_of(Grounds)
