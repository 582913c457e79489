"""Forms of the api context."""

from django import forms
from django.utils.translation import gettext_lazy as _

from .models import Scope

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
        # The other rights open nothing yet: they are offered with the writes that they allow.
        choices=[(Scope.READ.value, Scope.READ.label)],
        initial=[Scope.READ],
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Le moins possible. Un jeton ne peut jamais plus que vous."),
    )
    days = forms.TypedChoiceField(
        label=_("Durée"), choices=LIVES, coerce=int, initial=90, widget=forms.RadioSelect
    )
