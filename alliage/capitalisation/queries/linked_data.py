"""Sheets told to machines: schema.org, as JSON-LD."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.conf import settings

from alliage.capitalisation.models import Alliance, Resource, ResourceCentre

if TYPE_CHECKING:
    from .sheets import AllianceSheet, KitPart

LICENCE_URL = "https://spdx.org/licenses/etalab-2.0"


def alliance_linked_data(sheet: "AllianceSheet") -> dict[str, Any]:
    """Describe an alliance as an article about a project of several organisations."""
    alliance = sheet.alliance
    url = settings.SITE_URL + alliance.get_absolute_url()
    return {
        "@context": "https://schema.org",
        "@type": "Article",
        "@id": url,
        "url": url,
        "headline": alliance.title,
        "abstract": alliance.summary,
        "inLanguage": "fr",
        "license": LICENCE_URL,
        "dateModified": alliance.updated_at.date().isoformat(),
        "about": {
            "@type": "Project",
            "name": alliance.title,
            "areaServed": sheet.place,
            "member": [
                {"@type": "Organization", "name": row.stated_name}
                for row in alliance.participations.all()
            ],
        },
        "keywords": [domain.label_fr for domain in alliance.domains.all()],
        "citation": [
            {"@type": "WebPage", "name": row.title, "url": row.url, "publisher": row.publisher}
            for row in alliance.sources.all()
        ],
    }


def resource_linked_data(resource: Resource) -> dict[str, Any]:
    """Describe a resource as schema.org's LearningResource."""
    return {
        "@context": "https://schema.org",
        "@type": "LearningResource",
        "@id": settings.SITE_URL + resource.get_absolute_url(),
        "name": resource.title,
        "description": resource.description,
        "url": resource.url,
        "inLanguage": "fr",
        "learningResourceType": resource.format or str(resource.get_medoc_display()),
        "publisher": {"@type": "Organization", "name": resource.publisher},
        **({"datePublished": str(resource.year)} if resource.year else {}),
        **({"license": resource.licence} if resource.licence else {}),
    }


def centre_linked_data(centre: ResourceCentre, parts: "Iterable[KitPart]") -> dict[str, Any]:
    """Describe a resource centre as a collection of what its kit holds."""
    subjects = [item.resource or item.alliance for part in parts for item in part.items]
    return collection_linked_data(
        centre.get_absolute_url(), centre.title, centre.summary, filter(None, subjects)
    )


def collection_linked_data(
    path: str, name: str, description: str, subjects: Iterable[Alliance | Resource]
) -> dict[str, Any]:
    """Describe sheets and resources gathered under one name as schema.org's Collection."""
    return {
        "@context": "https://schema.org",
        "@type": "Collection",
        "@id": settings.SITE_URL + path,
        "url": settings.SITE_URL + path,
        "name": name,
        "inLanguage": "fr",
        **({"description": description} if description else {}),
        "hasPart": [
            {
                "@type": "LearningResource" if isinstance(one, Resource) else "Article",
                "@id": settings.SITE_URL + one.get_absolute_url(),
                "name": one.title,
            }
            for one in subjects
        ],
    }
