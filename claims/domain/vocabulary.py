"""The words we use for what we record, each with the label people read.

Statuses stand in `status`, relations between claims in `relations`.
"""

from collections.abc import Mapping
from enum import StrEnum
from typing import Self, TypeVar


class Word(StrEnum):
    """A word of a fixed vocabulary: what we store, and the label people read."""

    _value_: str
    label: str

    def __new__(cls, value: str, label: str = "") -> Self:
        word = str.__new__(cls, value)
        word._value_ = value
        word.label = label
        return word


W = TypeVar("W", bound=Word)


def labels_of(words: type[W]) -> dict[W, str]:
    return {word: word.label for word in words}


def choices(labels: Mapping[W, str]) -> list[tuple[str, str]]:
    """The pairs of stored value and label that a form or a column offers."""
    return [(str(word), label) for word, label in labels.items()]


class SourceKind(Word):
    ARMED_GROUP = "armed_group", "Armed group"
    MILITARY = "military", "Military"
    GOVERNMENT = "government", "Government"
    OFFICIAL = "official", "Official"
    POLICE = "police", "Police"
    COURT = "court", "Court"
    HEALTH = "health", "Hospital or health service"
    MEDIA = "media", "News outlet"
    AGENCY = "agency", "News agency"
    NGO = "ngo", "Non-governmental organisation"
    INTERNATIONAL = "international", "International body"
    WITNESS = "witness", "Witness"
    ANALYST = "analyst", "Analyst"
    COMPANY = "company", "Company"
    OTHER = "other", "Other"


SOURCE_KIND_LABELS = labels_of(SourceKind)


class Nature(Word):
    """What a source is; an unnamed group is one of a single event and nobody of another."""

    PERSON = "person", "A person"
    BODY = "body", "A body"
    UNNAMED = "unnamed", "An unnamed group"


NATURE_LABELS = labels_of(Nature)


class Medium(Word):
    ARTICLE = "article", "Article"
    PRESS_CONFERENCE = "press_conference", "Press conference"
    STATEMENT = "statement", "Statement"
    INTERVIEW = "interview", "Interview"
    POST = "post", "Post"
    BROADCAST = "broadcast", "Broadcast"
    DOCUMENT = "document", "Document"
    OTHER = "other", "Other"


MEDIUM_LABELS = labels_of(Medium)


class PublisherAction(Word):
    """What became of a report at the hands of its publisher."""

    CORRECTED = "corrected", "Corrected by its publisher"
    WITHDRAWN = "withdrawn", "Withdrawn by its publisher"


PUBLISHER_ACTION_LABELS = labels_of(PublisherAction)


class Qualifier(Word):
    """How a number was hedged by whoever said it."""

    EXACTLY = "exactly", "exactly"
    PLAIN = "plain", "the number alone"
    AT_LEAST = "at_least", "at least"
    MORE_THAN = "more_than", "more than"
    AT_MOST = "at_most", "at most"
    UP_TO = "up_to", "up to"
    ABOUT = "about", "about"
    NEARLY = "nearly", "nearly"
    BETWEEN = "between", "between"
    UNSTATED = "unstated", "words without a number"


QUALIFIER_LABELS = labels_of(Qualifier)


class YesNo(Word):
    """Whether the source said so: of included attackers, of a complete breakdown."""

    YES = "yes", "Yes"
    NO = "no", "No"
    NOT_STATED = "not_stated", "Not stated"


YES_NO_LABELS = labels_of(YesNo)


class StanceKind(Word):
    ASSERTS = "asserts", "Asserts"
    CONCEDES = "concedes", "Concedes"
    DENIES = "denies", "Denies"
    DISPUTES_IN_PART = "disputes_in_part", "Disputes in part"
    DECLINES = "declines", "Declines to comment"
    NO_RESPONSE = "no_response", "No response yet"
    WITHDRAWS = "withdraws", "Withdraws it"


STANCE_LABELS = labels_of(StanceKind)


class Channel(Word):
    """How we asked a party for its answer, as a sentence goes on after “We asked”."""

    EMAIL = "email", "by e-mail"
    PHONE = "phone", "by telephone"
    MESSAGE = "message", "by message"
    IN_PERSON = "in_person", "in person"
    LETTER = "letter", "by letter"
    FORM = "form", "through their press form"
    POST = "post", "in a public post"
    OTHER = "other", "in another way"


CHANNEL_LABELS = labels_of(Channel)


class LocationPrecision(Word):
    """How exactly it is known where something happened."""

    EXACT = "exact", "exact place"
    APPROXIMATE = "approximate", "approximate place"
    DISTRICT = "district", "only the district is known"


LOCATION_PRECISION_LABELS = labels_of(LocationPrecision)


class EvidenceKind(Word):
    PRIMARY = "primary", "Primary: we examined the thing itself"
    FIRST_HAND = "first_hand", "First hand: saw or counted it"
    OFFICIAL = "official", "Official record or statement"
    REPEATED = "repeated", "Repeated from someone else"
    HEARSAY = "hearsay", "Hearsay"


