"""Forms about one’s own data, and the filter of the journal."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from .models import User


class EraseForm(forms.Form):
    """Erase one’s account: the password again, or the address where there is no password."""

    proof = forms.CharField(max_length=254, strip=False)

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        """Ask for what this person can prove."""
        super().__init__(*args, **kwargs)
        field = self.fields["proof"]
        if user.has_usable_password():
            field.label = _("Votre mot de passe")
            field.widget = forms.PasswordInput(attrs={"autocomplete": "current-password"})
        else:
            field.label = _("Votre adresse e-mail")
            field.help_text = _("Tapez-la en entier, pour être sûr que c’est voulu.")
            field.widget = forms.EmailInput(attrs={"autocomplete": "email"})


class JournalFilter(forms.Form):
    """Keep part of the journal."""

    person = forms.CharField(label=_("Personne"), max_length=120, required=False)
    verb = forms.CharField(label=_("Acte, ou son début"), max_length=60, required=False)
    about = forms.CharField(label=_("Objet"), max_length=120, required=False)
    since = forms.DateField(
        label=_("Du"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    until = forms.DateField(
        label=_("Au"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
