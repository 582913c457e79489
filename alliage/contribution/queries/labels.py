"""The fields of the exchange layout, in the words of the form."""

from typing import Any

from django.utils.translation import gettext_lazy

from alliage.calc.differences import Path, Row

TEXTS: dict[str, Any] = {
    "title": gettext_lazy("Titre"),
    "problem_fr": gettext_lazy("Le problème"),
    "solution_fr": gettext_lazy("La réponse"),
    "results_fr": gettext_lazy("Les résultats"),
    "summary_fr": gettext_lazy("En résumé"),
}
FIELD_LABELS: dict[str, Any] = {
    "title": gettext_lazy("le titre"),
    "partners": gettext_lazy("les partenaires"),
    "figures": gettext_lazy("les chiffres"),
    "source_url": gettext_lazy("la source"),
    "partnership_type": gettext_lazy("le type de partenariat"),
    "stage": gettext_lazy("le stade"),
    "territory": gettext_lazy("le territoire"),
    "end_year": gettext_lazy("l’année de fin"),
}
MORE_LABELS: dict[str, Any] = {
    "lessons_fr": gettext_lazy("Les enseignements"),
    "success_conditions_fr": gettext_lazy("Les conditions de réussite"),
    "sdgs": gettext_lazy("ODD"),
    "domains": gettext_lazy("Domaines"),
    "impacts": gettext_lazy("Impacts"),
    "milestones": gettext_lazy("Les étapes"),
    "start_year": gettext_lazy("Année de début"),
    "end_year": gettext_lazy("Année de fin"),
    "source_title": gettext_lazy("Titre de la source"),
    "source_publisher": gettext_lazy("Qui la publie"),
    "accessed": gettext_lazy("Consultée le"),
    "targets": gettext_lazy("Cibles"),
    "licence": gettext_lazy("Licence"),
}
PART_LABELS: dict[str, Any] = {
    "kind": gettext_lazy("type d’acteur"),
    "size": gettext_lazy("taille"),
    "role": gettext_lazy("rôle"),
    "contribution": gettext_lazy("apport"),
    "value": gettext_lazy("valeur"),
    "unit": gettext_lazy("unité"),
    "year": gettext_lazy("année"),
    "level": gettext_lazy("niveau"),
    "name": gettext_lazy("nom"),
}


def label_of(path: Path) -> str:
    """Name a place in words: « les partenaires, Emmaüs, rôle »."""
    root = str(path[0])
    words = [TEXTS.get(root) or FIELD_LABELS.get(root) or MORE_LABELS.get(root) or root]
    words += [s.name if isinstance(s, Row) else PART_LABELS.get(s, s) for s in path[1:]]
    return ", ".join(map(str, words))
