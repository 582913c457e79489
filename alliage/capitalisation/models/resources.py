"""Resources that help an alliance to start, and the centres that gather them."""

from typing import Self

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from alliage.taxonomy.models import Term, Vocabulary

from .alliances import FIRST_YEAR, LAST_YEAR, PARTIAL_DATE, EditorialState
from .freshness import Basis, Freshness


class Medoc(models.TextChoices):
    """The five families of resources: méthodes, exemples, données, outils, compétences."""

    METHOD = "methode", _("méthode")
    EXAMPLE = "exemple", _("exemple")
    DATA = "donnee", _("donnée")
    TOOL = "outil", _("outil")
    SKILL = "competence", _("compétence")


class Usage(models.TextChoices):
    """What a reader wants to do with a resource."""

    LEARN_ABOUT = "s_informer", _("s’informer")
    TRAIN = "se_former", _("se former")
    ACT = "agir", _("agir")


class Access(models.TextChoices):
    """How a resource is reached."""

    OPEN = "libre", _("en accès libre")
    ON_REQUEST = "personnalise", _("personnalisation sur demande")
    TAILORED = "sur_mesure", _("recherche-action sur mesure")


class KitAxis(models.TextChoices):
    """The four axes of every kit."""

    REFERENCE = "reference", _("document de référence, des enjeux à la pratique")
    EXAMPLES = "exemples", _("exemples inspirants")
    METHODS = "methodes", _("démarches méthodologiques")
    TOOLBOX = "boite_a_outils", _("boîte à outils")


class ResourceQuerySet(models.QuerySet["Resource"]):
    """Chainable readings of resources."""

    def published(self) -> Self:
        """Keep what everybody may read."""
        return self.filter(editorial_state=EditorialState.PUBLISHED)

    def for_listing(self) -> Self:
        """Read what a list shows in a constant number of queries."""
        return (
            self.select_related("entry_door")
            .prefetch_related("audiences", "maturities")
            .order_by("title", "pk")
        )


