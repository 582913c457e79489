"""Menus of the site: only the composition root knows every page."""

from django.utils.translation import gettext_lazy as _

from alliage.web import navigation
from alliage.web.navigation import Entry

# The places that hold one link.
SINGLE = {
    navigation.HOME: Entry(_("Accueil"), "pages:home"),
    navigation.SEARCH: Entry(_("Chercher"), "search:search"),
    navigation.SIGN_IN: Entry(_("Se connecter"), "account_login"),
    navigation.ACCOUNT: Entry(_("Mon compte"), "accounts:account"),
}


def declare_menus() -> None:
    """Tell the base layout which pages its head and its foot lead to."""
    for place, entry in SINGLE.items():
        navigation.set_menu(place, (entry,))
    navigation.set_menu(
        navigation.MAIN,
        (
            Entry(_("Alliances"), "capitalisation:alliances"),
            Entry(_("Ressources"), "capitalisation:resources"),
            Entry(_("Organisations"), "network:organisations"),
            Entry(_("Territoires"), "territories:territories"),
            Entry(_("ODD"), "taxonomy:goals"),
        ),
    )
    navigation.set_menu(
        navigation.EXPLORE,
        (
            Entry(_("Les alliances"), "capitalisation:alliances"),
            Entry(_("La carte"), "capitalisation:alliances_map"),
            Entry(_("Les ressources"), "capitalisation:resources"),
            Entry(_("Les centres de ressources"), "capitalisation:centres"),
            Entry(_("Les collections"), "curation:collections"),
            Entry(_("Raconter une alliance"), "contribution:tell"),
            Entry(_("Les organisations"), "network:organisations"),
            Entry(_("Les territoires"), "territories:territories"),
            Entry(_("Les objectifs de développement durable"), "taxonomy:goals"),
        ),
    )
    navigation.set_menu(
        navigation.UNDERSTAND,
        (
            Entry(_("À propos"), "pages:about"),
            Entry(_("Notre méthode"), "pages:method"),
            Entry(_("Le glossaire"), "taxonomy:glossary"),
            Entry(_("Données ouvertes"), "opendata:opendata"),
            Entry(_("Pour vos programmes"), "api:documentation"),
            Entry(_("Accessibilité : état des lieux"), "pages:accessibility"),
            Entry(_("Données personnelles"), "pages:privacy"),
            Entry(_("Mentions légales"), "pages:legal"),
            Entry(_("Composants"), "pages:components"),
        ),
    )
