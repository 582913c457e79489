"""The official geography of France: regions, departments, groupings of communes, communes."""

from typing import Self

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _


class Level(models.TextChoices):
    """Levels of the official geography; the values are those of the exchange format."""

    COUNTRY = "france", _("France")
    REGION = "region", _("région")
    DEPARTMENT = "departement", _("département")
    EPCI = "epci", _("intercommunalité")
    COMMUNE = "commune", _("commune")


class TerritoryQuerySet(models.QuerySet["Territory"]):
    """Chainable readings of territories."""

    def of_level(self, level: Level | str) -> Self:
        """Keep one level."""
        return self.filter(level=level)

    def inside(self, territory: "Territory") -> Self:
        """Keep what lies within a territory, itself excluded."""
        if territory.level == Level.COUNTRY:
            return self.exclude(pk=territory.pk)
        field = {
            Level.REGION: "region",
            Level.DEPARTMENT: "department",
            Level.EPCI: "epci",
            Level.COMMUNE: None,
        }[Level(territory.level)]
        return self.filter(**{field: territory}) if field else self.none()

    def straddling(self, department_code: str) -> Self:
        """Keep the intercommunalités that have communes in a département."""
        code = department_code
        return self.of_level(Level.EPCI).filter(
            Q(department_codes=code)
            | Q(department_codes__startswith=f"{code} ")
            | Q(department_codes__endswith=f" {code}")
            | Q(department_codes__contains=f" {code} ")
        )


class Territory(models.Model):
    """A territory of the official geography, in one vintage of the Code officiel géographique."""

    level = models.CharField(_("niveau"), max_length=12, choices=Level)
    code = models.CharField(_("code officiel"), max_length=9)
    name = models.CharField(_("nom"), max_length=160)
    key = models.CharField(_("nom normalisé"), max_length=160, db_index=True, editable=False)
    region = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("région")
    )
    department = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("département"),
    )
    epci = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("intercommunalité"),
    )
    # An intercommunalité may straddle départements, even régions: all their codes, the one where
    # most inhabitants live first, parted by spaces.
    department_codes = models.CharField(_("codes des départements"), max_length=40, blank=True)
    region_codes = models.CharField(_("codes des régions"), max_length=20, blank=True)
    population = models.PositiveIntegerField(_("population"), null=True, blank=True)
    longitude = models.FloatField(_("longitude"), null=True, blank=True)
    latitude = models.FloatField(_("latitude"), null=True, blank=True)
    siren = models.CharField(_("SIREN"), max_length=9, blank=True)
    vintage = models.PositiveSmallIntegerField(_("millésime"))
    objects = TerritoryQuerySet.as_manager()

    class Meta:
        verbose_name = _("territoire")
        verbose_name_plural = _("territoires")
        ordering = ["level", "name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["level", "code"], name="territory_code_unique_in_level"
            ),
            models.CheckConstraint(
                name="territory_level_known", condition=Q(level__in=Level.values)
            ),
            models.CheckConstraint(
                name="territory_centroid_whole",
                # With a NULL a range is neither true nor false, and the database would accept it.
                condition=Q(longitude__isnull=True, latitude__isnull=True)
                | Q(
                    longitude__isnull=False,
                    latitude__isnull=False,
                    longitude__range=(-180, 180),
                    latitude__range=(-90, 90),
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def ref(self) -> str:
        """A short key that is unique across levels, used in facets and addresses: `region:75`."""
        return f"{self.level}:{self.code}"

    @property
    def label(self) -> str:
        """The name, with the code of the department where it helps: « Angers (49) »."""
        if self.level == Level.DEPARTMENT:
            return f"{self.name} ({self.code})"
        if self.level in (Level.COMMUNE, Level.EPCI) and self.department:
            return f"{self.name} ({self.department.code})"
        return self.name

    @property
    def ancestors(self) -> list["Territory"]:
        """The larger territories, nearest first; read them with select_related."""
        return [t for t in (self.epci, self.department, self.region) if t is not None]

    @property
    def slug(self) -> str:
        """The name as addresses write it: « communaute-d-agglomeration-d-epinal »."""
        return slugify(self.name.replace("'", "-").replace("’", "-"))

    def get_absolute_url(self) -> str:
        """The page of the territory."""
        return reverse("territories:territory", args=[self.level, self.code, self.slug])


class FormerCommune(models.Model):
    """A commune code that is no longer in force, and the commune that took it over."""

    code = models.CharField(_("ancien code"), max_length=5, unique=True)
    # Some codes are known without their name.
    name = models.CharField(_("ancien nom"), max_length=160, blank=True)
    key = models.CharField(_("nom normalisé"), max_length=160, db_index=True, editable=False)
    commune = models.ForeignKey(Territory, models.CASCADE, related_name="former_communes")

    class Meta:
        verbose_name = _("ancienne commune")
        verbose_name_plural = _("anciennes communes")
        ordering = ["code"]

    def __str__(self) -> str:
        return f"{self.name} ({self.code})" if self.name else self.code
