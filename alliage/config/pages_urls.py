"""Addresses of the home page and of the pages about the platform."""

from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _

from alliage.web.views import components

app_name = "pages"
urlpatterns: list[URLPattern] = [
    path(_("composants/"), components, name="components"),
]
