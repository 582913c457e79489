"""Forms of the api context."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from alliage.accounts.models import User

from .models import Scope
from .permissions import allowed_scopes

LIVES = [(30, _("30 jours")), (90, _("90 jours")), (365, _("un an"))]


class TokenForm(forms.Form):
    """Name a token, say what it may do and until when."""

    name = forms.CharField(
        label=_("Nom"),
        max_length=80,
        help_text=_("Le programme qui s’en servira : « site de l’agglomération »."),
    )
    scopes = forms.MultipleChoiceField(
        label=_("Droits"),
        initial=[Scope.READ],
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Le moins possible. Un jeton ne peut jamais plus que vous."),
    )
    days = forms.TypedChoiceField(
        label=_("Durée"), choices=LIVES, coerce=int, initial=90, widget=forms.RadioSelect
    )

    def __init__(self, data: Any = None, *, person: User) -> None:
        super().__init__(data)
        offered = [(scope.value, scope.sentence) for scope in allowed_scopes(person)]
        self.fields["scopes"].choices = offered  # type: ignore[attr-defined] # a choice field
