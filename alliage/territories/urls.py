"""Addresses of the territories context."""

from django.urls import path, register_converter
from django.utils.translation import gettext_lazy as _

from . import views


class LevelConverter:
    """A level of the official geography."""

    regex = "france|region|departement|epci|commune"

    def to_python(self, value: str) -> str:
        """Keep the level as it is."""
        return value

    def to_url(self, value: str) -> str:
        """Write the level."""
        return str(value)


class CodeConverter(LevelConverter):
    """An official code: letters and figures, nine at most."""

    regex = "[0-9A-Za-z]{1,9}"


register_converter(LevelConverter, "level")
register_converter(CodeConverter, "official_code")

app_name = "territories"
urlpatterns = [
    path(_("territoires/"), views.territories, name="territories"),
    path(_("territoires/recherche/"), views.search, name="search"),
    path(
        _("territoires/<level:level>/<official_code:code>-<slug:slug>/"),
        views.territory,
        name="territory",
    ),
    path(
        _("territoires/<level:level>/<official_code:code>/"),
        views.territory,
        name="territory_by_code",
    ),
]
