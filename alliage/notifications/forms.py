"""What a person chooses about e-mails."""

from collections.abc import Iterable
from typing import Any

from django import forms

from .models import Rhythm
from .queries import Wish


class WishesForm(forms.Form):
    """One rhythm per kind of news; kinds come from the contexts, not from the form."""

    def __init__(self, *args: Any, wishes: Iterable[Wish], **kwargs: Any) -> None:
        """Make a field per kind, set to what the person has now."""
        super().__init__(*args, **kwargs)
        self.wishes = list(wishes)
        for rank, wish in enumerate(self.wishes):
            self.fields[f"k{rank}"] = forms.ChoiceField(
                label=str(wish.label), choices=Rhythm.choices, initial=wish.rhythm
            )

    def changes(self) -> list[tuple[str, str]]:
        """Give the kinds whose rhythm changed, with the new one."""
        chosen = [(wish, self.cleaned_data[f"k{rank}"]) for rank, wish in enumerate(self.wishes)]
        return [(wish.code, rhythm) for wish, rhythm in chosen if rhythm != wish.rhythm]
