"""What lets one trust a sheet: sources, figures and milestones.

A source cannot be deleted under its figures, save with the whole sheet: RESTRICT, not PROTECT.
"""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .alliances import FIRST_YEAR, LAST_YEAR, PARTIAL_DATE, Alliance


class Source(models.Model):
    """A public document on which a sheet rests, and when it was read."""

    alliance = models.ForeignKey(Alliance, models.CASCADE, related_name="sources")
    title = models.CharField(_("titre"), max_length=300)
    publisher = models.CharField(_("éditeur"), max_length=200, blank=True)
    url = models.URLField(_("adresse"), max_length=500)
    consulted_on = models.CharField(_("consultée le"), max_length=10, blank=True)

    class Meta:
        verbose_name = _("source")
        verbose_name_plural = _("sources")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="source_consulted_on_iso",
                condition=Q(consulted_on="") | Q(consulted_on__regex=PARTIAL_DATE),
                violation_error_message=_(
                    "Écrivez la date de consultation comme 2026-11 ou 2026-11-05."
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Figure(models.Model):
    """A number that an alliance declares: value, unit, year and source, always together."""

    alliance = models.ForeignKey(Alliance, models.CASCADE, related_name="figures")
    source = models.ForeignKey(
        Source, models.RESTRICT, related_name="figures", verbose_name=_("source")
    )
    label = models.CharField(_("libellé"), max_length=200)
    value = models.DecimalField(_("valeur"), max_digits=18, decimal_places=4)
    unit = models.CharField(_("unité"), max_length=60, blank=True)
    year = models.PositiveSmallIntegerField(_("année"), null=True, blank=True)
    is_variation = models.BooleanField(_("variation"), default=False)

    class Meta:
        verbose_name = _("chiffre")
        verbose_name_plural = _("chiffres")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="figure_negative_only_for_variation",
                condition=Q(value__gte=0) | Q(is_variation=True),
                violation_error_message=_("Seule une variation peut être négative."),
            ),
            models.CheckConstraint(
                name="figure_year_plausible",
                condition=Q(year__isnull=True) | Q(year__range=(FIRST_YEAR, LAST_YEAR)),
                violation_error_message=_("L’année d’un chiffre se situe entre 1800 et 2100."),
            ),
        ]

    def __str__(self) -> str:
        return self.label


class Milestone(models.Model):
    """A dated step of the story of an alliance."""

    alliance = models.ForeignKey(Alliance, models.CASCADE, related_name="milestones")
    source = models.ForeignKey(
        Source,
        models.RESTRICT,
        null=True,
        blank=True,
        related_name="milestones",
        verbose_name=_("source"),
    )
    year = models.PositiveSmallIntegerField(_("année"))
    text = models.CharField(_("étape"), max_length=400)

    class Meta:
        verbose_name = _("étape")
        verbose_name_plural = _("étapes")
        ordering = ["year", "pk"]
        constraints = [
            models.CheckConstraint(
                name="milestone_year_plausible", condition=Q(year__range=(FIRST_YEAR, LAST_YEAR))
            )
        ]

    def __str__(self) -> str:
        return f"{self.year} : {self.text}"
