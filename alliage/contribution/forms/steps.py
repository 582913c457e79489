"""The steps that are one form: the story, the subject, the territory."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alliage.capitalisation.models import ImpactKind, PartnershipType, Stage
from alliage.contribution.queries.places import stated_place
from alliage.taxonomy.models import Domain, Goal
from alliage.territories.models import Territory
from alliage.territories.queries import by_refs

FIRST_YEAR, LAST_YEAR = 1800, 2100


def _area(label: Any, *, rows: int) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, required=False, max_length=20_000, widget=widget)


class StoryStep(forms.Form):
    """The story first: what went wrong, what is done, what changes."""

    title = forms.CharField(label=gettext_lazy("Titre"), max_length=200)
    problem_fr = _area(gettext_lazy("Le problème"), rows=4)
    solution_fr = _area(gettext_lazy("La réponse"), rows=4)
    results_fr = _area(gettext_lazy("Les résultats"), rows=4)
    summary_fr = _area(gettext_lazy("En résumé"), rows=4)

    def fields_of(self) -> dict[str, Any]:
        """What this step says, in the exchange layout."""
        return {name: value or None for name, value in self.cleaned_data.items()}


class SubjectStep(forms.Form):
    """What it is about, what kind of alliance it is, how far it has come."""

    partnership_type = forms.MultipleChoiceField(
        label=gettext_lazy("Types de partenariat"),
        choices=PartnershipType,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Une alliance en combine souvent plusieurs."),
    )
    stage = forms.ChoiceField(label=gettext_lazy("Stade"), choices=Stage, widget=forms.RadioSelect)
    start_year = forms.IntegerField(
        label=gettext_lazy("Année de début"),
        required=False,
        min_value=FIRST_YEAR,
        max_value=LAST_YEAR,
    )
    end_year = forms.IntegerField(
        label=gettext_lazy("Année de fin"),
        required=False,
        min_value=FIRST_YEAR,
        max_value=LAST_YEAR,
        help_text=gettext_lazy("À laisser vide si elle dure encore."),
    )
    sdgs = forms.MultipleChoiceField(
        label=gettext_lazy("Objectifs de développement durable"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    domains = forms.MultipleChoiceField(
        label=gettext_lazy("Domaines"), required=False, widget=forms.CheckboxSelectMultiple
    )
    impacts = forms.MultipleChoiceField(
        label=gettext_lazy("Impacts que vous constatez"),
        required=False,
        choices=ImpactKind,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        goals = [(str(goal.number), f"{goal.number}. {goal.label}") for goal in Goal.objects.all()]
        self.fields["sdgs"].choices = goals  # type: ignore[attr-defined] # a choice field
        domains = [(domain.label_fr, domain.label) for domain in Domain.objects.all()]
        self.fields["domains"].choices = domains  # type: ignore[attr-defined] # idem

    def clean(self) -> dict[str, Any]:
        """Refuse an end before the beginning."""
        data = super().clean() or {}
        start, end = data.get("start_year"), data.get("end_year")
        if start and end and end < start:
            self.add_error("end_year", _("Cette année précède celle du début."))
        return data

    def fields_of(self) -> dict[str, Any]:
        """What this step says, in the exchange layout; one type alone is a word, as in files."""
        data = dict(self.cleaned_data)
        types = data["partnership_type"]
        data["partnership_type"] = types[0] if len(types) == 1 else types
        data["sdgs"] = [int(number) for number in data["sdgs"]]
        return data


class PlaceStep(forms.Form):
    """Where it acts: a territory of the official list, found by its name."""

    q = forms.CharField(
        label=gettext_lazy("Cherchez le lieu"),
        required=False,
        max_length=200,
        help_text=gettext_lazy("Commune, intercommunalité, département ou région."),
    )
    ref = forms.CharField(label=gettext_lazy("Lieu choisi"), required=False, max_length=40)

    def clean_ref(self) -> Territory | None:
        """Find the territory that was chosen; « france » is the whole country."""
        ref = self.cleaned_data["ref"]
        if not ref:
            return None
        found = by_refs([ref]).get(ref)
        if found is None:
            raise forms.ValidationError(_("Choisissez un lieu dans la liste."))
        return found

    @property
    def territory(self) -> Territory | None:
        """The territory chosen."""
        found: Territory | None = self.cleaned_data.get("ref")
        return found

    def fields_of(self) -> dict[str, Any]:
        """What this step says, in the exchange layout."""
        place = self.territory
        return {"territory": stated_place(place) if place else None}
