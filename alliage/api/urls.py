"""Addresses of the pages of the api context; the interface itself is at /api/v1/."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from . import views

app_name = "api"
urlpatterns = [
    path("api/", views.documentation, name="documentation"),
    path(_("mes-jetons/"), views.tokens, name="tokens"),
    path(_("mes-jetons/<int:pk>/revoquer/"), views.revoke, name="revoke"),
]
