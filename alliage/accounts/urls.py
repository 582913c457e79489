"""Addresses of the accounts context."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from .views import account, journal, personal

app_name = "accounts"
urlpatterns = [
    path(_("compte/"), account.account, name="account"),
    path(_("mes-donnees/"), personal.my_data, name="my_data"),
    path(_("mes-donnees/export.json"), personal.export, name="export"),
    path(_("mes-donnees/effacer/"), personal.erase, name="erase"),
    path(_("mes-donnees/consentement/<slug:purpose>/"), personal.consent, name="consent"),
    path(_("compte-efface/"), personal.erased, name="erased"),
    path(_("journal/"), journal.journal, name="journal"),
]
