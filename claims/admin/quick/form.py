"""The form of quick add: what was typed, and what it comes to."""

from __future__ import annotations

from django import forms
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext_lazy

from claims.actions.choices import (
    Choices,
    category_choices,
    event_label,
    measure_choices,
    names_of_counted,
)
from claims.actions.duplicates import reports_at
from claims.actions.record_figure import Count
from claims.admin.attackers_question import SAY_WHETHER, whether
from claims.admin.fields import (
    CleanTextField,
    KeepsTexts,
    MomentField,
    QuotedField,
    ReadsMoments,
    is_key,
    offer_choices,
)
from claims.admin.quick.new_things import NewThings, line
from claims.admin.typed_text import address_as_kept, name_as_kept
from claims.domain.dates import NOT_COME_YET, has_not_come
from claims.domain.dates_in_words import day_text
from claims.domain.errors import RuleBroken
from claims.domain.measures import MEASURES
from claims.domain.messages import gettext as _
from claims.domain.moments import Moment
from claims.domain.number_parser import ParsedNumber, parse_number
from claims.domain.text import fold
from claims.domain.web_address import plain_host, publisher_key
from claims.models.desk.claim import Claim
from claims.models.desk.event import Event

MOST_EVENTS = 300
MOST_NAMES = 1000
NO_PLACE = _("Say where it was said: an address, or the title of the report.")

NEEDED = {
    "claimant": gettext_lazy("Say who says so."),
    "statement": gettext_lazy("Say what is claimed, in one sentence."),
}
SAYS = {
    "max_length": gettext_lazy(
        "This is too long: %(show_value)d characters, and at most %(limit_value)d are kept."
    ),
    "invalid_choice": gettext_lazy("“%(value)s” is none of those offered: choose again."),
}
NOT_AS_SENT = gettext_lazy("The page came back otherwise than it was sent: open it anew.")


def event_choices() -> Choices:
    """Events with their parts, the newest whole ones first."""
    rows = list(Event.objects.order_by("-pk")[:MOST_EVENTS])
    known = {row.pk for row in rows}
    tops = [row for row in rows if row.parent_id not in known]
    return [choice for top in tops for choice in _with_parts(top, rows, 0)]


def _with_parts(event: Event, rows: list[Event], depth: int) -> Choices:
    parts = sorted((r for r in rows if r.parent_id == event.pk), key=lambda r: (r.position, r.pk))
    below = [choice for part in parts for choice in _with_parts(part, rows, depth + 1)]
    return [(str(event.pk), "– " * depth + event_label(event, rows)), *below]


def usual_event(editor: User) -> Event | None:
    """The one this editor recorded something about last, or the only one there is."""
    last = Claim.history.filter(history_user=editor, history_type="+").order_by("-history_id")
    event = last.values_list("event_id", flat=True).first()
    found: Event | None = Event.objects.filter(pk=event).first() if event else None
    whole = list(Event.objects.filter(parent=None)[:2])
    return found or (whole[0] if len(whole) == 1 else None)


def counted_choices(event: Event | None, *, attackers: bool | None) -> Choices:
    return [("", _("Who is counted?")), *category_choices(event, attackers=attackers)]


def counted_of_what(event: Event | None) -> Choices:
    return [("", _("What is counted?")), *measure_choices(event)]


