"""What every address of the API does alike: a function of the query and the newest entry."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any, ClassVar, Generic, TypeVar

from django.db.models import QuerySet
from django.http import HttpResponseBase, HttpResponsePermanentRedirect, QueryDict
from django.utils import timezone
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from claims.api import parameters
from claims.api.addresses import url
from claims.api.as_of import changed, moment_of
from claims.api.etags import Mark
from claims.api.fields import Values
from claims.api.paging import By, Paged, page_of
from claims.api.parameters import AS_OF, CHANGED_SINCE, Parameter
from claims.api.schema import Described
from claims.api.throttle import ByAddress
from claims.domain import canonical
from claims.lookup.as_of import Shown
from claims.lookup.cache import ALWAYS_ASK
from claims.lookup.get_or_404 import at_moment, by_slug
from claims.lookup.public import Known, public
from claims.models.record.entry import Entry, head
from claims.models.record.row import Row

Answer = Values | HttpResponseBase
R = TypeVar("R", bound=Row | Entry)
One = TypeVar("One", bound=Row)


class Face(APIView):
    """Gives JSON to anybody, and takes nothing."""

    http_method_names = ["get", "head", "options"]
    throttle_classes = [ByAddress]
    parameters: ClassVar[Sequence[Parameter]] = ()
    place: ClassVar[Parameter | None] = None  # what stands in the address itself
    shape: ClassVar[type[serializers.Serializer]]
    title: ClassVar[str] = ""
    more: ClassVar[Mapping[str, object]] = {}  # fields of the whole list, beside the usual
    schema = Described()

    def get(self, request: Request, **place: str) -> HttpResponseBase:
        query, newest = parameters.read(request.query_params, self.known()), head()
        mark = Mark(request.path, query, newest, timezone.now())
        if answered := mark.answered(request._request):
            return answered
        made = self.answer(query, newest, **place)
        response = made if isinstance(made, HttpResponseBase) else Response(made)
        mark.put_on(response)
        if following := isinstance(made, dict) and made.get("next"):
            response.headers["Link"] = f'<{following}>; rel="next"'
        return response

    @classmethod
    def as_view(cls, **given: object) -> Any:
        view = super().as_view(**given)
        return public(Known(tuple(p.name for p in cls().known()), strict=True))(view)

    def known(self) -> Iterable[Parameter]:
        return self.parameters

    def answer(self, query: QueryDict, newest: Entry | None, **place: str) -> Answer:
        raise NotImplementedError

    def handle_exception(self, exc: Exception) -> Response:
        response = super().handle_exception(exc)
        response.headers["Cache-Control"] = ALWAYS_ASK
        return response


class ListFace(Face, Generic[R]):
    """A list that pages by key. All its pages tell of one moment."""

    usual, most = 100, 500
    order: ClassVar[By] = By()
    lean: ClassVar[tuple[str, ...]] = ()  # enough for a list of links, by one short name

    def known(self) -> Iterable[Parameter]:
        before = parameters.before(self.order.pattern)
        fields = parameters.fields(names_of(self.shape), self.lean)
        return (*self.parameters, AS_OF, CHANGED_SINCE, fields, before, self.limit())

    def limit(self) -> Parameter:
        return parameters.limit(self.usual, self.most)

    def answer(self, query: QueryDict, newest: Entry | None, **place: str) -> Answer:
        names = parameters.chosen(query, names_of(self.shape), self.lean)
        shown = moment_of(query, newest)
        page = self.page(query, shown)
        return {
            **about(shown),
            **self.beside(query, shown),
            "next": page.following,
            "results": self.told(page.rows, shown)
            if names is None
            else [
                {name: value for name, value in row.items() if name in names}
                for row in self.told_of(page.rows, shown, names)
            ],
        }

    def page(self, query: QueryDict, shown: Shown) -> Paged[R]:
        parts = [changed(p, query, shown, self.order.number) for p in self.parts(query, shown)]
        sizes = (self.usual, self.most)
        path = self.request.path
        return page_of(parts, query, self.order, shown=shown, path=path, sizes=sizes)

    def parts(self, query: QueryDict, shown: Shown) -> Sequence[QuerySet[R]]:
        """What is listed, in parts that follow one another."""
        return [self.rows(query, shown)]

    def rows(self, query: QueryDict, shown: Shown) -> QuerySet[R]:
        raise NotImplementedError

    def beside(self, query: QueryDict, shown: Shown) -> Values:
        """What more is said of the whole list, by the names of ``more``."""
        return {}

    def told(self, rows: list[R], shown: Shown) -> list[Values]:
        raise NotImplementedError

    def told_of(self, rows: list[R], shown: Shown, names: set[str]) -> list[Values]:
        """At least these fields of each, with less work where a list can."""
        return self.told(rows, shown)


class DetailFace(Face, Generic[One]):
    """One thing by its slug; an address that it once had leads on to the one it has."""

    parameters = (AS_OF,)
    place = Parameter("slug", "Its short name.", {"type": "string", "pattern": "^[-a-zA-Z0-9_]+$"})
    model: type[One]
    kind: ClassVar[str] = ""

    def answer(self, query: QueryDict, newest: Entry | None, **place: str) -> Answer:
        slug = place["slug"]
        current = by_slug(self.model, slug, newest)
        if current.slug != slug:
            asked = f"?{query.urlencode()}" if query else ""
            return HttpResponsePermanentRedirect(f"{url(self.kind, current.slug)}{asked}")
        shown = moment_of(query, newest, self.zone(current))
        row = at_moment(self.model, current, shown, kind=self.kind)
        return self.told(row, shown)

    def zone(self, row: One) -> str:
        return ""

    def told(self, row: One, shown: Shown) -> Values:
        raise NotImplementedError


@cache
def names_of(shape: type[serializers.Serializer]) -> tuple[str, ...]:
    """The fields of a shape, in their order."""
    return tuple(shape().fields)


def about(shown: Shown) -> dict[str, object]:
    """The moment that an answer is about, and the newest entry there was."""
    time = shown.rows.time
    return {
        "as_of": {
            "entry": None if time else shown.rows.entry,
            "time": canonical.moment_text(time) if time else None,
        },
        "newest_entry": shown.head.seq if shown.head else 0,
    }
