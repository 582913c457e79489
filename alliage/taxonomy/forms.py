"""Forms of the taxonomy context."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from .models import Domain


class WordsField(forms.CharField):
    """A list of words, written one a line."""

    widget = forms.Textarea

    def prepare_value(self, value: Any) -> Any:
        """Show one word a line."""
        return "\n".join(value) if isinstance(value, list) else value

    def to_python(self, value: Any) -> Any:
        """Read one word a line; blank and repeated lines are dropped."""
        lines = (line.strip() for line in (super().to_python(value) or "").splitlines())
        return list(dict.fromkeys(filter(None, lines)))

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Compare lists, not their writing."""
        return bool(self.to_python(data) != (initial or []))


class DomainForm(forms.ModelForm):
    """A domain, whose other words are written one a line."""

    alternative_labels = WordsField(
        label=_("autres mots"),
        required=False,
        help_text=_("Un mot ou une expression par ligne : synonymes, mots courants, sigles."),
    )

    class Meta:
        model = Domain
        fields = ["label_fr", "label_en", "slug", "alternative_labels", "goals", "is_confirmed"]
