"""Addresses of the network context."""

from django.urls import path, re_path
from django.utils.translation import gettext_lazy as _

from . import views

FORMATS = r"(?P<form>csv|xlsx|ods|jsonl|json|geojson|atom)$"

app_name = "network"
urlpatterns = [
    path(_("organisations/"), views.organisations, name="organisations"),
    re_path(r"^organisations\." + FORMATS, views.organisations_export, name="organisations_export"),
    path(_("organisations/<slug:slug>/"), views.organisation, name="organisation"),
]
