"""Addresses that never change, whatever the language: identifiers, citations, the catalogue."""

from django.urls import path

from . import views

app_name = "identifiers"
urlpatterns = [
    path("id/<str:kind>/<slug:slug>", views.identifier, name="identifier"),
    path("id/<str:kind>/<slug:slug>.<str:form>", views.citation, name="citation"),
    path("catalogue.jsonld", views.dcat, name="catalogue"),
]
