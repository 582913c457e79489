"""What a reader of the draft asks."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

FIELDS = [
    ("", gettext_lazy("L’ensemble de la fiche")),
    ("title", gettext_lazy("Titre")),
    ("problem_fr", gettext_lazy("Le problème")),
    ("solution_fr", gettext_lazy("La réponse")),
    ("results_fr", gettext_lazy("Les résultats")),
    ("summary_fr", gettext_lazy("En résumé")),
    ("partners", gettext_lazy("Les partenaires")),
    ("figures", gettext_lazy("Les chiffres et la source")),
    ("sdgs", gettext_lazy("Le sujet")),
    ("territory", gettext_lazy("Le territoire")),
]


class RemarkForm(forms.Form):
    """A remark on one field of the draft, or on the whole."""

    field = forms.ChoiceField(label=gettext_lazy("À propos de"), choices=FIELDS, required=False)
    text = forms.CharField(
        label=gettext_lazy("Ce qu’il faut retoucher"),
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class RefusalForm(forms.Form):
    """Why a draft is not kept."""

    reason = forms.CharField(
        label=gettext_lazy("Pourquoi elle n’est pas retenue"),
        help_text=gettext_lazy(
            "La personne qui a écrit la fiche le lira, et pourra repartir de son texte."
        ),
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class AnswerForm(forms.Form):
    """What a partner asks to change in what a sheet says of them."""

    request = forms.CharField(
        label=gettext_lazy("Sinon, ce qu’il faut changer"),
        required=False,
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def wanted(self, button: str) -> str | None:
        """Give the change asked by the button that was pressed, empty to confirm.

        None, and an error beside the field, for a change without words.
        """
        if button != "changer":
            return ""
        asked = str(self.cleaned_data["request"]).strip()
        if not asked:
            self.add_error("request", _("Écrivez ce qu’il faut changer."))
        return asked or None
