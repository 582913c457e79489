"""Repositories that this instance harvests, and what each record became here."""

from datetime import datetime
from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from alliage.capitalisation.models import EditorialState, Medoc, Resource, ResourceCentre


class MetadataPrefix(models.TextChoices):
    """The two formats that are understood; the values are those of the protocol."""

    DUBLIN_CORE = "oai_dc", _("Dublin Core (tous les entrepôts)")
    LOM = "lom", _("LOM (instances d’Alliage, entrepôts pédagogiques)")


class HarvestSourceQuerySet(models.QuerySet["HarvestSource"]):
    """Chainable readings of sources."""

    def due(self, now: datetime) -> Self:
        """Keep the active sources whose time has come."""
        return self.filter(is_active=True).filter(Q(next_at=None) | Q(next_at__lte=now))


class HarvestSource(models.Model):
    """A repository that this instance harvests, and how far its list has been read.

    While a list is under way, `token` leads to its next page, `list_from` is the date it starts
    from and `list_began_at` what the source's clock said at its first page, which becomes
    `last_until` when the list has been read to its end.
    """

    name = models.CharField(_("nom"), max_length=120)
    base_url = models.URLField(_("adresse OAI-PMH"), max_length=500)
    metadata_prefix = models.CharField(
        _("format"), max_length=10, choices=MetadataPrefix, default=MetadataPrefix.DUBLIN_CORE
    )
    set_spec = models.CharField(_("lot"), max_length=200, blank=True)
    centre = models.ForeignKey(
        ResourceCentre,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="harvest_sources",
        verbose_name=_("centre de ressources"),
    )
    family = models.CharField(
        _("famille par défaut"), max_length=12, choices=Medoc, default=Medoc.METHOD
    )
    is_active = models.BooleanField(_("active"), default=True)
    every_hours = models.PositiveSmallIntegerField(_("fréquence, en heures"), default=24)
    repository_name = models.CharField(_("nom de l’entrepôt"), max_length=200, blank=True)
    has_seconds = models.BooleanField(_("dates à la seconde"), default=True)
    last_until = models.DateTimeField(_("lue jusqu’au"), null=True, blank=True)
    list_from = models.DateTimeField(_("liste à partir du"), null=True, blank=True)
    list_began_at = models.DateTimeField(_("liste commencée le"), null=True, blank=True)
    token = models.TextField(_("marque de reprise"), blank=True)
    next_at = models.DateTimeField(_("prochain moissonnage"), null=True, blank=True)
    created_at = models.DateTimeField(_("création"), auto_now_add=True)
    objects = HarvestSourceQuerySet.as_manager()

    class Meta:
        verbose_name = _("source moissonnée")
        verbose_name_plural = _("sources moissonnées")
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["base_url", "set_spec"], name="harvest_source_once"),
            models.CheckConstraint(name="harvest_source_named", condition=~Q(name="")),
            models.CheckConstraint(
                name="harvest_source_prefix_known",
                condition=Q(metadata_prefix__in=MetadataPrefix.values),
            ),
            models.CheckConstraint(
                name="harvest_source_family_known", condition=Q(family__in=Medoc.values)
            ),
            models.CheckConstraint(
                name="harvest_source_hours_plausible", condition=Q(every_hours__range=(1, 8_760))
            ),
            models.CheckConstraint(
                name="harvest_source_token_has_list",
                condition=Q(token="") | Q(list_began_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """The page of the source."""
        return reverse("harvesting:source", args=[self.pk])


class HarvestedRecord(models.Model):
    """A record of a source, the resource it became, and the values that were last written.

    What differs from these values was changed here by hand, and is kept. When the resource was
    deleted here the record stays, so that the next harvest does not bring it back.
    """

    source = models.ForeignKey(HarvestSource, models.PROTECT, related_name="records")
    identifier = models.CharField(_("identifiant OAI"), max_length=500)
    resource = models.OneToOneField(
        Resource, models.SET_NULL, null=True, related_name="harvested_record"
    )
    datestamp = models.DateTimeField(_("date de la notice"), null=True)
    values = models.JSONField(_("valeurs moissonnées"), default=dict)
    original_url = models.URLField(_("notice d’origine"), max_length=500, blank=True)
    is_deleted = models.BooleanField(_("retirée à la source"), default=False)
    harvested_at = models.DateTimeField(_("moissonnée le"))

    class Meta:
        verbose_name = _("notice moissonnée")
        verbose_name_plural = _("notices moissonnées")
        ordering = ["source", "identifier"]
        constraints = [
            models.UniqueConstraint(fields=["source", "identifier"], name="harvested_record_once")
        ]

    def __str__(self) -> str:
        return self.identifier

    @property
    def written(self) -> dict[str, Any]:
        """The values last written here, the state of the resource among them."""
        return {"editorial_state": EditorialState.PUBLISHED, **self.values}
