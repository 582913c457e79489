"""The facets of the lists of alliances and resources."""

import re
from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from alliage.capitalisation.models import Access, ImpactKind, Medoc, PartnershipType, Stage, Usage
from alliage.network.models import ActorKind, Organisation, OrganisationSize, World
from alliage.search.queries import FacetSpec
from alliage.taxonomy.models import Domain, Goal, Vocabulary
from alliage.taxonomy.queries import labels as vocabulary_labels
from alliage.territories.queries import covering_refs, labels_for_refs, near_refs

REGIONS_SHOWN = 8
PERIOD = re.compile(r"^\d{4}-\d{4}$")


class TermLabels:
    """Name the terms of a vocabulary, read when the page asks for them."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary

    def __call__(self, codes: Iterable[str]) -> dict[str, str]:
        """Name those of these codes that the vocabulary has."""
        wanted = set(codes)
        labels = vocabulary_labels(self.vocabulary)
        return {code: label for code, label in labels.items() if code in wanted}


def alliance_facets() -> list[FacetSpec]:
    """Give the facets of the list of alliances, in the order of the page."""
    return [
        FacetSpec(
            "type",
            _("Type de partenariat"),
            dict(PartnershipType.choices),
            kind="type",
        ),
        FacetSpec("domaine", _("Domaine"), domain_labels, shown=8),
        FacetSpec(
            "monde",
            _("Mondes réunis"),
            dict(World.choices),
            kind="world",
        ),
        FacetSpec(
            "territoire",
            _("Territoire"),
            labels_for_refs,
            shown=REGIONS_SHOWN,
            offered_by="region",
            near=near_refs,
            apart=("lieu", covering_refs),
        ),
        FacetSpec("stade", _("Stade"), dict(Stage.choices)),
        FacetSpec("acteur", _("Types d’acteurs"), dict(ActorKind.choices), is_open=False),
        FacetSpec(
            "taille", _("Taille des entreprises"), dict(OrganisationSize.choices), is_open=False
        ),
        FacetSpec(
            "odd", _("Objectifs de développement durable"), goal_labels, shown=17, is_open=False
        ),
        FacetSpec("impact", _("Impact relevé"), dict(ImpactKind.choices), is_open=False),
        FacetSpec("periode", _("Début"), period_labels, is_open=False),
        # Reached from an organisation's page; never offered as a list of boxes.
        FacetSpec("partenaire", _("Partenaire"), partner_labels, is_offered=False),
    ]


def resource_facets() -> list[FacetSpec]:
    """Give the facets of the list of resources, in the order of the page."""
    return [
        FacetSpec("famille", _("Famille"), dict(Medoc.choices)),
        FacetSpec("usage", _("Pour"), dict(Usage.choices)),
        FacetSpec("public", _("Public"), TermLabels(Vocabulary.AUDIENCE)),
        FacetSpec("maturite", _("Votre maturité"), TermLabels(Vocabulary.MATURITY)),
        FacetSpec("porte", _("Porte d’entrée"), TermLabels(Vocabulary.ENTRY_DOOR)),
        FacetSpec("acces", _("Accès"), dict(Access.choices), is_open=False),
        FacetSpec("format", _("Format"), format_labels, is_open=False),
    ]


def domain_labels(slugs: Iterable[str]) -> dict[str, str]:
    """Name domains by their slugs."""
    return {domain.slug: domain.label for domain in Domain.objects.filter(slug__in=list(slugs))}


def goal_labels(numbers: Iterable[str]) -> dict[str, str]:
    """Name goals by their numbers: « 3. Bonne santé et bien-être »."""
    wanted = [int(number) for number in numbers if number.isdigit() and len(number) < 3]
    goals = Goal.objects.filter(number__in=wanted)
    return {str(goal.number): f"{goal.number}. {goal.label}" for goal in goals}


def partner_labels(slugs: Iterable[str]) -> dict[str, str]:
    """Name organisations by their slugs."""
    organisations = Organisation.objects.filter(slug__in=list(slugs))
    return {organisation.slug: organisation.name for organisation in organisations}


def period_labels(values: Iterable[str]) -> dict[str, str]:
    """Name five-year slices: « 2015–2019 »."""
    return {value: value.replace("-", "–") for value in values if PERIOD.match(value)}


def format_labels(values: Iterable[str]) -> dict[str, str]:
    """Name formats as they are written."""
    return {value: value for value in values}
