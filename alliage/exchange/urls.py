"""Addresses of the exchange context."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from . import views

app_name = "exchange"
urlpatterns = [
    path(_("import/"), views.imports, name="imports"),
    path(_("import/<int:key>/"), views.run, name="run"),
    path(_("import/<int:key>/colonnes/"), views.columns, name="columns"),
    path(_("import/<int:key>/appliquer/"), views.apply, name="apply"),
    path(_("import/<int:key>/arreter/"), views.stop, name="stop"),
    path(_("import/<int:key>/rapport.csv"), views.report, name="report"),
]
