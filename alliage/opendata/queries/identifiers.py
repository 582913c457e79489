"""Persistent identifiers: an address that outlives the pages, and says when a thing is gone."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db.models import Model
from django.urls import reverse
from django.utils.translation import gettext as _

from alliage.calc.citations import Citation
from alliage.capitalisation.models import Alliance, EditorialState, Resource, ResourceCentre
from alliage.network.models import Organisation

# French, as on screen: an identifier is read aloud and typed.
KINDS: dict[str, Any] = {
    "alliance": Alliance,
    "ressource": Resource,
    "organisation": Organisation,
    "centre": ResourceCentre,
}


@dataclass(frozen=True)
class Identified:
    """What an identifier stands for, and whether everybody may still read it."""

    kind: str
    subject: Any

    @property
    def is_public(self) -> bool:
        """Tell whether the thing has a public page."""
        state = getattr(self.subject, "editorial_state", EditorialState.PUBLISHED)
        return bool(state == EditorialState.PUBLISHED)

    @property
    def is_gone(self) -> bool:
        """Tell whether the thing was public and was taken away."""
        state = getattr(self.subject, "editorial_state", "")
        return bool(state == EditorialState.ARCHIVED)


def identified(kind: str, slug: str) -> Identified | None:
    """Find what an identifier stands for; None when nothing ever public bears it."""
    model = KINDS.get(kind)
    if model is None:
        return None
    rows = model.objects.public() if model is Organisation else model.objects.all()
    subject = rows.filter(slug=slug).first()
    found = Identified(kind, subject)
    return found if subject is not None and (found.is_public or found.is_gone) else None


def identifier_of(subject: Model) -> str:
    """Give the persistent address of a thing."""
    kind = next(kind for kind, model in KINDS.items() if isinstance(subject, model))
    return f"{settings.SITE_URL}{reverse('identifiers:identifier', args=[kind, _slug(subject)])}"


def _slug(subject: Any) -> str:
    return str(subject.slug)


def alliance_citation(alliance: Alliance) -> Citation:
    """Cite the sheet of an alliance: the instance tells it, in the version of its last change."""
    return Citation(
        key=f"alliance-{alliance.slug}",
        title=alliance.title,
        author=settings.OPERATOR or "Alliage",
        url=identifier_of(alliance),
        year=alliance.updated_at.year,
        updated_on=alliance.updated_at.date(),
    )


def resource_citation(resource: Resource) -> Citation:
    """Cite a resource: its publisher made it, at its own address; our page only describes it."""
    return Citation(
        key=f"ressource-{resource.slug}",
        title=resource.title,
        author=resource.publisher,
        url=resource.url,
        year=resource.year,
        note=_("Décrite dans Alliage : %s") % identifier_of(resource),
    )


def citation_of(found: Identified) -> Citation | None:
    """Cite what an identifier stands for; None for what one does not cite."""
    if isinstance(found.subject, Alliance):
        return alliance_citation(found.subject)
    if isinstance(found.subject, Resource):
        return resource_citation(found.subject)
    return None
