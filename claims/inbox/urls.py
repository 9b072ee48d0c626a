"""Where readers report errors."""

from django.urls import path

from claims.inbox import views

app_name = "inbox"

urlpatterns = [
    path("report-an-error/", views.report, name="report"),
    path("report-an-error/thanks/", views.thanks, name="thanks"),
]
