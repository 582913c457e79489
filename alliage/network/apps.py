"""Registration of the network context."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NetworkConfig(AppConfig):
    """Network: the organisations that act."""

    name = "alliage.network"
    label = "network"
    verbose_name = _("réseau")

    def ready(self) -> None:
        """Tell the search engine that organisations can be found; name the news of members."""
        from alliage.notifications.services import register_kind  # noqa: PLC0415 - idem
        from alliage.search import services as search  # noqa: PLC0415 - models load first

        from . import personal_data  # noqa: PLC0415 - idem
        from .queries import organisation_documents  # noqa: PLC0415 - idem

        search.register(
            "organisation",
            _("organisations"),
            organisation_documents,
            url_name="network:organisation",
        )
        personal_data.declare()
        register_kind("network.membership", _("Les membres de mes organisations"))
