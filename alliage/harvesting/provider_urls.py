"""The address that harvesters ask, whatever the language."""

from django.urls import path

from . import views

app_name = "oai"
urlpatterns = [path("oai", views.oai, name="provider")]
