"""Forms of the exchange context: a file, its columns."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from alliage.capitalisation.queries.layouts import unknown_columns

from .models import ImportRun


class FileForm(forms.Form):
    """Bring a file; what it is will be told by its content, whatever its name."""

    kind = forms.ChoiceField(
        label=_lazy("Ce que contient le fichier"), choices=ImportRun.Kind.choices
    )
    file = forms.FileField(
        label=_lazy("Fichier"),
        help_text=_lazy("CSV, XLSX, ODS ou JSONL, une ligne par fiche."),
    )

    def clean_file(self) -> Any:
        """Refuse a file over the limit of the instance."""
        file = self.cleaned_data["file"]
        if file.size > settings.IMPORT_MAX_MB * 1_000_000:
            raise ValidationError(
                _("Ce fichier dépasse %(limit)d Mo ; partagez-le en plusieurs.")
                % {"limit": settings.IMPORT_MAX_MB}
            )
        return file


class ColumnsForm(forms.Form):
    """Say what each column is; an empty name leaves it aside."""

    def __init__(
        self, *args: Any, run: ImportRun, known: list[str], sheets: list[str], **kwargs: Any
    ):
        """Make a field per column, filled with what is remembered or recognised."""
        super().__init__(*args, **kwargs)
        self._columns, self._known = run.columns, known
        if sheets:
            self.fields["sheet"] = forms.ChoiceField(
                label=_("Feuille"),
                choices=[(name, name) for name in sheets],
                initial=run.sheet or sheets[0],
                required=False,
            )
        for rank, column in enumerate(run.columns):
            recognised = "" if unknown_columns([column], known) else column
            self.fields[f"column_{rank}"] = forms.CharField(
                label=column or _("(sans nom)"),
                initial=run.names.get(column, recognised),
                required=False,
                max_length=80,
                widget=forms.TextInput(attrs={"list": "layout", "autocomplete": "off"}),
            )

    def clean(self) -> dict[str, Any]:
        """Refuse a name that the layout lacks, and one given to two columns."""
        data = super().clean() or {}
        seen: set[str] = set()
        for name, value in list(data.items()):
            if name == "sheet" or not value:
                continue
            if unknown_columns([value], self._known):
                self.add_error(name, _("« %s » n’est pas un champ connu ; voyez la liste.") % value)
            elif value in seen:
                self.add_error(name, _("« %s » est déjà le nom d’une autre colonne.") % value)
            seen.add(value)
        return data

    @property
    def names(self) -> dict[str, str]:
        """The field that each column is."""
        pairs = enumerate(self._columns)
        return {column: self.cleaned_data.get(f"column_{rank}", "") for rank, column in pairs}
