"""Addresses of the accounts context."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from .views import account

app_name = "accounts"
urlpatterns = [
    path(_("compte/"), account.account, name="account"),
]
