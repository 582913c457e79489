"""Forms of the network: identifiers checked, normalised names kept in step."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from alliage.calc.french import name_key

from .identifiers import clean_rna, clean_siren, clean_siret
from .models import Membership, Organisation, OrganisationAlias


class OrganisationForm(forms.ModelForm):
    """Edit an organisation; a wrong identifier is told with the way to mend it."""

    # Wider than the columns: people paste numbers with their spaces.
    siren = forms.CharField(label=_lazy("SIREN"), max_length=20, required=False)
    siret = forms.CharField(label=_lazy("SIRET"), max_length=24, required=False)
    rna = forms.CharField(label=_lazy("numéro RNA"), max_length=20, required=False)

    class Meta:
        model = Organisation
        fields = [
            "name",
            "slug",
            "kind",
            "size",
            "is_collective",
            "siren",
            "siret",
            "rna",
            "territory",
            "url",
        ]

    def clean_siren(self) -> str:
        """Check the key of the SIREN."""
        text = self.cleaned_data["siren"]
        number = clean_siren(text)
        if text and not number:
            raise ValidationError(
                _("« %s » n’est pas un SIREN : neuf chiffres, dont une clé.") % text
            )
        return number

    def clean_siret(self) -> str:
        """Check the key of the SIRET."""
        text = self.cleaned_data["siret"]
        number = clean_siret(text)
        if text and not number:
            message = _("« %s » n’est pas un SIRET : quatorze chiffres, dont une clé.")
            raise ValidationError(message % text)
        return number

    def clean_rna(self) -> str:
        """Check the form of the RNA number."""
        text = self.cleaned_data["rna"]
        number = clean_rna(text)
        if text and not number:
            message = _("« %s » n’est pas un numéro RNA : W suivi de neuf signes.")
            raise ValidationError(message % text)
        return number

    def _get_validation_exclusions(self) -> set[str]:
        # The key is no field of the form, yet the constraint that uses it must be checked.
        excluded: set[str] = super()._get_validation_exclusions()  # type: ignore[misc]
        return excluded - {"key"}

    def _post_clean(self) -> None:
        # The key must be there before the constraints that use it are checked.
        self.instance.key = name_key(self.cleaned_data.get("name", ""))
        # Django's own hook, which the stubs leave out.
        super()._post_clean()  # type: ignore[misc]


class AliasForm(forms.ModelForm):
    """Edit another name of an organisation."""

    class Meta:
        model = OrganisationAlias
        fields = ["name"]

    def save(self, commit: bool = True) -> Any:
        """Save with the normalised name."""
        self.instance.key = name_key(self.instance.name)
        return super().save(commit)


class JoinForm(forms.Form):
    """Ask to belong to an organisation."""

    role = forms.ChoiceField(
        label=_lazy("Vous êtes"),
        choices=[
            (Membership.Role.MEMBER, _lazy("membre : salarié, bénévole, élu…")),
            (
                Membership.Role.REPRESENTATIVE,
                _lazy("représentant ou représentante : vous parlez au nom de l’organisation"),
            ),
        ],
        initial=Membership.Role.MEMBER,
        widget=forms.RadioSelect,
    )
    message = forms.CharField(
        label=_lazy("Votre rôle dans l’organisation"),
        help_text=_lazy("Deux phrases, pour que ceux qui répondent vous reconnaissent."),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class InviteForm(forms.Form):
    """Invite somebody into an organisation."""

    address = forms.EmailField(
        label=_lazy("Adresse e-mail"),
        help_text=_lazy("La personne reçoit un lien valable quatorze jours."),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    role = forms.ChoiceField(
        label=_lazy("Rôle"), choices=Membership.Role, initial=Membership.Role.MEMBER
    )


class RoleForm(forms.Form):
    """Choose what somebody may do for an organisation."""

    role = forms.ChoiceField(choices=Membership.Role, required=False)
