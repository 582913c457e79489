"""The composition root as an app: it owns the home page and the pages about the platform."""

from django.apps import AppConfig

from .background import declare_background_work
from .menus import declare_menus


class ConfigConfig(AppConfig):
    """Settings, root addresses, home and static pages."""

    name = "alliage.config"
    label = "config"

    def ready(self) -> None:
        """Say which pages the menus lead to, and join contexts that do not know each other."""
        from alliage.search.services import register_synonyms  # noqa: PLC0415 - needs the models
        from alliage.taxonomy.queries import domain_synonyms  # noqa: PLC0415 - idem
        from alliage.territories.queries import place_synonyms  # noqa: PLC0415 - idem

        from .account import declare_account_links  # noqa: PLC0415 - idem

        declare_menus()
        declare_account_links()
        register_synonyms(place_synonyms)
        register_synonyms(domain_synonyms)
        declare_background_work()
