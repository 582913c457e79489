"""Whom one writes a draft with."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alliage.network.models import Organisation


class CoAuthorForm(forms.Form):
    """Invite somebody by their address, or through an organisation that the draft names."""

    address = forms.EmailField(
        label=gettext_lazy("Adresse e-mail"),
        required=False,
        help_text=gettext_lazy("La personne reçoit un lien valable trente jours."),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    partner = forms.ChoiceField(
        label=gettext_lazy("Ou une organisation partenaire"),
        required=False,
        help_text=gettext_lazy("Ses représentants sont prévenus ; un de ses membres accepte."),
    )

    def __init__(self, *args: Any, partners: Mapping[str, Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._partners = partners
        names = [(key, organisation.name) for key, organisation in partners.items()]
        self.fields["partner"].choices = [("", "—"), *names]  # type: ignore[attr-defined] # a choice
        if not partners:
            del self.fields["partner"]
            self.fields["address"].required = True

    def clean(self) -> dict[str, Any]:
        """Ask for one or the other."""
        data = super().clean() or {}
        given = [name for name in ("address", "partner") if data.get(name)]
        if len(given) != 1 and not self.errors:
            self.add_error("address", _("Donnez une adresse, ou choisissez une organisation."))
        return data

    @property
    def organisation(self) -> Organisation | None:
        """The organisation chosen, if one was."""
        return self._partners.get(self.cleaned_data.get("partner", ""))
