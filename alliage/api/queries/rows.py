"""Rows laid out for programs; they read only what was fetched with the list."""

from typing import Any

from django.conf import settings
from django.db import models

from alliage.capitalisation.models import Alliance, KitItem, Resource, ResourceCentre
from alliage.capitalisation.queries.records import alliance_record, resource_record
from alliage.network.models import Organisation
from alliage.network.queries import organisation_record
from alliage.taxonomy.models import Domain, Goal, Target, Term
from alliage.territories.models import Territory

ROOT = "/api/v1"


def links(path: str, page: str = "") -> dict[str, str | None]:
    """Give the address of a thing here, and that of its page."""
    return {
        "self": f"{settings.SITE_URL}{ROOT}/{path}",
        "html": settings.SITE_URL + page if page else None,
    }


def alliance_detail(row: Alliance) -> dict[str, Any]:
    """Tell a whole alliance, in the exchange layout."""
    return {
        "record": alliance_record(row),
        "licence": row.licence,
        "last_checked_on": row.last_checked_on,
        "updated_at": row.updated_at,
        "places": [
            {"ref": place.territory.ref, "label": place.label} for place in row.places.all()
        ],
        "organisations": list(
            dict.fromkeys(partner.organisation.slug for partner in row.participations.all())
        ),
        "links": links(f"alliances/{row.slug}", row.get_absolute_url()),
    }


def resource_row(row: Resource) -> dict[str, Any]:
    """Tell a resource, in the exchange layout."""
    return {
        "record": resource_record(row),
        "updated_at": row.updated_at,
        "links": links(f"resources/{row.slug}", row.get_absolute_url()),
    }


def organisation_row(row: Organisation) -> dict[str, Any]:
    """Tell an organisation, in the layout of exports."""
    return {
        "record": organisation_record(row),
        "updated_at": row.updated_at,
        "links": links(f"organisations/{row.slug}", row.get_absolute_url()),
    }


def centre_row(row: ResourceCentre) -> dict[str, Any]:
    """Tell a resource centre in a list."""
    return {
        "slug": row.slug,
        "title": row.title,
        "summary": row.summary or None,
        "url": row.url or None,
        "links": links(f"centres/{row.slug}", row.get_absolute_url()),
    }


def centre_detail(row: ResourceCentre, pieces: models.QuerySet[KitItem]) -> dict[str, Any]:
    """Tell a resource centre with the readable pieces of its kit."""
    return centre_row(row) | {
        "milestones": [
            {"year": step.year, "text": step.text, "source_url": step.source_url or None}
            for step in row.milestones.all()
        ],
        "kit": [_piece(piece) for piece in pieces],
    }


def _piece(piece: KitItem) -> dict[str, Any]:
    subject = piece.resource or piece.alliance
    assert subject is not None, "kit_item_one_thing"  # noqa: S101 - narrows for the checker
    kind = "resources" if piece.resource else "alliances"
    return {
        "axis": piece.axis,
        "title": subject.title,
        "comment": piece.comment or None,
        "links": links(f"{kind}/{subject.slug}", subject.get_absolute_url()),
    }


def territory_row(row: Territory) -> dict[str, Any]:
    """Tell a territory; read with its department, region and intercommunalité."""
    return {
        "ref": row.ref,
        "level": row.level,
        "code": row.code,
        "name": row.name,
        "population": row.population,
        "longitude": row.longitude,
        "latitude": row.latitude,
        "within": [larger.ref for larger in row.ancestors],
        "vintage": row.vintage,
        "links": links(f"territories/{row.level}/{row.code}", row.get_absolute_url()),
    }


def goal_row(row: Goal) -> dict[str, Any]:
    """Tell a goal in both languages."""
    return {
        "number": row.number,
        "label_fr": row.label_fr,
        "label_en": row.label_en or None,
        "title_fr": row.title_fr,
        "title_en": row.title_en,
        "colour": row.colour,
        "links": links(f"goals/{row.number}", row.get_absolute_url()),
    }


def target_row(row: Target) -> dict[str, Any]:
    """Tell a target in both languages."""
    return {
        "code": row.code,
        "goal": row.goal_id,
        "label_fr": row.label_fr,
        "label_en": row.label_en or None,
        "note_fr": row.note_fr or None,
        "note_en": row.note_en or None,
    }


def domain_row(row: Domain) -> dict[str, Any]:
    """Tell a domain in both languages, with the other words people use and its goals."""
    return {
        "slug": row.slug,
        "label_fr": row.label_fr,
        "label_en": row.label_en or None,
        "alternative_labels": row.alternative_labels,
        "goals": [goal.number for goal in row.goals.all()],
    }


def term_row(row: Term) -> dict[str, Any]:
    """Tell a term in both languages, with its source."""
    return {
        "code": row.code,
        "label_fr": row.label_fr,
        "label_en": row.label_en or None,
        "definition_fr": row.definition_fr or None,
        "definition_en": row.definition_en or None,
        "source": row.source or None,
        "source_url": row.source_url or None,
        "is_confirmed": row.is_confirmed,
    }