EVIDENCE_KIND_LABELS = labels_of(EvidenceKind)

COUNTS = frozenset({EvidenceKind.PRIMARY, EvidenceKind.FIRST_HAND, EvidenceKind.OFFICIAL})
"""The kinds of evidence that can carry a status; the others count for nothing."""


class Bearing(Word):
    SUPPORTS = "supports", "Supports the claim"
    AGAINST = "against", "Speaks against the claim"


BEARING_LABELS = labels_of(Bearing)


class LinkState(Word):
    SUGGESTED = "suggested", "Suggested"
    CONFIRMED = "confirmed", "Confirmed"
    REJECTED = "rejected", "Rejected"


LINK_STATE_LABELS = labels_of(LinkState)


class Lifecycle(Word):
    CURRENT = "current", "Current"
    SUPERSEDED = "superseded", "Superseded by a newer claim"
    WITHDRAWN = "withdrawn", "Withdrawn by the claimant"
    MISATTRIBUTED = "misattributed", "Misattributed: the claimant did not say this"
    MERGED = "merged", "Merged into another claim"
    CONTEXT = "context", "Kept as context, which nobody disputes"


LIFECYCLE_LABELS = labels_of(Lifecycle)


class Publication(Word):
    DRAFT = "draft", "Draft"
    PUBLISHED = "published", "Published"
    RETRACTED = "retracted", "Retracted"
    WITHHELD = "withheld", "Withheld"


PUBLICATION_LABELS = labels_of(Publication)


class ChangeType(Word):
    UPDATE = "update", "Update"
    CLARIFICATION = "clarification", "Clarification"
    CORRECTION = "correction", "Correction"


CHANGE_TYPE_LABELS = labels_of(ChangeType)


class Treatment(Word):
    """What the newsroom does with a figure when it states a position."""

    USE = "use", "Use"
    LEAVE_OUT = "leave_out", "Leave out"
    RECORD_ERROR = "record_error", "Our recording error"


TREATMENT_LABELS = labels_of(Treatment)


class Option(Word):
    """How an editor decides where figures cannot all be true."""

    STANDS = "stands", "One count stands"
    RANGE = "range", "A range stands"
    EACH = "each", "Each is shown"
    BOTH = "both", "Both parties are shown"
    LEAVES_SOME_OUT = "leaves_some_out", "The whole leaves some out"
    LEAVE_OUT = "leave_out", "Is left out"
    NOT_THE_SAME = "not_the_same", "Not the same people"
    LATER = "later", "Later"


OPTION_LABELS = labels_of(Option)


class Answer(Word):
    """How an editor settles a finding about figures."""

    EXPLAINED = "explained", "Explained"
    SHOWN = "shown", "Disputed, and shown to readers"
    RECORD_ERROR = "record_error", "Our recording error"
    DISMISSED = "dismissed", "Dismissed"


ANSWER_LABELS = labels_of(Answer)


class Standing(Word):
    """On what a position of ours rests."""

    ESTABLISHED = "established", "Established"
    ATTRIBUTED = "attributed", "Attributed"


STANDING_LABELS = labels_of(Standing)


class AnswerStanding(Word):
    """Where our own answer to a question stands."""

    ESTABLISHED = "established", "Established"
    LIKELY = "likely", "Likely, on what we have"
    DISPUTED = "disputed", "Disputed"
    NOT_ESTABLISHED = "not_established", "Not established"


ANSWER_STANDING_LABELS = labels_of(AnswerStanding)


class Precision(Word):
    """The unit in which a moment was stated."""

    YEAR = "year", "Year"
    MONTH = "month", "Month"
    DAY = "day", "Day"
    HOUR = "hour", "Hour"
    MINUTE = "minute", "Minute"
    SECOND = "second", "Second"


PRECISION_LABELS = labels_of(Precision)


class EntryKind(Word):
    PUBLISHED = "published", "Published"
    CHANGED = "changed", "Changed"
    STATUS = "status", "Status changed"
    CHECKED = "checked", "Checked, no change"
    RETRACTED = "retracted", "Retracted"
    SUPPRESSED = "suppressed", "Suppressed"
    IMPORTED = "imported", "Carried over"
    IMPORT = "import", "Import"


ENTRY_KIND_LABELS = labels_of(EntryKind)


class SubjectKind(Word):
    EVENT = "event", "Event"
    SOURCE = "source", "Source"
    REPORT = "report", "Report"
    CLAIM = "claim", "Claim"
    POSITION = "position", "Position"
    LINK = "link", "Link"
    QUESTION = "question", "Question"


SUBJECT_KIND_LABELS = labels_of(SubjectKind)


class Grounds(Word):
    """Why published words may be removed; the only two."""

    DANGER = "danger", "danger to a person"
    LAW = "law", "the law"


GROUNDS_LABELS = labels_of(Grounds)
