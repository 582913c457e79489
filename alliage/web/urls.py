"""Addresses of the web context."""

from django.urls import path

from .theme import set_theme
from .views import favicon

app_name = "web"
urlpatterns = [
    path("favicon.ico", favicon, name="favicon"),
    path("theme/", set_theme, name="theme"),
]
