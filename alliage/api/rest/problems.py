"""Errors as RFC 9457 writes them: the same shape everywhere, and a page that explains each."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from .reasons import reason

MEDIA_TYPE = "application/problem+json"


@dataclass(frozen=True)
class Kind:
    """A kind of error: its name in addresses, its status, its title, how to mend it."""

    code: str
    status: int
    title: str | Promise
    advice: str | Promise


KINDS = {
    kind.code: kind
    for kind in (
        Kind(
            "demande-illisible",
            400,
            _("Demande illisible"),
            _("L’adresse ou le corps ne se lit pas. Vérifiez l’encodage (UTF-8) et le JSON."),
        ),
        Kind(
            "curseur-inconnu",
            400,
            _("Curseur inconnu"),
            _("Ce curseur ne vient pas de cette liste. Reprenez à la première page."),
        ),
        Kind(
            "cle-illisible",
            400,
            _("Clé illisible"),
            _("Idempotency-Key est un texte entre guillemets, sans espace, de 255 signes au plus."),
        ),
        Kind(
            "jeton-refuse",
            401,
            _("Jeton refusé"),
            _("Le jeton est absent, inconnu, expiré ou révoqué. Créez-en un autre."),
        ),
        Kind(
            "droit-insuffisant",
            403,
            _("Droit insuffisant"),
            _("Ce jeton, ou la personne à qui il est, n’a pas le droit demandé."),
        ),
        Kind(
            "introuvable",
            404,
            _("Introuvable"),
            _("Rien n’est publié à cette adresse. Partez d’une liste."),
        ),
        Kind(
            "methode-refusee",
            405,
            _("Méthode refusée"),
            _("Cette adresse ne répond pas à cette méthode. L’en-tête Allow dit lesquelles."),
        ),
        Kind(
            "impossible",
            409,
            _("Impossible en l’état"),
            _("Relisez ce que vous voulez changer : son état ne le permet pas, ou plus."),
        ),
        Kind(
            "demande-en-cours",
            409,
            _("Demande en cours"),
            _("La même demande est en train d’être faite. Redemandez dans une seconde."),
        ),
        Kind(
            "version-depassee",
            412,
            _("Version dépassée"),
            _("Cela a changé depuis votre lecture. Relisez, puis refaites votre changement."),
        ),
        Kind(
            "corps-trop-grand",
            413,
            _("Corps trop grand"),
            _("Une demande pèse au plus 2,5 Mo."),
        ),
        Kind(
            "valeur-refusee",
            422,
            _("Valeur refusée"),
            _("Une valeur n’est pas admise. Le champ « errors » dit laquelle et pourquoi."),
        ),
        Kind(
            "cle-deja-prise",
            422,
            _("Clé déjà prise"),
            _("Cette clé a servi à une autre demande. Prenez-en une nouvelle."),
        ),
        Kind(
            "version-absente",
            428,
            _("Version absente"),
            _("Dites d’où part votre changement : envoyez dans If-Match l’ETag que vous avez lu."),
        ),
        Kind(
            "trop-de-demandes",
            429,
            _("Trop de demandes"),
            _("Attendez le nombre de secondes que donne l’en-tête Retry-After."),
        ),
    )
}
# The first of a status is the plainest.
BY_STATUS: dict[int, Kind] = {}
for _kind in KINDS.values():
    BY_STATUS.setdefault(_kind.status, _kind)


class ProblemError(Exception):
    """An operation could not be done; the reader is told by a problem of this kind."""

    def __init__(
        self,
        code: str,
        detail: str = "",
        *,
        headers: Mapping[str, str] | None = None,
        errors: Iterable[Mapping[str, str]] = (),
        more: Mapping[str, Any] | None = None,
    ) -> None:
        self.kind = KINDS[code]
        self.detail = detail
        self.headers = dict(headers or {})
        self.errors = list(errors)
        self.more = dict(more or {})
        super().__init__(code)

    def told(self, request: HttpRequest) -> HttpResponse:
        """Tell it, with its headers, the fields at fault and what else helps to mend it."""
        response = problem(
            request, self.kind, detail=self.detail, errors=self.errors, more=self.more
        )
        for name, value in self.headers.items():
            response[name] = value
        return response


def problem(
    request: HttpRequest,
    kind: Kind,
    *,
    detail: str = "",
    errors: Iterable[Any] = (),
    more: Mapping[str, Any] | None = None,
) -> HttpResponse:
    """Answer by a problem; `detail` says what happened here, else how to mend it."""
    body = {
        "type": f"{settings.SITE_URL}{reverse('api:documentation')}#{kind.code}",
        "title": str(kind.title),
        "status": kind.status,
        "detail": detail or str(kind.advice),
        "instance": request.path,
        **(more or {}),
    }
    if found := list(errors):
        body["errors"] = found
    text = json.dumps(body, ensure_ascii=False)
    return HttpResponse(text, status=kind.status, content_type=MEDIA_TYPE)


def field_errors(errors: Iterable[Mapping[str, Any]]) -> list[dict[str, str]]:
    """Point at each field at fault, as JSON Pointer does in a body and by name in an address."""
    found = []
    for error in errors:
        where, *path = [str(part) for part in error.get("loc", ("body",))]
        # The name of the function's argument is ours, not the reader's.
        known = path[1:] if len(path) > 1 and path[0] in ("filters", "payload") else path
        pointer = "/" + "/".join(part.replace("~", "~0").replace("/", "~1") for part in known)
        found.append({"in": where, "pointer": pointer, "detail": reason(error)})
    return found
