"""Addresses of the taxonomy context."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from . import views

app_name = "taxonomy"
urlpatterns = [
    path(_("glossaire/"), views.glossary, name="glossary"),
    path(_("odd/"), views.goals, name="goals"),
    path(_("odd/<int:number>/"), views.goal, name="goal"),
]
