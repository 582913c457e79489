"""What somebody who knows an alliance says of its sheet."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from alliage.contribution.models import VerificationAnswer


class VerificationForm(forms.Form):
    """One of three answers; what is wrong goes with « il faut corriger »."""

    answer = forms.ChoiceField(choices=VerificationAnswer, widget=forms.HiddenInput)
    text = forms.CharField(
        label=gettext_lazy("Ce qui ne va plus"),
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={
            "required": gettext_lazy("Écrivez ce qui ne va plus, même en quelques mots.")
        },
    )

    def __init__(self, data: Any = None, **kwargs: Any) -> None:
        """Ask for words where something is wrong, and there alone."""
        super().__init__(data, **kwargs)
        if data is not None:
            self.fields["text"].required = data.get("answer") == VerificationAnswer.CHANGE
