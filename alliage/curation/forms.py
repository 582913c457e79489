"""Forms of the curation."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from alliage.capitalisation.models import KitAxis

from .models import Collection, CollectionItem, SavedSearch


class CollectionForm(forms.ModelForm):
    """Name a collection and say what it is for."""

    class Meta:
        model = Collection
        fields = ["title", "introduction", "is_kit"]
        labels = {"is_kit": _("Ranger en quatre parties, comme un kit")}
        help_texts = {
            "title": _("Ce qu’on y trouve, en quelques mots."),
            "introduction": _("À qui elle sert, et comment la lire."),
            "is_kit": _("Référence, exemples, méthodes, boîte à outils."),
        }
        widgets = {"introduction": forms.Textarea(attrs={"rows": 4})}


class ItemForm(forms.ModelForm):
    """Say why an item is there; in a kit, on which axis."""

    class Meta:
        model = CollectionItem
        fields = ["comment", "axis"]
        widgets = {"comment": forms.Textarea(attrs={"rows": 2})}

    def __init__(self, *args: Any, is_kit: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["axis"].required = False
        if not is_kit:
            del self.fields["axis"]

    def clean_axis(self) -> str:
        """Keep the axis there was when the form does not ask it."""
        return self.cleaned_data.get("axis") or self.instance.axis or KitAxis.REFERENCE


class FeedbackForm(forms.Form):
    """Was this page useful, and why."""

    answer = forms.ChoiceField(
        label=_("Cette page vous a-t-elle été utile ?"),
        choices=[("oui", _("Oui")), ("non", _("Non"))],
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label=_("Pourquoi"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_(
            "Ce qui vous a servi, ce qui manque, ce qui est faux. Les personnes qui animent "
            "la base le lisent, sans savoir qui l’a écrit."
        ),
    )


class SearchForm(forms.ModelForm):
    """Name a search before it is saved."""

    class Meta:
        model = SavedSearch
        fields = ["name", "kind", "query_string"]
        widgets = {"kind": forms.HiddenInput, "query_string": forms.HiddenInput}
        help_texts = {"name": _("Pour la reconnaître dans un message.")}
