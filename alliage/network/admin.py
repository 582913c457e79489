"""Administration of organisations."""

from django.contrib import admin

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
