"""Addresses of the capitalisation context."""

from django.urls import path, re_path
from django.utils.translation import gettext_lazy as _

from . import views

FORMATS = r"(?P<form>csv|xlsx|ods|jsonl|json|geojson|atom|jsonfeed)$"

app_name = "capitalisation"
urlpatterns = [
    path(_("alliances/"), views.alliances, name="alliances"),
    re_path(r"^alliances\." + FORMATS, views.alliances_export, name="alliances_export"),
    path(_("alliances/carte/"), views.alliances_map, name="alliances_map"),
    path(_("alliances/<slug:slug>/"), views.alliance, name="alliance"),
    path(_("alliances/<slug:slug>/partage.png"), views.alliance_card, name="alliance_card"),
    path(_("ressources/"), views.resources, name="resources"),
    re_path(r"^ressources\." + FORMATS, views.resources_export, name="resources_export"),
    path(_("ressources/<slug:slug>/"), views.resource, name="resource"),
    path(_("centres/"), views.centres, name="centres"),
    path(_("centres/<slug:slug>/"), views.centre, name="centre"),
]
