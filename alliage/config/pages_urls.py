"""Addresses of the home page and of the pages about the platform."""

from django.urls import URLPattern

app_name = "pages"
urlpatterns: list[URLPattern] = []
