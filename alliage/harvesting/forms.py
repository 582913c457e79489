"""Forms of the harvesting context."""

from typing import Any
from urllib.parse import urlsplit, urlunsplit

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .models import HarvestSource
from .queries import frequency
from .reading import SourceError, UnsafeError
from .reading.addresses import vetted

FREQUENCIES = (1, 6, 12, 24, 168, 720)


class SourceForm(forms.ModelForm):
    """Say what to harvest, how often, and where it goes."""

    every_hours = forms.TypedChoiceField(label=gettext_lazy("Fréquence"), coerce=int)

    class Meta:
        model = HarvestSource
        fields = [
            "base_url",
            "name",
            "metadata_prefix",
            "set_spec",
            "centre",
            "family",
            "every_hours",
            "is_active",
        ]
        labels = {
            "is_active": gettext_lazy("Moissonner cette source automatiquement"),
            "family": gettext_lazy("Famille M.E.D.O.C. par défaut"),
        }
        help_texts = {
            "base_url": gettext_lazy("L’adresse à laquelle l’entrepôt répond en OAI-PMH."),
            "name": gettext_lazy("Sans nom, ce sera celui que l’entrepôt se donne."),
            "set_spec": gettext_lazy("Le code d’un lot (set), pour n’en prendre qu’une partie."),
            "centre": gettext_lazy("Les ressources moissonnées entreront dans son kit."),
            "family": gettext_lazy("Pour les notices qui ne disent pas la leur."),
        }
        error_messages = {
            "base_url": {"invalid": gettext_lazy("Écrivez une adresse http ou https complète.")}
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer the usual frequencies, and the one that the source has."""
        super().__init__(*args, **kwargs)
        self.fields["name"].required = False
        hours = sorted({*FREQUENCIES, self.instance.every_hours})
        offered = self.fields["every_hours"]
        assert isinstance(offered, forms.ChoiceField)  # noqa: S101 - for the checker
        offered.initial = self.instance.every_hours
        offered.choices = [(one, frequency(one)) for one in hours]

    def clean_base_url(self) -> str:
        """Refuse an address that must not be asked; leave out a request pasted with it."""
        url: str = self.cleaned_data["base_url"]
        parts = urlsplit(url)
        if "verb=" in parts.query:
            url = urlunsplit(parts._replace(query="", fragment=""))
        try:
            vetted(url, settings.HARVEST_PRIVATE_HOSTS)
        except UnsafeError as error:
            raise ValidationError(str(error)) from error
        except SourceError:
            pass  # unknown today, known tomorrow: saving does not wait for the source
        return url

    def clean(self) -> dict[str, Any]:
        """Refuse a source that is there already."""
        data = super().clean() or {}
        same = HarvestSource.objects.filter(
            base_url=data.get("base_url"), set_spec=data.get("set_spec", "")
        )
        if same.exclude(pk=self.instance.pk).exists():
            self.add_error("base_url", _("Cette source est déjà moissonnée, avec le même lot."))
        return data
