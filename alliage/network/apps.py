"""Registration of the network context."""

from django.apps import AppConfig


class NetworkConfig(AppConfig):
    """Réseau."""

    name = "alliage.network"
    label = "network"
    verbose_name = "Réseau"
