"""Administration of organisations."""

from typing import Any

from django.contrib import admin
from django.db import transaction
from django.db.models import QuerySet
from django.forms import ModelForm
from django.http import HttpRequest

from alliage.search.services import reindex, reindex_where

from .forms import AliasForm, OrganisationForm
from .models import Organisation, OrganisationAlias


class AliasInline(admin.TabularInline):
    model = OrganisationAlias
    form = AliasForm
    extra = 0


@admin.register(Organisation)
class OrganisationAdmin(admin.ModelAdmin):
    """Organisations, their identifiers checked and their other names."""

    form = OrganisationForm
    list_display = ["name", "kind", "size", "is_collective"]
    list_filter = ["kind", "size", "is_collective"]
    search_fields = ["name", "siren", "siret", "rna", "aliases__name"]
    prepopulated_fields = {"slug": ["name"]}
    raw_id_fields = ["territory"]
    inlines = [AliasInline]

    def save_related(
        self, request: HttpRequest, form: ModelForm, formsets: Any, change: bool
    ) -> None:
        """Save the other names, then have search learn the organisation and who names it."""
        super().save_related(request, form, formsets, change)
        _tell_search([form.instance.slug, *filter(None, [form.initial.get("slug")])])

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        """Delete one, and forget it."""
        slug = str(obj.slug)
        super().delete_model(request, obj)
        _tell_search([slug])

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet) -> None:
        """Delete several, and forget them."""
        slugs = list(queryset.values_list("slug", flat=True))
        super().delete_queryset(request, queryset)
        _tell_search(slugs)


def _tell_search(slugs: list[str]) -> None:
    def tell() -> None:
        reindex("organisation", slugs)
        reindex_where("partenaire", slugs)

    transaction.on_commit(tell)
