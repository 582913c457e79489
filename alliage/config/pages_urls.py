"""Addresses of the home page and of the pages about the platform."""

from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _

from alliage.web.views import components

from . import pages
from .home import home

app_name = "pages"
urlpatterns: list[URLPattern] = [
    path("", home, name="home"),
    path(_("methode/"), pages.method, name="method"),
    path(_("a-propos/"), pages.about, name="about"),
    path(_("mentions-legales/"), pages.legal, name="legal"),
    path(_("donnees-personnelles/"), pages.privacy, name="privacy"),
    path(_("accessibilite/"), pages.accessibility, name="accessibility"),
    path(_("composants/"), components, name="components"),
]
