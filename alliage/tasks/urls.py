"""Addresses of the tasks context."""

from django.urls import URLPattern

app_name = "tasks"
urlpatterns: list[URLPattern] = []
