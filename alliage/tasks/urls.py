"""Addresses of the tasks context."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from . import views

app_name = "tasks"
urlpatterns = [
    path(_("taches/"), views.tasks, name="list"),
    path(_("taches/<uuid:key>/relancer/"), views.retry, name="retry"),
    path(_("taches/<uuid:key>/annuler/"), views.cancel, name="cancel"),
    path(_("taches/<uuid:key>/arreter/"), views.stop, name="stop"),
]
