"""Addresses of the search context."""

from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _

from . import views

app_name = "search"
urlpatterns: list[URLPattern] = [
    path(_("chercher/"), views.search_everything, name="search"),
    path(_("chercher/suggestions/"), views.suggest, name="suggestions"),
]
