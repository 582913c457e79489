"""Whom one asks to confirm, and where to write to them."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy


class PartnerInvitationForm(forms.Form):
    """Invite a partner to confirm what is said of them."""

    partner = forms.ChoiceField(label=gettext_lazy("Partenaire"))
    address = forms.EmailField(
        label=gettext_lazy("Adresse e-mail"),
        help_text=gettext_lazy(
            "De préférence une adresse de l’organisation : la réponse compte alors tout de "
            "suite. Sinon, l’animation la vérifie d’abord."
        ),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    message = forms.CharField(
        label=gettext_lazy("Votre mot"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, partners: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["partner"].choices = partners  # type: ignore[attr-defined] # a choice field
