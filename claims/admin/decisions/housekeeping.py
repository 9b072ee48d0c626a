"""What the pages of housekeeping share: rehearsed for the preview, then done."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, Unpack

from django import forms
from django.db.models import ForeignKey, Model
from django.urls import reverse

from claims.actions.housekeeping.dry_run import Effect, rehearse
from claims.admin.choice_labels import ChoiceOptions, TellingChoice, choice_label
from claims.admin.decisions.difference import Difference, difference
from claims.admin.decisions.page import Decision, DecisionForm, DecisionFormT
from claims.admin.decisions.preview import claim_preview, seal
from claims.admin.decisions.publish_plan import zone_for
from claims.admin.decisions.spelling import Spelling
from claims.admin.fields import Choose, CleanTextField, long_text
from claims.admin.site import site
from claims.domain.messages import gettext as _
from claims.domain.vocabulary import CHANGE_TYPE_LABELS, ChangeType, Publication, choices
from claims.models.desk.base import Publishable
from claims.presenters.claim import ClaimPage
from claims.publishing.registry import kind_of
from claims.states.claim import ClaimState
from claims.states.encoding import dump


def chosen(model: type[Model], name: str, **options: Unpack[ChoiceOptions]) -> TellingChoice:
    """One other thing, chosen by typing, as the field of that name of the desk chooses it."""
    keys = {one.name: one for one in model._meta.fields if isinstance(one, ForeignKey)}
    options["widget"] = Choose(keys[name], site)
    return TellingChoice(keys[name].related_model._default_manager.all(), **options)


class NoteForm(DecisionForm):
    """For what readers see at once: a public note, and what kind of change it is."""

    note = CleanTextField(
        label=_("Note to readers"),
        required=False,
        max_length=2000,
        widget=long_text(3),
        help_text=_("What happened, in a sentence. Readers see it in the history."),
    )
    change = forms.ChoiceField(
        label=_("Kind of change"),
        choices=choices(CHANGE_TYPE_LABELS),
        initial=ChangeType.UPDATE,
        widget=forms.RadioSelect,
    )


@dataclass(frozen=True)
class Touched:
    """One thing as it would become; ``at_once``: readers see it as soon as it is confirmed."""

    name: str
    kind: str
    url: str
    at_once: bool
    rows: tuple[Difference, ...]
    claim: ClaimPage | None


class Housekeeping(Decision[DecisionFormT]):
    """``intro`` says what the page is for; ``does`` what confirming does."""

    template = "admin/claims/decisions/housekeeping.html"
    intro: ClassVar[str] = ""

    def carry_out(self, form: DecisionFormT) -> Sequence[Publishable]:
        """The act itself; returns what it touched."""
        raise NotImplementedError

    def preview(self, form: DecisionFormT) -> dict[str, object]:
        effects = rehearse(lambda: self.carry_out(form))
        self.subject.refresh_from_db()
        touched = [_touched(effect, own=effect.subject == self.subject) for effect in effects]
        return {
            "at_once": [one for one in touched if one.at_once],
            "desk": [one for one in touched if not one.at_once],
            "sealed": seal([[e.subject.uid, dump(e.shown[1])] for e in effects]),
        }

    def look(self, form: DecisionFormT) -> dict[str, object]:
        published = self.subject.publication == Publication.PUBLISHED
        return {"refused": self.refused(), "intro": self.intro, "published": published}

    def refused(self) -> list[str]:
        """Why this page has nothing to decide."""
        return []


def _touched(effect: Effect, *, own: bool) -> Touched:
    subject = effect.subject
    kind = kind_of(subject)
    before, after = effect.shown
    seen = own and effect.at_once
    return Touched(
        name=choice_label(subject),
        kind=kind.label,
        url=reverse(f"admin:claims_{kind}_change", args=[subject.pk]),
        at_once=effect.at_once,
        rows=tuple(difference(before, after, Spelling(zone_for(subject)))),
        claim=claim_preview(after) if seen and isinstance(after, ClaimState) else None,
    )
