"""What may be kept, gathered or judged: published sheets and resources."""

from typing import Any

from django.http import Http404

from alliage.capitalisation.models import Alliance, Resource

KINDS: dict[str, Any] = {"alliance": Alliance, "ressource": Resource}


def published_subject(kind: str, slug: str) -> Any:
    """Find a published sheet or resource; what is not public does not exist here."""
    model = KINDS.get(kind)
    found = model.objects.published().filter(slug=slug).first() if model else None
    if found is None:
        raise Http404
    return found


def kind_of(subject: Any) -> str:
    """Name the kind of a thing, as addresses have it."""
    return "alliance" if isinstance(subject, Alliance) else "ressource"
