"""Addresses of the API."""

from django.urls import URLPattern, path
from django.views.generic import RedirectView

from claims.api import (
    changes,
    claims,
    description,
    docs,
    events,
    figures,
    index,
    positions,
    questions,
    record,
    sources,
)

app_name = "api"

urlpatterns: list[URLPattern] = [
    path("", RedirectView.as_view(pattern_name="api:docs")),
    path("docs/", docs.docs, name="docs"),
    path("schema/", description.Description.as_view(), name="schema"),
    path("v1/", index.Index.as_view(), name="index"),
    path("v1/events/", events.Events.as_view(), name="events"),
    path("v1/events/<slug:slug>/", events.Event.as_view(), name="event"),
    path("v1/sources/", sources.Sources.as_view(), name="sources"),
    path("v1/sources/<slug:slug>/", sources.Source.as_view(), name="source"),
    path("v1/claims/", claims.Claims.as_view(), name="claims"),
    path("v1/claims/<slug:slug>/", claims.Claim.as_view(), name="claim"),
    path("v1/figures/", figures.Figures.as_view(), name="figures"),
    path("v1/positions/", positions.Positions.as_view(), name="positions"),
    path("v1/positions/<slug:uid>/", positions.Position.as_view(), name="position"),
    path("v1/questions/", questions.Questions.as_view(), name="questions"),
    path("v1/questions/<slug:slug>/", questions.Question.as_view(), name="question"),
    path("v1/changes/", changes.Changes.as_view(), name="changes"),
    path("v1/record/", record.Record.as_view(), name="record"),
    path("v1/record/<slug:seq>/", record.RecordEntry.as_view(), name="entry"),
]
