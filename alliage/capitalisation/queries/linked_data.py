"""Sheets told to machines: schema.org, as JSON-LD."""

from typing import TYPE_CHECKING, Any

from django.conf import settings

from alliage.capitalisation.models import Resource

if TYPE_CHECKING:
    from .sheets import AllianceSheet

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
