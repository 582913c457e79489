"""Addresses of the taxonomy context."""

from django.urls import URLPattern

app_name = "taxonomy"
urlpatterns: list[URLPattern] = []
