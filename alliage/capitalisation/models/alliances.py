"""The alliance, aggregate root of the product, and who takes part in it where."""

from datetime import date
from typing import Any, Self

from django.apps import apps
from django.db import models
from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from alliage.network.models import WORLD_OF_KIND, ActorKind, Organisation, OrganisationSize, World
from alliage.taxonomy.models import Domain, Goal, Target
from alliage.territories.models import Territory

from .freshness import Basis, Freshness, year_before

FIRST_YEAR, LAST_YEAR = 1800, 2100
# ISO 8601 with the precision that is known: 2026, 2026-11 or 2026-11-05.
PARTIAL_DATE = r"^\d{4}(-\d{2}(-\d{2})?)?$"
# Partners are told world by world, in the order of the hallmark.
WORLD_ORDER = {world: rank for rank, world in enumerate(World)}


class EditorialState(models.TextChoices):
    """Where a sheet stands between writing and archive."""

    DRAFT = "draft", _("brouillon")
    PUBLISHED = "published", _("publiée")
    ARCHIVED = "archived", _("archivée")


class PartnershipType(models.TextChoices):
    """The four categories of partnerships (Le RAMEAU, 2010)."""

    PATRONAGE = "mecenat", _("mécénat")
    PRACTICES = "pratiques_responsables", _("pratiques responsables")
    COOPERATION = "cooperation_economique", _("coopération économique")
    INNOVATION = "innovation_societale", _("innovation sociétale")


class Phase(models.TextChoices):
    """The three phases of a societal innovation."""

    RESEARCH = "rd", _("R&D")
    MODELLING = "modelisation", _("modélisation")
    DEPLOYMENT = "deploiement", _("déploiement")


class Stage(models.TextChoices):
    """How far an alliance has come; the values are those of the exchange format."""

    IDEA = "idee", _("idée")
    EXPERIMENT = "experimentation", _("expérimentation")
    PROOF = "preuve_de_concept", _("preuve de concept")
    DEPLOYMENT = "deploiement", _("déploiement")


PHASE_OF_STAGE = {
    Stage.IDEA: Phase.RESEARCH,
    Stage.EXPERIMENT: Phase.RESEARCH,
    Stage.PROOF: Phase.MODELLING,
    Stage.DEPLOYMENT: Phase.DEPLOYMENT,
}


class ImpactKind(models.TextChoices):
    """The three impacts of alliances."""

    INNOVATION = "innovation", _("innovation")
    PERFORMANCE = "performance", _("performance")
    TRUST = "confiance", _("confiance")


def _sources() -> QuerySet[Any]:
    """Give the sources of the alliance of the outer query; their model comes after this one."""
    source = apps.get_model("capitalisation", "Source")
    return source._default_manager.filter(alliance=OuterRef("pk"))


class AllianceQuerySet(models.QuerySet["Alliance"]):
    """Chainable readings of alliances."""

    def published(self) -> Self:
        """Keep what everybody may read."""
        return self.filter(editorial_state=EditorialState.PUBLISHED)

    def due_for_check(self, today: date) -> Self:
        """Keep what nobody found exact within a year (as `Alliance.freshness` says it)."""
        limit = year_before(today)
        read = _sources().exclude(consulted_on="")
        # A date of which the month or the year alone is known sorts before the days it holds.
        recently = read.filter(consulted_on__gt=limit.isoformat())
        return self.filter(
            Q(last_checked_on__lte=limit)
            | Q(last_checked_on=None) & Exists(read) & ~Exists(recently)
            | Q(last_checked_on=None, created_at__date__lte=limit) & ~Exists(read)
        )

    def for_listing(self) -> Self:
        """Read what a list shows in a constant number of queries."""
        places = AlliancePlace.objects.select_related("territory", "territory__department")
        newest = _sources().order_by("-consulted_on").values("consulted_on")[:1]
        return (
            self.annotate(read_on=Subquery(newest))
            .prefetch_related("types", "participations", models.Prefetch("places", queryset=places))
            .order_by(F("start_year").desc(nulls_last=True), "title", "pk")
        )

    def for_sheet(self) -> Self:
        """Read all that a sheet shows in a constant number of queries."""
        places = AlliancePlace.objects.select_related(
            "territory__region", "territory__department", "territory__epci"
        )
        return self.select_related("last_checked_by").prefetch_related(
            "types",
            "domains",
            "goals",
            "targets",
            "impacts",
            "milestones",
            "figures",
            "sources",
            models.Prefetch("participations", Participation.objects.select_related("organisation")),
            models.Prefetch("places", queryset=places),
        )


