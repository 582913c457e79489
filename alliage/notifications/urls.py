"""Addresses of the notifications context."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from . import views

app_name = "notifications"
urlpatterns = [
    path(_("notifications/"), views.notifications, name="list"),
    path(_("notifications/lire/<int:key>/"), views.read, name="read"),
    path(_("notifications/tout-lire/"), views.read_all, name="read_all"),
    path(_("notifications/preferences/"), views.preferences, name="preferences"),
    path(_("desabonnement/<str:token>/"), views.unsubscribe, name="unsubscribe"),
    path(_("e-mails/"), views.outbox, name="outbox"),
    path(_("e-mails/<int:key>/renvoyer/"), views.send_again, name="send_again"),
]