class Resource(models.Model):
    """A method, example, data set, tool or training that somebody published."""

    slug = models.SlugField(_("identifiant"), max_length=120, unique=True)
    title = models.CharField(_("titre"), max_length=200)
    description = models.TextField(_("description"), blank=True)
    medoc = models.CharField(_("famille M.E.D.O.C."), max_length=12, choices=Medoc)
    usage = models.CharField(_("usage"), max_length=12, choices=Usage)
    access = models.CharField(_("accès"), max_length=12, choices=Access)
    entry_door = models.ForeignKey(
        Term,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="resources_by_door",
        limit_choices_to={"vocabulary": Vocabulary.ENTRY_DOOR},
        verbose_name=_("porte d’entrée"),
    )
    audiences = models.ManyToManyField(
        Term,
        blank=True,
        related_name="resources_by_audience",
        limit_choices_to={"vocabulary": Vocabulary.AUDIENCE},
        verbose_name=_("publics"),
    )
    maturities = models.ManyToManyField(
        Term,
        blank=True,
        related_name="resources_by_maturity",
        limit_choices_to={"vocabulary": Vocabulary.MATURITY},
        verbose_name=_("maturités"),
    )
    format = models.CharField(_("format"), max_length=60, blank=True)
    publisher = models.CharField(_("éditeur"), max_length=200, blank=True)
    year = models.PositiveSmallIntegerField(_("année"), null=True, blank=True)
    licence = models.CharField(_("licence"), max_length=60, blank=True)
    url = models.URLField(_("adresse"), max_length=500)
    source_url = models.URLField(_("adresse de la source"), max_length=500, blank=True)
    # Freshness is data: when somebody last found the resource at its address (ISO, as in Source).
    consulted_on = models.CharField(_("consultée le"), max_length=10, blank=True)
    editorial_state = models.CharField(
        _("état éditorial"), max_length=12, choices=EditorialState, default=EditorialState.DRAFT
    )
    created_at = models.DateTimeField(_("création"), auto_now_add=True)
    updated_at = models.DateTimeField(_("dernière modification"), auto_now=True)
    objects = ResourceQuerySet.as_manager()

    class Meta:
        verbose_name = _("ressource")
        verbose_name_plural = _("ressources")
        ordering = ["title", "pk"]
        constraints = [
            models.CheckConstraint(name="resource_title_present", condition=~Q(title="")),
            models.CheckConstraint(
                name="resource_medoc_known", condition=Q(medoc__in=Medoc.values)
            ),
            models.CheckConstraint(
                name="resource_usage_known", condition=Q(usage__in=Usage.values)
            ),
            models.CheckConstraint(
                name="resource_access_known", condition=Q(access__in=Access.values)
            ),
            models.CheckConstraint(
                name="resource_state_known", condition=Q(editorial_state__in=EditorialState.values)
            ),
            models.CheckConstraint(
                name="resource_consulted_on_iso",
                condition=Q(consulted_on="") | Q(consulted_on__regex=PARTIAL_DATE),
            ),
            models.CheckConstraint(
                name="resource_year_plausible",
                condition=Q(year__isnull=True) | Q(year__range=(FIRST_YEAR, LAST_YEAR)),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def freshness(self) -> Freshness:
        """When somebody last found it at its address; else when it came here."""
        if self.consulted_on:
            return Freshness(self.consulted_on, Basis.CHECKED)
        return Freshness(timezone.localdate(self.created_at).isoformat(), Basis.ADDED)

    def get_absolute_url(self) -> str:
        """The page of the resource."""
        return reverse("capitalisation:resource", args=[self.slug])


# Through a kit item: what everybody may read, be it a resource or an alliance.
READABLE = Q(resource__editorial_state=EditorialState.PUBLISHED) | Q(
    alliance__editorial_state=EditorialState.PUBLISHED
)


class KitItemQuerySet(models.QuerySet["KitItem"]):
    """Chainable readings of the pieces of kits."""

    def readable(self) -> Self:
        """Leave out drafts and archives."""
        return self.filter(READABLE)


class ResourceCentreQuerySet(models.QuerySet["ResourceCentre"]):
    """Chainable readings of resource centres."""

    def with_counts(self) -> Self:
        """Count the readable pieces of each kit as `piece_count`, in the same query."""
        state = EditorialState.PUBLISHED
        readable = Q(kit_items__resource__editorial_state=state) | Q(
            kit_items__alliance__editorial_state=state
        )
        pieces = models.Count("kit_items", filter=readable)
        return self.annotate(piece_count=pieces).order_by("position", "title")


class ResourceCentre(models.Model):
    """A named, curated collection on one subject, with its chronology and its kit on four axes."""

    slug = models.SlugField(_("identifiant"), max_length=120, unique=True)
    title = models.CharField(_("titre"), max_length=200)
    summary = models.TextField(_("présentation"), blank=True)
    url = models.URLField(_("site d’origine"), max_length=500, blank=True)
    source = models.CharField(_("source"), max_length=255, blank=True)
    is_confirmed = models.BooleanField(_("confirmé par la source"), default=False)
    position = models.PositiveSmallIntegerField(_("rang"), default=0)
    objects = ResourceCentreQuerySet.as_manager()

    class Meta:
        verbose_name = _("centre de ressources")
        verbose_name_plural = _("centres de ressources")
        ordering = ["position", "title"]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """The page of the centre."""
        return reverse("capitalisation:centre", args=[self.slug])


class CentreMilestone(models.Model):
    """A dated step on the path that led to a resource centre."""

    centre = models.ForeignKey(ResourceCentre, models.CASCADE, related_name="milestones")
    year = models.PositiveSmallIntegerField(_("année"))
    text = models.CharField(_("étape"), max_length=400)
    source_url = models.URLField(_("adresse de la source"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("jalon de cheminement")
        verbose_name_plural = _("jalons de cheminement")
        ordering = ["year", "pk"]

    def __str__(self) -> str:
        return f"{self.year} : {self.text}"


class KitItem(models.Model):
    """A resource or an alliance placed on one of the four axes of a centre's kit."""

    centre = models.ForeignKey(ResourceCentre, models.CASCADE, related_name="kit_items")
    axis = models.CharField(_("axe"), max_length=16, choices=KitAxis)
    resource = models.ForeignKey(
        Resource,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="kit_items",
        verbose_name=_("ressource"),
    )
    alliance = models.ForeignKey(
        "capitalisation.Alliance",
        models.CASCADE,
        null=True,
        blank=True,
        related_name="kit_items",
        verbose_name=_("alliance"),
    )
    comment = models.CharField(_("pourquoi la lire"), max_length=300, blank=True)
    position = models.PositiveSmallIntegerField(_("rang"), default=0)
    objects = KitItemQuerySet.as_manager()

    class Meta:
        verbose_name = _("pièce du kit")
        verbose_name_plural = _("pièces du kit")
        ordering = ["axis", "position", "pk"]
        constraints = [
            models.CheckConstraint(
                name="kit_item_axis_known", condition=Q(axis__in=KitAxis.values)
            ),
            models.CheckConstraint(
                name="kit_item_one_thing",
                condition=Q(resource__isnull=False, alliance__isnull=True)
                | Q(resource__isnull=True, alliance__isnull=False),
            ),
            models.UniqueConstraint(fields=["centre", "resource"], name="kit_resource_once"),
            models.UniqueConstraint(fields=["centre", "alliance"], name="kit_alliance_once"),
        ]

    def __str__(self) -> str:
        return str(self.resource or self.alliance)
