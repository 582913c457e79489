"""Administration of organisations."""

from typing import Any, cast

from django.contrib import admin
from django.db import transaction
from django.db.models import QuerySet
from django.forms import ModelForm
from django.http import HttpRequest

from alliage.accounts.models import User
from alliage.accounts.services import record
from alliage.search.services import reindex, reindex_where

from . import permissions
from .forms import AliasForm, OrganisationForm
from .models import Animation, Membership, Organisation, OrganisationAlias


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


class AdministratorsAdmin(admin.ModelAdmin):
    """Rows that give rights: for those who run the instance, each change in the journal."""

    raw_id_fields = ["user"]
    search_fields = ["user__email", "user__name"]
    list_select_related = ["user"]

    def has_module_permission(self, request: HttpRequest) -> bool:
        """Show it to administrators alone."""
        return permissions.is_administrator(request.user)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Let administrators alone read."""
        return permissions.is_administrator(request.user)

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Let administrators alone add."""
        return permissions.is_administrator(request.user)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Let administrators alone change."""
        return permissions.is_administrator(request.user)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Let administrators alone delete."""
        return permissions.is_administrator(request.user)

    def save_model(self, request: HttpRequest, obj: Any, form: ModelForm, change: bool) -> None:
        """Save, and write it in the journal."""
        super().save_model(request, obj, form, change)
        self._record("changed" if change else "added", request, obj)

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        """Write it in the journal, then delete."""
        self._record("deleted", request, obj)
        super().delete_model(request, obj)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet) -> None:
        """Write each in the journal, then delete them."""
        for obj in queryset:
            self._record("deleted", request, obj)
        super().delete_queryset(request, queryset)

    def _record(self, verb: str, request: HttpRequest, obj: Any) -> None:
        about = getattr(obj, "organisation", None) or getattr(obj, "territory", None) or obj
        details = {"key": obj.pk, "person": obj.user_id}
        model = obj._meta.model_name
        record(f"network.{model}_{verb}", about, by=cast(User, request.user), details=details)


@admin.register(Membership)
class MembershipAdmin(AdministratorsAdmin):
    """Who belongs to which organisation."""

    list_select_related = ["user", "organisation"]
    list_display = ["user", "organisation", "role", "state", "way", "created_at"]
    list_filter = ["state", "role", "way"]
    raw_id_fields = ["user", "organisation"]


@admin.register(Animation)
class AnimationAdmin(AdministratorsAdmin):
    """Who animates which territory, or the whole instance."""

    list_select_related = ["user", "territory"]
    list_display = ["user", "territory"]
    raw_id_fields = ["user", "territory"]


def _tell_search(slugs: list[str]) -> None:
    def tell() -> None:
        reindex("organisation", slugs)
        reindex_where("partenaire", slugs)

    transaction.on_commit(tell)
