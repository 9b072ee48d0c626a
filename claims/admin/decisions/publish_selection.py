"""Which things are published together, as an address names them."""

from __future__ import annotations

from collections.abc import Sequence

from django.contrib import admin
from django.contrib.admin import ModelAdmin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseRedirect, QueryDict
from django.urls import reverse

from claims.actions.housekeeping.merge import touched_by
from claims.admin.fields import is_key
from claims.domain.messages import gettext as _
from claims.domain.vocabulary import Publication, SubjectKind
from claims.models.desk.base import Publishable
from claims.models.desk.merge import Merge
from claims.publishing.registry import KINDS, kind_of

MOST = 100
MODELS = {kind.value: model for model, kind in KINDS.items()}


def along(query: QueryDict, kind: SubjectKind) -> list[Publishable]:
    """``ids``: of one kind; ``with``: kinds and numbers; ``merge``: all that a merge touched."""
    asked = [(kind.value, key) for key in query.get("ids", "").split(",")]
    asked += [_pair(word) for word in query.get("with", "").split(",")]
    return [*_found(asked[:MOST]), *_of_merge(query.get("merge", ""))]


def address(subjects: Sequence[Publishable]) -> str:
    """The page that publishes these together."""
    first, rest = subjects[0], subjects[1:]
    page = reverse(f"admin:claims_{kind_of(first)}_publish", args=[first.pk])
    return f"{page}?with={','.join(f'{kind_of(s)}-{s.pk}' for s in rest)}" if rest else page


@admin.action(description=_("Publish selected …"), permissions=["publish"])
def publish_selected(
    model_admin: ModelAdmin, request: HttpRequest, chosen: QuerySet
) -> HttpResponseRedirect:
    """Lead to the page that shows what publishing them together would do."""
    keys = list(chosen.order_by("pk").values_list("pk", flat=True)[:MOST])
    opts = model_admin.opts
    page = reverse(f"admin:{opts.app_label}_{opts.model_name}_publish", args=[keys[0]])
    return HttpResponseRedirect(f"{page}?ids={','.join(map(str, keys))}")


def change_page(subject: Publishable) -> str:
    return reverse(f"admin:claims_{kind_of(subject)}_change", args=[subject.pk])


def _pair(word: str) -> tuple[str, str]:
    kind, _, key = word.partition("-")
    return kind, key


def _found(asked: Sequence[tuple[str, str]]) -> list[Publishable]:
    found: list[Publishable] = []
    for kind, model in MODELS.items():
        keys = {key for its_kind, key in asked if its_kind == kind and is_key(key)}
        found += model._default_manager.filter(pk__in=keys).order_by("pk") if keys else []
    return found


def _of_merge(key: str) -> list[Publishable]:
    done = Merge.objects.filter(pk=key, undone_at=None).first() if is_key(key) else None
    touched = touched_by(done) if done else []
    return [s for s in touched if s.publication == Publication.PUBLISHED and s.changed]
