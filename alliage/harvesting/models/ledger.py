"""The ledger of what harvesters may take: each record as it is served, and when it became so."""

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class RecordKind(models.TextChoices):
    """What a record tells about; the values stand in its identifier."""

    ALLIANCE = "alliance", _("alliance")
    RESOURCE = "resource", _("ressource")


class LedgerEntryQuerySet(models.QuerySet["LedgerEntry"]):
    """Chainable readings of the ledger."""

    def between(self, start: datetime | None, end: datetime | None) -> Self:
        """Keep what was dated in a span, both ends included."""
        kept = self.filter(datestamp__gte=start) if start else self
        return kept.filter(datestamp__lte=end) if end else kept

    def in_set(self, name: str) -> Self:
        """Keep the members of a set or of one of its subsets."""
        return self.filter(Q(sets__contains=f"|{name}|") | Q(sets__contains=f"|{name}:"))

    def after(self, datestamp: datetime, key: int) -> Self:
        """Keep what follows a position in the order of a harvest."""
        return self.filter(Q(datestamp__gt=datestamp) | Q(datestamp=datestamp, pk__gt=key))


class LedgerEntry(models.Model):
    """One record: what is served of a sheet, since when, or that it is no longer published.

    The metadata is kept as served, so that a record and its datestamp always agree. The entry of a
    sheet that was withdrawn stays for ever: harvesters that come back late still learn of it.
    """

    kind = models.CharField(_("nature"), max_length=12, choices=RecordKind)
    slug = models.SlugField(_("identifiant"), max_length=120)
    datestamp = models.DateTimeField(_("date de la notice"))
    is_deleted = models.BooleanField(_("retirée"), default=False)
    # `|resources|centre:eau|`: one column, read by LIKE, the same on both databases.
    sets = models.TextField(_("lots"), blank=True)
    digest = models.CharField(_("empreinte"), max_length=64)
    dublin_core = models.TextField(_("Dublin Core"), blank=True)
    lom = models.TextField(_("LOM"), blank=True)
    objects = LedgerEntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("notice offerte")
        verbose_name_plural = _("notices offertes")
        ordering = ["datestamp", "pk"]
        indexes = [models.Index(fields=["datestamp", "id"], name="ledger_entry_order")]
        constraints = [
            models.UniqueConstraint(fields=["kind", "slug"], name="ledger_entry_once"),
            models.CheckConstraint(
                name="ledger_entry_kind_known", condition=Q(kind__in=RecordKind.values)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind}/{self.slug}"

    @property
    def set_names(self) -> list[str]:
        """The sets that the record belongs to."""
        return [name for name in self.sets.split("|") if name]
