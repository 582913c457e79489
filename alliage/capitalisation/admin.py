"""Administration of sheets, resources and centres: corrections by hand, reindexed at once."""

from collections.abc import Sequence
from typing import Any

from django.contrib import admin
from django.db import transaction
from django.db.models import QuerySet
from django.forms import ModelForm
from django.http import HttpRequest

from alliage.search.services import reindex

from .models import (
    Alliance,
    AlliancePartnershipType,
    AlliancePlace,
    CentreMilestone,
    Figure,
    ImpactEvidence,
    KitItem,
    Milestone,
    Participation,
    Resource,
    ResourceCentre,
    Source,
)


class FoundAdmin(admin.ModelAdmin):
    """What the search engine knows: saving or deleting it here is told to the engine."""

    search_kind = ""

    def save_related(
        self, request: HttpRequest, form: ModelForm, formsets: Any, change: bool
    ) -> None:
        """Save the parts, then have the engine read the whole again."""
        super().save_related(request, form, formsets, change)
        self._reindex([form.instance.slug, *filter(None, [form.initial.get("slug")])])

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        """Delete one, and forget it."""
        slug = str(obj.slug)
        super().delete_model(request, obj)
        self._reindex([slug])

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet) -> None:
        """Delete several, and forget them."""
        slugs = list(queryset.values_list("slug", flat=True))
        super().delete_queryset(request, queryset)
        self._reindex(slugs)

    def _reindex(self, slugs: Sequence[str]) -> None:
        transaction.on_commit(lambda: reindex(self.search_kind, slugs))


class Parts(admin.TabularInline):
    """Rows that belong to a sheet."""

    extra = 0


class TypeInline(Parts):
    model = AlliancePartnershipType


class PlaceInline(Parts):
    model = AlliancePlace
    raw_id_fields = ["territory"]


class ParticipationInline(Parts):
    model = Participation
    raw_id_fields = ["organisation"]


class ImpactInline(Parts):
    model = ImpactEvidence


class SourceInline(Parts):
    model = Source


class FigureInline(Parts):
    model = Figure


class MilestoneInline(Parts):
    model = Milestone


@admin.register(Alliance)
class AllianceAdmin(FoundAdmin):
    """Sheets of alliances."""

    search_kind = "alliance"
    list_display = ["title", "stage", "start_year", "editorial_state", "last_checked_on"]
    list_filter = ["editorial_state", "stage"]
    search_fields = ["title", "slug"]
    prepopulated_fields = {"slug": ["title"]}
    filter_horizontal = ["domains", "goals", "targets"]
    raw_id_fields = ["last_checked_by"]

    inlines = [
        TypeInline,
        PlaceInline,
        ParticipationInline,
        ImpactInline,
        SourceInline,
        FigureInline,
        MilestoneInline,
    ]

    def save_related(
        self, request: HttpRequest, form: ModelForm, formsets: Any, change: bool
    ) -> None:
        """Forget the place that a file stated when somebody edits the places by hand."""
        if any(f.model is AlliancePlace and f.has_changed() for f in formsets):
            form.instance.stated_territory = {}
            form.instance.save(update_fields=["stated_territory"])
        super().save_related(request, form, formsets, change)


@admin.register(Resource)
class ResourceAdmin(FoundAdmin):
    """Resources."""

    search_kind = "resource"
    list_display = ["title", "medoc", "publisher", "year", "editorial_state", "consulted_on"]
    list_filter = ["editorial_state", "medoc", "usage", "access"]
    search_fields = ["title", "slug", "publisher"]
    prepopulated_fields = {"slug": ["title"]}
    filter_horizontal = ["audiences", "maturities"]


class CentreMilestoneInline(Parts):
    model = CentreMilestone


class KitItemInline(Parts):
    model = KitItem
    autocomplete_fields = ["resource", "alliance"]


@admin.register(ResourceCentre)
class ResourceCentreAdmin(admin.ModelAdmin):
    """Resource centres."""

    list_display = ["title", "position", "is_confirmed"]
    inlines = [CentreMilestoneInline, KitItemInline]
