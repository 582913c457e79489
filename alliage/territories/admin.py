"""The geography in the admin: looked at and looked for, never edited by hand."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from .models import FormerCommune, Territory


class ReferenceAdmin(admin.ModelAdmin):
    """Rows that only a loading may change."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Refuse: the list is official."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Refuse: `alliage territories load` would undo the change."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Refuse: other rows hang on it."""
        return False


@admin.register(Territory)
class TerritoryAdmin(ReferenceAdmin):
    """Territories, found by name or code (autocomplete uses it too)."""

    list_display = ["name", "level", "code", "department", "population", "vintage"]
    list_filter = ["level"]
    list_select_related = ["department"]
    search_fields = ["key", "name", "code__iexact"]


@admin.register(FormerCommune)
class FormerCommuneAdmin(ReferenceAdmin):
    """Old codes of communes, and who took them over."""

    list_display = ["code", "name", "commune"]
    list_select_related = ["commune"]
    search_fields = ["key", "name", "code__iexact"]