class QuickForm(KeepsTexts, ReadsMoments, NewThings):
    address = line(
        _("Address"), 2000, inputmode="url",
        help_text=_("Where it can be read. A known one fills in the report."),
    )  # fmt: skip
    quote = QuotedField(
        label=_("In these words"),
        required=False,
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
        help_text=_("Word for word, in the language it was in."),
    )
    claimant = line(
        _("Who says so"), 300, needed=True, list="sources",
        help_text=_("Pick a source or type a new one, which is then kept to be completed."),
    )  # fmt: skip
    statement = CleanTextField(
        label=_("What is claimed"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
        help_text=_("One neutral sentence that can be true or false by itself."),
    )
    words = line(
        _("Number, as said"), 500,
        help_text=_("Such as “at least 23”, “dozens”, “nearly 300”; empty where there is none."),
    )  # fmt: skip
    measure = forms.ChoiceField(label=_("What is counted"), required=False)
    counted = forms.CharField(
        label=_("Who is counted"), required=False, max_length=120, widget=forms.Select
    )
    event = forms.CharField(label=_("About"), required=False, max_length=20, widget=forms.Select)
    part = line(
        _("Name of a new event, or of a new part"), 300,
        help_text=_("Of the one chosen, only where none of its parts fits. Kept to be completed."),
    )  # fmt: skip
    said = MomentField(label=_("When it was said"), help_text=_("In the zone of the event."))
    title = line(_("Title"), 500)
    publisher = line(_("Publisher"), 300, list="sources")
    report = forms.RegexField(r"\A[0-9]{1,18}\Z", required=False, widget=forms.HiddenInput)
    accepted = forms.CharField(required=False, max_length=500, widget=forms.HiddenInput)
    together = forms.SlugField(required=False, max_length=120, widget=forms.HiddenInput)

    def __init__(
        self,
        typed: QueryDict | None = None,
        *,
        event: Event | None,
        initial: dict[str, str] | None = None,
    ) -> None:
        super().__init__(typed, initial=initial)
        for name, field in self.fields.items():
            field.error_messages |= SAYS | ({"required": NEEDED[name]} if name in NEEDED else {})
        self.usual = event
        self.about: Event | None = None
        self.number: ParsedNumber | None = None
        self.asked_words = ""
        self.fields["event"].widget.choices = [("", _("A new event")), *event_choices()]
        chosen = self._chosen()
        attacked = whether(self.data.get("attackers", ""))
        self.fields["counted"].widget.choices = counted_choices(chosen, attackers=attacked)
        offer_choices(self, "measure", counted_of_what(chosen))

    @property
    def moments(self) -> dict[str, MomentField]:
        """Those of the event; the report and the day of a new one are dated in UTC."""
        elsewhere = ("published", "event_day")
        return {n: field for n, field in super().moments.items() if n not in elsewhere}

    def _chosen(self) -> Event | None:
        """The event as chosen so far: who can be counted depends on it."""
        key = self.data.get("event", "") if self.is_bound else ""
        found = Event.objects.filter(pk=key).first() if is_key(key) else None
        return found if self.is_bound else self.usual

    def clean_address(self) -> str:
        return address_as_kept(self.cleaned_data["address"])

    def clean_claimant(self) -> str:
        return name_as_kept(self.cleaned_data["claimant"], self.data)

    def clean_publisher(self) -> str:
        return name_as_kept(self.cleaned_data["publisher"], self.data)

    def clean_event(self) -> str:
        key: str = self.cleaned_data["event"]
        self.about = self._chosen()
        if key and self.about is None:
            raise ValidationError(_("There is no such event: choose one of the list."))
        return key

    def clean_said(self) -> Moment | None:
        moment: Moment | None = self.cleaned_data["said"]
        if moment and has_not_come(moment, now=timezone.now()):
            raise ValidationError(NOT_COME_YET)
        return moment

    def clean(self) -> dict[str, object]:
        typed = self.cleaned_data
        if any(self.errors.get(box.name) for box in self.hidden_fields()):
            self.add_error(None, NOT_AS_SENT)
        if "event" in typed and not typed["event"] and not typed.get("part"):
            self.add_error("part", _("Name the new event here, or choose one that is on the desk."))
        if typed.get("part") and not typed.get("event"):
            self._check_new_event(typed["part"])
            self._check_zone()
            self._check_attackers()
        if typed.get("words"):
            self._read_number(typed["words"])
        if typed.get("address") and not typed.get("publisher") and not typed.get("report"):
            self._ask_publisher(typed["address"])
        return typed

    def _check_new_event(self, title: str) -> None:
        """What happened may have happened before, under the same words."""
        wholes = Event.objects.filter(parent=None).order_by("-pk")
        same = next((event for event in wholes if fold(event.title) == fold(title)), None)
        if same is not None:
            day = f", {day_text(same.starts_on)}" if same.starts_on else ""
            self.add_error(
                "part",
                _(
                    "There is an event “%(event)s” already [%(slug)s]%(day)s: choose it in the"
                    " list, or give the new one another name.",
                    event=same.title,
                    slug=same.slug,
                    day=day,
                ),
            )

    def _check_zone(self) -> None:
        """A time of day means nothing without it."""
        typed = self.cleaned_data
        said = typed.get("said")
        if said and said.is_clocked and "event_zone" in typed and not typed["event_zone"]:
            self.add_error(
                "event_zone", _("Say in which zone: the time it was said is read in it.")
            )

    def _check_attackers(self) -> None:
        typed = self.cleaned_data
        if not typed.get("attackers"):
            if "attackers" not in self.errors:
                self.add_error("attackers", SAY_WHETHER)
        elif typed.get("counted") and typed["counted"] not in dict(
            category_choices(None, attackers=whether(typed["attackers"]))
        ):
            self.add_error(
                "counted", _("Choose who is counted again: the new event counts others.")
            )

    def _ask_publisher(self, address: str) -> None:
        if not publisher_key(address) and not reports_at(address):
            host = plain_host(address)
            self.add_error(
                "publisher", _("%(host)s carries what many publish: say who did.", host=host)
            )

    def _read_number(self, words: str) -> None:
        nouns, known = names_of_counted(self.about), None
        if measure := self.cleaned_data.get("measure"):
            known = self.about.measure(measure) if self.about else MEASURES.of(measure)
        try:
            self.number = parse_number(words, nouns=nouns, measure=known)
        except RuleBroken as broken:
            self.add_error("words", broken.messages)
            return
        if self.number.asks and self.cleaned_data.get("accepted") != words:
            self.add_error("words", self.number.question(words))
            self.asked_words = words
        if not self.cleaned_data.get("counted") and "counted" not in self.errors:
            self.add_error("counted", _("Say who is counted: readers must know."))
        if not self.cleaned_data.get("measure") and "measure" not in self.errors:
            self.add_error("measure", _("Say what is counted: readers must know."))

    def zone(self) -> str:
        """That of the event, which stands before the moment in the form."""
        if self.about:
            return self.about.time_zone
        return self.cleaned_data.get("event_zone") or "UTC"

    @property
    def count(self) -> Count | None:
        typed = self.cleaned_data
        if self.number is None:
            return None
        return Count(typed["words"], self.number, typed["counted"], typed["measure"])
