"""Addresses of the contribution context."""

from django.urls import URLPattern

app_name = "contribution"
urlpatterns: list[URLPattern] = []
