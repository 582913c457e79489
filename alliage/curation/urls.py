"""Addresses of the curation context."""

from django.urls import URLPattern

app_name = "curation"
urlpatterns: list[URLPattern] = []
