"""Addresses of the opendata context."""

from django.urls import URLPattern

app_name = "opendata"
urlpatterns: list[URLPattern] = []
