"""Addresses of the network context."""

from django.urls import path, re_path
from django.utils.translation import gettext_lazy as _

from . import views

FORMATS = r"(?P<form>csv|xlsx|ods|jsonl|json|geojson|atom|jsonfeed)$"

app_name = "network"
urlpatterns = [
    path(_("organisations/"), views.organisations, name="organisations"),
    re_path(r"^organisations\." + FORMATS, views.organisations_export, name="organisations_export"),
    path(_("organisations/<slug:slug>/"), views.organisation, name="organisation"),
    path(_("organisations/<slug:slug>/rejoindre/"), views.join, name="join"),
    path(_("organisations/<slug:slug>/membres/"), views.members, name="members"),
    path(_("mes-organisations/"), views.mine, name="mine"),
    path(_("demandes-d-appartenance/"), views.requests, name="requests"),
    path(_("appartenances/<int:key>/accepter/"), views.accept, name="accept"),
    path(_("appartenances/<int:key>/refuser/"), views.refuse, name="refuse"),
    path(_("appartenances/<int:key>/role/"), views.role, name="role"),
    path(_("appartenances/<int:key>/quitter/"), views.leave, name="leave"),
    path(_("invitations/<int:key>/retirer/"), views.withdraw, name="withdraw"),
    path(_("invitations/<str:token>/"), views.invitation, name="invitation"),
]