class Alliance(models.Model):
    """Several organisations that act together for the common good, told on one sheet."""

    slug = models.SlugField(_("identifiant"), max_length=120, unique=True)
    title = models.CharField(_("titre"), max_length=200)
    summary = models.TextField(_("résumé"), blank=True)
    problem = models.TextField(_("problème"), blank=True)
    solution = models.TextField(_("réponse"), blank=True)
    results = models.TextField(_("résultats"), blank=True)
    lessons = models.TextField(_("enseignements"), blank=True)
    success_conditions = models.TextField(_("conditions de réussite"), blank=True)
    stage = models.CharField(_("stade"), max_length=20, choices=Stage)
    start_year = models.PositiveSmallIntegerField(_("année de début"), null=True, blank=True)
    end_year = models.PositiveSmallIntegerField(_("année de fin"), null=True, blank=True)
    domains = models.ManyToManyField(
        Domain, blank=True, related_name="alliances", verbose_name=_("domaines")
    )
    goals = models.ManyToManyField(
        Goal, blank=True, related_name="alliances", verbose_name=_("ODD")
    )
    targets = models.ManyToManyField(
        Target, blank=True, related_name="alliances", verbose_name=_("cibles")
    )
    # The place as its file stated it, so that an export gives back what an import read; the places
    # themselves are AlliancePlace rows. Emptied when somebody edits these by hand.
    stated_territory = models.JSONField(
        _("territoire déclaré"), default=dict, blank=True, editable=False
    )
    licence = models.CharField(_("licence"), max_length=60, default="etalab-2.0")
    editorial_state = models.CharField(
        _("état éditorial"), max_length=12, choices=EditorialState, default=EditorialState.DRAFT
    )
    last_checked_on = models.DateField(_("dernière vérification"), null=True, blank=True)
    # Shown instead of the person, whose name is nobody's business.
    last_checked_by = models.ForeignKey(
        Organisation,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("vérifiée par"),
    )
    created_at = models.DateTimeField(_("création"), auto_now_add=True)
    updated_at = models.DateTimeField(_("dernière modification"), auto_now=True)
    objects = AllianceQuerySet.as_manager()

    class Meta:
        verbose_name = _("alliance")
        verbose_name_plural = _("alliances")
        ordering = ["title", "pk"]
        constraints = [
            models.CheckConstraint(
                name="alliance_title_present",
                condition=~Q(title=""),
                violation_error_message=_("Une alliance a un titre."),
            ),
            models.CheckConstraint(
                name="alliance_stage_known", condition=Q(stage__in=Stage.values)
            ),
            models.CheckConstraint(
                name="alliance_state_known", condition=Q(editorial_state__in=EditorialState.values)
            ),
            models.CheckConstraint(
                name="alliance_start_year_plausible",
                condition=Q(start_year__isnull=True) | Q(start_year__range=(FIRST_YEAR, LAST_YEAR)),
                violation_error_message=_("L’année de début se situe entre 1800 et 2100."),
            ),
            models.CheckConstraint(
                name="alliance_end_year_plausible",
                condition=Q(end_year__isnull=True) | Q(end_year__range=(FIRST_YEAR, LAST_YEAR)),
                violation_error_message=_("L’année de fin se situe entre 1800 et 2100."),
            ),
            models.CheckConstraint(
                name="alliance_ends_after_start",
                condition=Q(start_year__isnull=True)
                | Q(end_year__isnull=True)
                | Q(end_year__gte=F("start_year")),
                violation_error_message=_("L’année de fin suit l’année de début."),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def phase(self) -> Phase:
        """The phase of innovation that the stage belongs to."""
        return PHASE_OF_STAGE[Stage(self.stage)]

    @property
    def freshness(self) -> Freshness:
        """When somebody last found it exact; else when its sources were read, or it came here."""
        if self.last_checked_on:
            return Freshness(self.last_checked_on.isoformat(), Basis.CHECKED)
        # Lists bring the date along, rather than the sources.
        if "read_on" in self.__dict__:
            read = self.__dict__["read_on"]
        else:
            read = max((source.consulted_on for source in self.sources.all()), default="")
        if read:
            return Freshness(read, Basis.READ)
        return Freshness(timezone.localdate(self.created_at).isoformat(), Basis.ADDED)

    def get_absolute_url(self) -> str:
        """The sheet of the alliance."""
        return reverse("capitalisation:alliance", args=[self.slug])


class AlliancePartnershipType(models.Model):
    """One of the types of partnership that an alliance combines."""

    alliance = models.ForeignKey(Alliance, models.CASCADE, related_name="types")
    type = models.CharField(_("type de partenariat"), max_length=24, choices=PartnershipType)

    class Meta:
        verbose_name = _("type de l’alliance")
        verbose_name_plural = _("types de l’alliance")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["alliance", "type"], name="alliance_type_once"),
            models.CheckConstraint(
                name="alliance_type_known", condition=Q(type__in=PartnershipType.values)
            ),
        ]

    def __str__(self) -> str:
        return self.get_type_display()


