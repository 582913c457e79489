"""Registration of the accounts context."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Comptes."""

    name = "alliage.accounts"
    label = "accounts"
    verbose_name = "Comptes"
