"""Administration of the vocabularies that an instance may adapt."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from .forms import DomainForm
from .models import Domain, Maintained, Term


class MaintainedAdmin(admin.ModelAdmin):
    """Editing a row makes it this instance's own: loading shipped data then spares it."""

    def save_model(self, request: HttpRequest, obj: Maintained, form: Any, change: bool) -> None:
        """Mark the row as local."""
        obj.is_local = True
        super().save_model(request, obj, form, change)


@admin.register(Domain)
class DomainAdmin(MaintainedAdmin):
    """Domains and their everyday words."""

    form = DomainForm
    list_display = ["label_fr", "label_en", "is_confirmed", "is_local"]
    list_filter = ["is_confirmed", "is_local"]
    search_fields = ["label_fr", "label_en"]
    filter_horizontal = ["goals"]


@admin.register(Term)
class TermAdmin(MaintainedAdmin):
    """Terms of the controlled vocabularies and of the glossary."""

    list_display = ["label_fr", "vocabulary", "code", "is_confirmed", "is_local"]
    list_filter = ["vocabulary", "is_confirmed", "is_local"]
    search_fields = ["label_fr", "label_en", "definition_fr"]
    exclude = ["is_local"]