class AlliancePlace(models.Model):
    """Where an alliance acts: an official territory, and the name people give the place."""

    alliance = models.ForeignKey(Alliance, models.CASCADE, related_name="places")
    territory = models.ForeignKey(Territory, models.PROTECT, related_name="alliance_places")
    stated_name = models.CharField(_("nom d’usage"), max_length=160, blank=True)
    stated_level = models.CharField(_("niveau d’usage"), max_length=12, blank=True)
    # False when the everyday place is not in the official list and hangs on a larger territory.
    is_exact = models.BooleanField(_("territoire exact"), default=True)

    class Meta:
        verbose_name = _("lieu de l’alliance")
        verbose_name_plural = _("lieux de l’alliance")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["alliance", "territory", "stated_name"], name="place_once"
            ),
            models.CheckConstraint(
                name="place_inexact_keeps_its_name", condition=Q(is_exact=True) | ~Q(stated_name="")
            ),
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        """The name people use, with the department: « Pays d’Épinal (88) »."""
        if not self.stated_name:
            return self.territory.label
        department = self.territory.code if self.territory.level == "departement" else ""
        if not department and self.territory.department:
            department = self.territory.department.code
        return f"{self.stated_name} ({department})" if department else self.stated_name


class ImpactEvidence(models.Model):
    """An impact that an alliance shows, and what lets one say so."""

    alliance = models.ForeignKey(Alliance, models.CASCADE, related_name="impacts")
    kind = models.CharField(_("impact"), max_length=12, choices=ImpactKind)
    evidence = models.TextField(_("ce qui le montre"), blank=True)

    class Meta:
        verbose_name = _("impact relevé")
        verbose_name_plural = _("impacts relevés")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["alliance", "kind"], name="impact_once"),
            models.CheckConstraint(
                name="impact_kind_known", condition=Q(kind__in=ImpactKind.values)
            ),
        ]

    def __str__(self) -> str:
        return self.get_kind_display()


class Participation(models.Model):
    """What an organisation does in an alliance, under the kind and name it had there."""

    alliance = models.ForeignKey(Alliance, models.CASCADE, related_name="participations")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="participations")
    stated_name = models.CharField(_("nom dans l’alliance"), max_length=255)
    kind = models.CharField(_("type d’acteur"), max_length=12, choices=ActorKind)
    size = models.CharField(_("taille"), max_length=4, choices=OrganisationSize, blank=True)
    role = models.CharField(_("rôle"), max_length=255, blank=True)
    contribution = models.TextField(_("apport"), blank=True)
    position = models.PositiveSmallIntegerField(_("rang"), default=0)

    class Meta:
        verbose_name = _("participation")
        verbose_name_plural = _("participations")
        ordering = ["alliance", "position", "pk"]
        constraints = [
            models.CheckConstraint(
                name="participation_kind_known", condition=Q(kind__in=ActorKind.values)
            ),
            models.CheckConstraint(
                name="participation_size_known",
                condition=Q(size__in=["", *OrganisationSize.values]),
            ),
            models.CheckConstraint(name="participation_named", condition=~Q(stated_name="")),
        ]

    def __str__(self) -> str:
        return self.stated_name

    @property
    def world(self) -> World:
        """The world the partner belongs to in this alliance."""
        return WORLD_OF_KIND[ActorKind(self.kind)]
