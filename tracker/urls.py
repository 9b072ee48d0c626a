"""Addresses of the whole site."""

from django.urls import include, path

from claims.admin.signing_in import views
from claims.admin.site import site
from tracker import health

urlpatterns = [
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    # Two addresses of the desk by the names that django-allauth knows them by.
    path("admin/login/", views.sign_in, name="account_login"),
    path("admin/login/second-step/", views.second_step, name="mfa_authenticate"),
    path("admin/", site.urls),
    path("", include("claims.inbox.urls")),
    path("api/", include("claims.api.urls")),
    path("", include("claims.pages.urls")),
]

handler400 = "tracker.faults.bad_request"
handler403 = "tracker.faults.forbidden"
handler404 = "tracker.faults.not_found"
handler500 = "tracker.faults.broken"
