"""Operations on the references: territories, goals, targets, domains, vocabularies."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from ninja import Query, Router

from alliage.api.queries import filters as known
from alliage.api.queries import rows
from alliage.taxonomy.models import Domain, Goal, Target, Term, Vocabulary
from alliage.territories.models import Territory

from . import schemas as s
from .listing import answered, asked, each

router = Router()
LARGER = ("epci", "department", "region")


@router.get("territories", response=s.Listed[s.TerritoryRow], tags=["Territoires"])
def territories(request: HttpRequest, filters: Query[s.TerritoryFilters]) -> HttpResponse:
    """Liste des territoires officiels, de la France aux communes."""
    found = Territory.objects.select_related(*LARGER)
    ask = asked(request, filters)
    return answered(
        request, "territory", found, ask, known.TERRITORIES, lay=each(rows.territory_row)
    )


@router.get("territories/{level}/{code}", response=s.TerritoryRow, tags=["Territoires"])
def territory(request: HttpRequest, level: str, code: str) -> dict[str, Any]:
    """Un territoire."""
    found = get_object_or_404(
        Territory.objects.select_related(*LARGER), level=level, code=code.upper()
    )
    return rows.territory_row(found)


@router.get("goals", response=s.Listed[s.GoalRow], tags=["ODD"])
def goals(request: HttpRequest) -> dict[str, Any]:
    """Les 17 objectifs de développement durable."""
    return {"items": [rows.goal_row(goal) for goal in Goal.objects.all()]}


@router.get("goals/{number}", response=s.GoalRow, tags=["ODD"])
def goal(request: HttpRequest, number: str) -> dict[str, Any]:
    """Un objectif de développement durable."""
    if not (number.isascii() and number.isdigit() and len(number) < 3):
        raise Http404
    return rows.goal_row(get_object_or_404(Goal, number=int(number)))


@router.get("targets", response=s.Listed[s.TargetRow], tags=["ODD"])
def targets(request: HttpRequest, filters: Query[s.TargetFilters]) -> dict[str, Any]:
    """Les 169 cibles des objectifs."""
    chosen = asked(request, filters).filters
    found = known.filtered(Target.objects.all(), known.TARGETS, chosen)
    return {"items": [rows.target_row(target) for target in found]}


@router.get("domains", response=s.Listed[s.DomainRow], tags=["Vocabulaires"])
def domains(request: HttpRequest) -> dict[str, Any]:
    """Les domaines d’intérêt général."""
    found = Domain.objects.prefetch_related("goals")
    return {"items": [rows.domain_row(domain) for domain in found]}


@router.get("vocabularies", response=s.Listed[s.VocabularyRow], tags=["Vocabulaires"])
def vocabularies(request: HttpRequest) -> dict[str, Any]:
    """Les vocabulaires contrôlés."""
    return {
        "items": [
            {"code": code, "label": str(label), "links": rows.links(f"vocabularies/{code}")}
            for code, label in Vocabulary.choices
        ]
    }


@router.get("vocabularies/{code}", response=s.Listed[s.TermRow], tags=["Vocabulaires"])
def vocabulary(request: HttpRequest, code: str) -> dict[str, Any]:
    """Les termes d’un vocabulaire, dans leur ordre."""
    if code not in Vocabulary.values:
        raise Http404
    return {"items": [rows.term_row(term) for term in Term.objects.filter(vocabulary=code)]}


@router.get("partnership-types", response=s.Listed[s.TermRow], tags=["Vocabulaires"])
def partnership_types(request: HttpRequest) -> dict[str, Any]:
    """Les quatre types de partenariat, avec leur définition."""
    return vocabulary(request, str(Vocabulary.PARTNERSHIP_TYPE))
