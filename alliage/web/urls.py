"""Addresses of the web context."""

from django.urls import path

from .theme import set_theme

app_name = "web"
urlpatterns = [path("theme/", set_theme, name="theme")]
