"""The steps that are a list: partners, figures; rows are added without JavaScript."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alliage.network.models import ActorKind, OrganisationSize

MOST_ROWS = 60


class PartnerForm(forms.Form):
    """A partner: who, of what kind, what it does."""

    name = forms.CharField(
        label=gettext_lazy("Nom"),
        max_length=255,
        widget=forms.TextInput(attrs={"list": "organisations", "autocomplete": "off"}),
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("Type d’acteur"), choices=[("", "—"), *ActorKind.choices]
    )
    size = forms.ChoiceField(
        label=gettext_lazy("Taille, pour une entreprise"),
        required=False,
        choices=[("", "—"), *OrganisationSize.choices],
    )
    role = forms.CharField(label=gettext_lazy("Rôle"), required=False, max_length=255)
    contribution = forms.CharField(
        label=gettext_lazy("Ce qu’il apporte"),
        required=False,
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class FigureForm(forms.Form):
    """A figure: what it counts, how much, in what unit, when."""

    label_fr = forms.CharField(label=gettext_lazy("Ce que le chiffre compte"), max_length=200)
    value = forms.DecimalField(
        label=gettext_lazy("Valeur"), max_digits=18, decimal_places=4, localize=True
    )
    unit = forms.CharField(label=gettext_lazy("Unité"), required=False, max_length=60)
    year = forms.IntegerField(
        label=gettext_lazy("Année"), required=False, min_value=1800, max_value=2100
    )


def kept(rows: forms.BaseFormSet[Any]) -> list[dict[str, Any]]:
    """Give the rows that say something, in their order; one crossed out is left out."""
    said = [form.cleaned_data for form in rows.forms]
    return [
        {name: None if value == "" else value for name, value in row.items() if name != "DELETE"}
        for row in said
        if row and not row.get("DELETE")
    ]


PartnerRows = forms.formset_factory(
    PartnerForm, extra=1, can_delete=True, max_num=MOST_ROWS, absolute_max=MOST_ROWS
)
FigureRows = forms.formset_factory(
    FigureForm, extra=1, can_delete=True, max_num=MOST_ROWS, absolute_max=MOST_ROWS
)


class PartnersStep:
    """Who acts: as many rows as there are partners, and one more."""

    def __init__(self, data: Any = None, *, initial: Mapping[str, Any] | None = None) -> None:
        rows = (initial or {}).get("partners") or []
        self.rows = PartnerRows(data, initial=rows, prefix="partners")

    def is_valid(self) -> bool:
        """Check each row."""
        return bool(self.rows.is_valid())

    def fields_of(self) -> dict[str, Any]:
        """What this step says, in the exchange layout; an empty contribution is left out."""
        partners = kept(self.rows)
        for row in partners:
            if not row.get("contribution"):
                row.pop("contribution", None)
        return {"partners": partners}


class SourceForm(forms.Form):
    """The public document on which the figures rest."""

    source_url = forms.URLField(
        label=gettext_lazy("Adresse de la source"),
        required=False,
        max_length=500,
        assume_scheme="https",
        help_text=gettext_lazy("Un document public : rapport, page, article."),
    )
    source_title = forms.CharField(
        label=gettext_lazy("Titre de la source"), required=False, max_length=300
    )
    source_publisher = forms.CharField(
        label=gettext_lazy("Qui la publie"), required=False, max_length=200
    )
    accessed = forms.RegexField(
        r"^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$",
        label=gettext_lazy("Consultée le"),
        required=False,
        max_length=10,
        help_text=gettext_lazy("Comme 2026-11 ou 2026-11-05."),
        error_messages={"invalid": gettext_lazy("Écrivez la date comme 2026-11 ou 2026-11-05.")},
    )


class FiguresStep:
    """What is counted, and the document that says so: never one without the other."""

    def __init__(self, data: Any = None, *, initial: Mapping[str, Any] | None = None) -> None:
        told = dict(initial or {})
        self.source = SourceForm(data, initial=told)
        self.rows = FigureRows(data, initial=told.get("figures") or [], prefix="figures")

    def is_valid(self) -> bool:
        """Check each row, and that figures have their source."""
        is_sound = self.rows.is_valid()
        is_told = self.source.is_valid()
        if is_sound and is_told and kept(self.rows) and not self.source.cleaned_data["source_url"]:
            self.source.add_error("source_url", _("Un chiffre ne va pas sans sa source."))
            return False
        return bool(is_sound and is_told)

    def fields_of(self) -> dict[str, Any]:
        """What this step says, in the exchange layout; whole numbers stay whole."""
        told = {name: value or None for name, value in self.source.cleaned_data.items()}
        figures = [{**row, "value": _plain(row["value"])} for row in kept(self.rows)]
        return {**told, "figures": figures}


def _plain(value: Any) -> int | float:
    return int(value) if value == value.to_integral_value() else float(value)
