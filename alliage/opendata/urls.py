"""Addresses of the open data context."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from . import views

app_name = "opendata"
urlpatterns = [
    path(_("donnees-ouvertes/"), views.opendata, name="opendata"),
    path(_("donnees-ouvertes/fichiers/<str:name>"), views.dump_file, name="dump_file"),
]
