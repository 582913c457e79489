"""Addresses of the capitalisation context."""

from django.urls import URLPattern

app_name = "capitalisation"
urlpatterns: list[URLPattern] = []
