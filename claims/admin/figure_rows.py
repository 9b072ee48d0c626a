"""Figures as rows of a claim: words become bounds, categories are those of the claim's event."""

from __future__ import annotations

from django.forms import HiddenInput

from claims.actions.choices import (
    Choices,
    category_choices,
    measure_choices,
    names_of_counted,
)
from claims.admin.fields import CategoryField, MeasureField, also
from claims.admin.forms import moment_for
from claims.admin.inlines import PartForm, PartInline, event_of
from claims.domain.categories import ATTACKERS
from claims.domain.errors import RuleBroken
from claims.domain.figures import UNSTATED, End, bounds, differs_from_table
from claims.domain.messages import gettext as _
from claims.domain.number_parser import ParsedNumber, parse_number
from claims.domain.slugs import LONGEST_NAME, slugify
from claims.domain.vocabulary import Qualifier
from claims.models.desk.claim import Claim
from claims.models.desk.figure import Figure
from claims.publishing.registry import published_state

WORDS = {"qualifier", "value"}
ENDS = {"low", "high"}
NUMBERS = WORDS | ENDS


class FigureForm(PartForm):
    owner: Claim
    as_of = moment_for(Figure, "as_of", _("As of"), _("In the zone of the claim's event."))
    counted = CategoryField(label=_("Who is counted"))
    measure = MeasureField()

    class Meta:
        model = Figure
        fields: str | tuple[str, ...] = "__all__"

    def prepare(self) -> None:
        super().prepare()
        self.fields["key"].required = False
        self.fields["qualifier"].required = False
        also(self.fields["words"], _("Alone it gives the number too, where it is plain."))
        self.said: ParsedNumber | None = None
        also(self.fields["key"], _("Made from the claimant and the number where empty."))
        self.fields["counted"].offer(self._choices())  # type: ignore[attr-defined]
        if ATTACKERS not in dict(self._choices()):
            # Where nobody was attacking nothing is asked of attackers.
            self.fields["includes_attackers"].widget = HiddenInput()
            self.fields["includes_attackers"].required = False
        self.fields["measure"].offer(self._measures())  # type: ignore[attr-defined]
        if self.instance.pk:
            self.initial["counted"] = self.instance.category.slug
        # Asked before the new category is set, and kept.
        self.moved = self._moved()

    def clean(self) -> dict[str, object] | None:
        super().clean()
        self._find_category()
        self._find_measure()
        self._check_part()
        self._check_replaced()
        self._read_words()
        self._fill_bounds()
        if "key" in self.cleaned_data and not self.cleaned_data["key"]:
            self.cleaned_data["key"] = self._made_key()
        elif "key" in self.changed_data or self.instance.pk is None or self.moved:
            self._check_key()
        return self.cleaned_data

    def _check_key(self) -> None:
        key, event = self.cleaned_data.get("key"), event_of(self.owner)
        if self.instance.pk and self.initial.get("key") != key and self.owner.on_record:
            known = getattr(published_state(self.owner), "figures", ())
            if any(figure.key == self.initial["key"] for figure in known):
                self.add_error(
                    "key", _("Readers and our own figures know it by this id: it stays.")
                )
        if key and event is not None:
            others = Figure.objects.filter(key=key, claim__event__in=event.root().tree())
            other = others.exclude(claim=self.owner.pk).select_related("claim").first()
            if other is not None:
                self.add_error(
                    "key", _("“%(claim)s” has a figure of this id in the event.", claim=other.claim)
                )

    def has_changed(self) -> bool:
        return self.moved or super().has_changed()

    def _moved(self) -> bool:
        """A claim moved to another event takes its figures to the categories of that one."""
        event = event_of(self.owner)
        if self.instance.pk is None or event is None:
            return False
        return bool(self.instance.category.event_id != event.root().pk)

    def _choices(self) -> Choices:
        """The categories of the event, or the usual ones until an event is chosen."""
        event = event_of(self.owner)
        found = self.shared.get("categories") or category_choices(event)
        self.shared["categories"] = found
        return found

    def _find_category(self) -> None:
        slug, event = self.cleaned_data.get("counted"), event_of(self.owner)
        if not slug or event is None:
            return
        found = event.root().categories.filter(slug=slug).first()
        if found is None:
            self.add_error(
                "counted",
                _("“%(event)s” has no such category: choose one of its own.", event=event),
            )
        else:
            self.instance.category = found

    def _measures(self) -> Choices:
        """Those of the event, or the usual ones until an event is chosen."""
        found = self.shared.get("measures") or measure_choices(event_of(self.owner))
        self.shared["measures"] = found
        return found

    def _find_measure(self) -> None:
        slug = self.cleaned_data.get("measure")
        if slug and slug not in dict(self._measures()):
            self.add_error(
                "measure", _("“%(slug)s” is not counted in this event: choose another.", slug=slug)
            )

    def _check_replaced(self) -> None:
        for older in self.cleaned_data.get("also_supersedes") or ():
            if self.instance.pk and older.leads_to(self.instance):
                self.add_error(
                    "also_supersedes",
                    _("“%(older)s” replaced this one: it cannot be both.", older=older),
                )

    def _check_part(self) -> None:
        part, event = self.cleaned_data.get("event"), event_of(self.owner)
        if part and event and part.root() != event.root():
            self.add_error(
                "event", _("“%(part)s” is no part of what the claim is about.", part=part)
            )

    def _read_words(self) -> None:
        """What the words say where nothing else is given; asked about where both disagree."""
        typed, event = self.cleaned_data, event_of(self.owner)
        is_whole = set(typed) >= NUMBERS and typed.get("words")
        if not is_whole or not {*NUMBERS, "words"} & set(self.changed_data):
            return
        alone = all(typed[name] in (None, "") for name in NUMBERS)
        try:
            measure = event.measure(typed["measure"]) if event and typed.get("measure") else None
            said = parse_number(typed["words"], nouns=names_of_counted(event), measure=measure)
        except RuleBroken as broken:
            if alone:
                self.add_error("words", broken.messages)
            return
        if alone:
            self._take(said)
        elif not said.asks and not typed.get("bounds_note"):
            self.said = said

    def _take(self, said: ParsedNumber) -> None:
        typed = self.cleaned_data
        is_older = "words" in self.changed_data and "bounds_note" not in self.changed_data
        if said.asks and (is_older or not typed.get("bounds_note")):
            question = said.question(typed["words"])
            self.add_error(
                "bounds_note",
                _("%(question)s If it does, say here how you read it.", question=question),
            )
            return
        typed.update(qualifier=said.qualifier, value=said.value, low=said.low, high=said.high)

    def _fill_bounds(self) -> None:
        """What was left empty comes from the words; what stood open before stays open."""
        typed = self.cleaned_data
        if not set(typed) >= NUMBERS or self.errors.keys() & {"words", "bounds_note"}:
            return
        if not typed["qualifier"]:
            self.add_error(
                "qualifier", _("Say how the number was hedged, or give the words alone.")
            )
            return
        ends = {end: self._end(end) for end in ("low", "high")}
        qualifier = Qualifier(typed["qualifier"])
        try:
            low, high = bounds(qualifier, typed["value"], ends["low"], ends["high"])
        except RuleBroken as broken:
            self.add_error(None, broken.messages)
            return
        typed["low"], typed["high"] = low, high
        differs = differs_from_table(qualifier, typed["value"], low, high)
        if differs and not typed.get("bounds_note"):
            self.add_error("bounds_note", _("These are not the bounds the words give: say why."))
        elif self.said is not None and (self.said.low, self.said.high) != (low, high):
            meaning = self.said.meaning
            self.add_error(
                "bounds_note",
                _("The words say %(meaning)s. Mend one of them, or say why.", meaning=meaning),
            )

    def _get_validation_exclusions(self) -> set[str]:
        """Bounds that the words were to give are missed once, not twice."""
        excluded: set[str] = super()._get_validation_exclusions()
        return excluded | ENDS if self.errors.keys() & {"words", "bounds_note"} else excluded

    def _end(self, end: str) -> End:
        number: int | None = self.cleaned_data[end]
        left = self.instance.pk and not (WORDS | {end}) & set(self.changed_data)
        return number if number is not None or left else UNSTATED

    def _made_key(self) -> str:
        claimant = self.owner.claimant if self.owner.claimant_id else None
        who = slugify(claimant.short_name or claimant.name, LONGEST_NAME) if claimant else ""
        number = self.cleaned_data.get("value")
        what = self.cleaned_data.get("words", "") if number is None else number
        others = Figure.objects.exclude(pk=self.instance.pk)
        return self.unused(
            f"{who or 'figure'} {what}"[:80], taken=lambda key: others.filter(key=key).exists()
        )


class FigureInline(PartInline):
    model = Figure
    form = FigureForm
    autocomplete_fields = (
        *("event", "supersedes", "also_supersedes", "repeats"),
        *("same_people_as", "built_on", "credits"),
    )
    fieldsets = [
        (None, {"fields": [("words", "qualifier", "value"), ("measure", "counted", "event")]}),
        (
            _("Bounds, time and basis"),
            {
                "fields": [
                    ("low", "high"),
                    "bounds_note",
                    ("as_of", "basis"),
                    ("includes_attackers", "breakdown_complete", "final", "estimate"),
                ],
            },
        ),
        (
            _("Other figures, and what we do with it"),
            {
                "fields": [
                    ("supersedes", "also_supersedes"),
                    ("repeats", "credits"),
                    ("same_people_as", "built_on"),
                    ("treatment", "treatment_note", "key"),
                ],
                "classes": ["collapse"],
            },
        ),
    ]
