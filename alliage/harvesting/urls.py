"""Addresses of the harvesting context."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from . import views

app_name = "harvesting"
urlpatterns = [
    path(_("moissonnages/"), views.sources, name="sources"),
    path(_("moissonnages/nouvelle-source/"), views.new, name="new"),
    path(_("moissonnages/<int:key>/"), views.source, name="source"),
    path(_("moissonnages/<int:key>/modifier/"), views.edit, name="edit"),
    path(_("moissonnages/<int:key>/moissonner/"), views.harvest, name="harvest"),
    path(_("moissonnages/<int:key>/arreter/"), views.stop, name="stop"),
    path(_("moissonnages/passages/<int:key>/"), views.run, name="run"),
]
