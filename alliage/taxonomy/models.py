"""Vocabularies shared by every context: SDGs, domains, and the terms of the frameworks."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _


class Labelled(models.Model):
    """A row with a label in French and, where known, in English."""

    label_fr = models.CharField(_("libellé"), max_length=160)
    label_en = models.CharField(_("libellé anglais"), max_length=160, blank=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        """The label in the reader's language, else in French."""
        return (self.label_en if get_language() == "en" else "") or self.label_fr


class Maintained(models.Model):
    """A shipped row that this instance may make its own.

    Once somebody edits it here, loading the shipped data leaves it alone.
    """

    is_local = models.BooleanField(_("propre à cette instance"), default=False)

    class Meta:
        abstract = True


class Goal(Labelled):
    """One of the 17 Sustainable Development Goals (SDG; ODD in French)."""

    number = models.PositiveSmallIntegerField(_("numéro"), primary_key=True)
    colour = models.CharField(_("couleur officielle"), max_length=7)
    title_fr = models.CharField(_("intitulé"), max_length=255)
    title_en = models.CharField(_("intitulé anglais"), max_length=255)

    class Meta:
        verbose_name = _("objectif de développement durable")
        verbose_name_plural = _("objectifs de développement durable")
        ordering = ["number"]
        constraints = [
            models.CheckConstraint(name="goal_number_1_to_17", condition=Q(number__range=(1, 17)))
        ]

    @property
    def title(self) -> str:
        """The official title in the reader's language."""
        return self.title_en if get_language() == "en" else self.title_fr

    def get_absolute_url(self) -> str:
        """The page of the goal."""
        return reverse("taxonomy:goal", args=[self.number])


class Target(Labelled):
    """One of the 169 targets of the SDGs; the 19 of SDG 17 describe how to ally."""

    code = models.CharField(_("code"), max_length=5, primary_key=True)
    goal = models.ForeignKey(
        Goal, models.CASCADE, related_name="targets", verbose_name=_("objectif")
    )
    position = models.PositiveSmallIntegerField(_("rang"))
    note_fr = models.TextField(_("en clair"), blank=True)
    note_en = models.TextField(_("en clair, en anglais"), blank=True)

    class Meta:
        verbose_name = _("cible")
        verbose_name_plural = _("cibles")
        ordering = ["goal", "position"]

    @property
    def note(self) -> str:
        """What the target asks for in plain words, in the reader's language."""
        return (self.note_en if get_language() == "en" else "") or self.note_fr


class Domain(Labelled, Maintained):
    """A field of general interest, with the other words people use for it."""

    slug = models.SlugField(_("identifiant"), max_length=80, unique=True)
    alternative_labels = models.JSONField(_("autres mots"), default=list, blank=True)
    goals = models.ManyToManyField(Goal, blank=True, related_name="domains", verbose_name=_("ODD"))
    is_confirmed = models.BooleanField(_("confirmé"), default=False)

    class Meta:
        verbose_name = _("domaine")
        verbose_name_plural = _("domaines")
        ordering = ["label_fr"]


class Vocabulary(models.TextChoices):
    """Controlled lists of the frameworks; the values are kept as published in French."""

    PARTNERSHIP_TYPE = "type_partenariat", _("type de partenariat")
    STAGE = "stade", _("stade")
    PHASE = "phase_innovation", _("phase d’innovation")
    IMPACT = "impact", _("impact")
    ISSUE = "enjeu", _("enjeu")
    PILLAR = "pilier_valorisation", _("pilier de la valorisation")
    ACTOR_KIND = "type_acteur", _("type d’acteur")
    ORGANISATION_SIZE = "taille", _("taille d’entreprise")
    MEDOC = "medoc", _("famille M.E.D.O.C.")
    GOAL_OF_USE = "usage", _("usage")
    ACCESS = "acces", _("mode d’accès")
    AUDIENCE = "public_outil", _("public")
    MATURITY = "maturite", _("maturité")
    ENTRY_DOOR = "porte_entree", _("porte d’entrée")
    KIT_AXIS = "axe_kit", _("axe du kit")
    GLOSSARY = "glossaire", _("glossaire")


class Term(Labelled, Maintained):
    """A term of a controlled vocabulary, with its source and whether that source confirms it."""

    vocabulary = models.CharField(_("vocabulaire"), max_length=24, choices=Vocabulary)
    code = models.SlugField(_("code"), max_length=60)
    definition_fr = models.TextField(_("définition"), blank=True)
    definition_en = models.TextField(_("définition anglaise"), blank=True)
    source = models.CharField(_("source"), max_length=255, blank=True)
    source_url = models.URLField(_("adresse de la source"), max_length=500, blank=True)
    is_confirmed = models.BooleanField(_("confirmé par la source"), default=False)
    position = models.PositiveSmallIntegerField(_("rang"), default=0)

    class Meta:
        verbose_name = _("terme")
        verbose_name_plural = _("termes")
        ordering = ["vocabulary", "position", "label_fr"]
        constraints = [
            models.UniqueConstraint(
                fields=["vocabulary", "code"], name="term_code_unique_in_vocabulary"
            ),
            models.CheckConstraint(
                name="term_confirmed_has_source",
                condition=Q(is_confirmed=False) | ~Q(source=""),
                violation_error_message=_("Un terme confirmé cite sa source."),
            ),
        ]

    @property
    def definition(self) -> str:
        """The definition in the reader's language, else in French."""
        return (self.definition_en if get_language() == "en" else "") or self.definition_fr
