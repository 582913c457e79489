"""Pages about the platform: its method, who runs it, and what it does with data."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from alliage.taxonomy.models import Vocabulary
from alliage.taxonomy.queries import terms


@require_safe
def method(request: HttpRequest) -> HttpResponse:
    """Say how sheets are written, classified, found and compared."""
    framework = terms(
        Vocabulary.PARTNERSHIP_TYPE, Vocabulary.STAGE, Vocabulary.PHASE, Vocabulary.IMPACT
    )
    context = {
        "types": framework[Vocabulary.PARTNERSHIP_TYPE],
        "stages": framework[Vocabulary.STAGE],
        "phases": framework[Vocabulary.PHASE],
        "impacts": framework[Vocabulary.IMPACT],
        "contact": settings.CONTACT_EMAIL,
    }
    return render(request, "config/method.html", context)


@require_safe
def about(request: HttpRequest) -> HttpResponse:
    """Say what the platform is for and where its framework comes from."""
    pillars = terms(Vocabulary.PILLAR)[Vocabulary.PILLAR]
    context = {"pillars": pillars, "contact": settings.CONTACT_EMAIL}
    return render(request, "config/about.html", context)


@require_safe
def legal(request: HttpRequest) -> HttpResponse:
    """Say who publishes and hosts this instance."""
    unknown = _("non renseigné")
    identity = [
        (_("Éditeur"), settings.OPERATOR or unknown),
        (_("Adresse"), settings.OPERATOR_ADDRESS or unknown),
        (_("Direction de la publication"), settings.PUBLICATION_DIRECTOR or unknown),
        (_("Hébergement"), settings.HOSTING or unknown),
        (_("Contact"), settings.CONTACT_EMAIL or unknown),
    ]
    return render(request, "config/legal.html", {"identity": identity})


@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    """Say what is kept about readers and members."""
    context = {"operator": settings.OPERATOR, "contact": settings.CONTACT_EMAIL}
    return render(request, "config/privacy.html", context)


@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    """Say how accessible this instance is, and how that was checked."""
    context = {"operator": settings.OPERATOR, "contact": settings.CONTACT_EMAIL}
    return render(request, "config/accessibility.html", context)
