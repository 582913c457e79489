"""Registration of the accounts context."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Comptes."""

    name = "alliage.accounts"
    label = "accounts"
    verbose_name = "Comptes"

    def ready(self) -> None:
        """Say what accounts hold about people, and how long."""
        from . import personal_data  # noqa: PLC0415 - models load first

        personal_data.declare()
