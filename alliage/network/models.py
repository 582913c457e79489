"""Who acts: organisations of the associative, economic, public and academic worlds."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from alliage.territories.models import Territory


class ActorKind(models.TextChoices):
    """Kinds of organisations; the values are those of the exchange format."""

    ASSOCIATION = "association", _("association")
    FOUNDATION = "fondation", _("fondation")
    COMPANY = "entreprise", _("entreprise")
    SOCIAL_ECONOMY = "ess", _("économie sociale et solidaire")
    LOCAL_AUTHORITY = "collectivite", _("collectivité territoriale")
    STATE = "etat", _("État et services publics")
    ACADEMIC = "academique", _("recherche et enseignement")
    OTHER = "autre", _("autre")


class World(models.TextChoices):
    """The « mondes » that an alliance brings together, each drawn with its own shape and metal."""

    ASSOCIATIVE = "associative", _("monde associatif")
    ECONOMIC = "economic", _("monde économique")
    PUBLIC = "public", _("monde public")
    ACADEMIC = "academic", _("monde académique")
    OTHER = "other", _("autre")


WORLD_OF_KIND = {
    ActorKind.ASSOCIATION: World.ASSOCIATIVE,
    ActorKind.FOUNDATION: World.ASSOCIATIVE,
    ActorKind.COMPANY: World.ECONOMIC,
    ActorKind.SOCIAL_ECONOMY: World.ECONOMIC,
    ActorKind.LOCAL_AUTHORITY: World.PUBLIC,
    ActorKind.STATE: World.PUBLIC,
    ActorKind.ACADEMIC: World.ACADEMIC,
    ActorKind.OTHER: World.OTHER,
}


class OrganisationSize(models.TextChoices):
    """Categories of companies, décret n° 2008-1354 du 18 décembre 2008, art. 3."""

    MICRO = "tpe", _("très petite entreprise")
    SMALL = "pme", _("petite ou moyenne entreprise")
    MIDDLE = "eti", _("entreprise de taille intermédiaire")
    LARGE = "ge", _("grande entreprise")


class OrganisationQuerySet(models.QuerySet["Organisation"]):
    """Chainable readings of organisations."""

    def for_listing(self) -> Self:
        """Read what a list shows, in one query."""
        return self.select_related("territory", "territory__department").order_by("name", "pk")

    def public(self) -> Self:
        """Leave out those that only unpublished sheets name, unless somebody answers for them.

        The state of the sheets is read through their relation: this context knows no alliance.
        """
        every = self.model._default_manager
        told = every.filter(participations__alliance__editorial_state="published")
        named = every.filter(participations__isnull=False)
        held = every.filter(memberships__state=Membership.State.ACTIVE)
        return self.filter(
            Q(pk__in=told.values("pk"))
            | Q(pk__in=held.values("pk"))
            | ~Q(pk__in=named.values("pk"))
        )

    def named(self) -> Self:
        """Leave out collective names, which stand for many actors."""
        return self.filter(is_collective=False)


class Organisation(models.Model):
    """An organisation that takes part in alliances, or a collective name for several."""

    slug = models.SlugField(_("identifiant"), max_length=120, unique=True)
    name = models.CharField(_("nom"), max_length=255)
    # Normalised by calc.french.name_key: the same organisation written two ways has one key.
    key = models.CharField(_("nom normalisé"), max_length=255, db_index=True, editable=False)
    kind = models.CharField(_("type d’acteur"), max_length=12, choices=ActorKind)
    size = models.CharField(_("taille"), max_length=4, choices=OrganisationSize, blank=True)
    is_collective = models.BooleanField(_("nom collectif"), default=False)
    siren = models.CharField(_("SIREN"), max_length=9, blank=True)
    siret = models.CharField(_("SIRET"), max_length=14, blank=True)
    rna = models.CharField(_("numéro RNA"), max_length=10, blank=True)
    territory = models.ForeignKey(
        Territory,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="organisations",
        verbose_name=_("territoire"),
    )
    url = models.URLField(_("site"), max_length=500, blank=True)
    updated_at = models.DateTimeField(_("dernière modification"), auto_now=True)
    objects = OrganisationQuerySet.as_manager()

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        ordering = ["name", "pk"]
        constraints = [
            # Collective names are never merged, so only real organisations have a unique key.
            models.UniqueConstraint(
                fields=["key", "kind"],
                condition=Q(is_collective=False),
                name="organisation_key_unique",
                violation_error_message=_("Une organisation de ce nom et de ce type existe déjà."),
            ),
            models.CheckConstraint(
                name="organisation_kind_known", condition=Q(kind__in=ActorKind.values)
            ),
            models.CheckConstraint(
                name="organisation_size_known", condition=Q(size__in=["", *OrganisationSize.values])
            ),
            models.CheckConstraint(
                name="organisation_siret_within_siren",
                condition=Q(siret="") | Q(siren="") | Q(siret__startswith=models.F("siren")),
                violation_error_message=_("Le SIRET commence par le SIREN de l’organisation."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def world(self) -> World:
        """The world this organisation belongs to."""
        return WORLD_OF_KIND[ActorKind(self.kind)]

    def get_absolute_url(self) -> str:
        """The page of the organisation."""
        return reverse("network:organisation", args=[self.slug])


class OrganisationAlias(models.Model):
    """Another name of an organisation: former name, acronym, brand."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="aliases")
    name = models.CharField(_("autre nom"), max_length=255)
    key = models.CharField(_("nom normalisé"), max_length=255, db_index=True, editable=False)

    class Meta:
        verbose_name = _("autre nom")
        verbose_name_plural = _("autres noms")
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "key"], name="alias_unique_in_organisation"
            )
        ]

    def __str__(self) -> str:
        return self.name


class MembershipQuerySet(models.QuerySet["Membership"]):
    """Chainable readings of memberships."""

    def active(self) -> Self:
        """Keep those that somebody entitled accepted."""
        return self.filter(state=Membership.State.ACTIVE)

    def requested(self) -> Self:
        """Keep those that wait for an answer, the oldest first."""
        return self.filter(state=Membership.State.REQUESTED).order_by("created_at", "pk")

    def for_listing(self) -> Self:
        """Read what a list shows, in one query."""
        return self.select_related("user", "organisation__territory__department")


class Membership(models.Model):
    """A person in an organisation, as a member or as one who may speak for it."""

    class Role(models.TextChoices):
        """What a person may do for the organisation."""

        MEMBER = "member", _("membre")
        REPRESENTATIVE = "representative", _("représentant ou représentante")

    class State(models.TextChoices):
        """Whether somebody entitled accepted the request."""

        REQUESTED = "requested", _("demandée")
        ACTIVE = "active", _("active")
        REFUSED = "refused", _("refusée")

    class Way(models.TextChoices):
        """How the link with the organisation was shown to be true."""

        DOMAIN = "domain", _("domaine de l’adresse e-mail")
        INVITATION = "invitation", _("invitation")
        APPROVAL = "approval", _("accord de l’animation")

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        related_name="memberships",
        verbose_name=_("personne"),
    )
    organisation = models.ForeignKey(
        Organisation, models.CASCADE, related_name="memberships", verbose_name=_("organisation")
    )
    role = models.CharField(_("rôle"), max_length=16, choices=Role, default=Role.MEMBER)
    state = models.CharField(_("état"), max_length=12, choices=State, default=State.REQUESTED)
    way = models.CharField(_("preuve du lien"), max_length=12, choices=Way, default=Way.APPROVAL)
    message = models.TextField(_("message"), blank=True)
    created_at = models.DateTimeField(_("demande"), auto_now_add=True)
    decided_at = models.DateTimeField(_("décision"), null=True, blank=True)
    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = _("appartenance")
        verbose_name_plural = _("appartenances")
        ordering = ["organisation", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["user", "organisation"], name="membership_once"),
            models.CheckConstraint(
                name="membership_role_known", condition=Q(role__in=["member", "representative"])
            ),
            models.CheckConstraint(
                name="membership_state_known",
                condition=Q(state__in=["requested", "active", "refused"]),
            ),
            models.CheckConstraint(
                name="membership_way_known",
                condition=Q(way__in=["domain", "invitation", "approval"]),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}, {self.organisation}"


class Invitation(models.Model):
    """An address invited into an organisation; the e-mail holds a signed link that expires."""

    organisation = models.ForeignKey(
        Organisation, models.CASCADE, related_name="invitations", verbose_name=_("organisation")
    )
    address = models.EmailField(_("adresse e-mail"))
    role = models.CharField(
        _("rôle"), max_length=16, choices=Membership.Role, default=Membership.Role.MEMBER
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        related_name="invitations_sent",
        verbose_name=_("invitée par"),
    )
    created_at = models.DateTimeField(_("envoi"), auto_now_add=True)

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "address"], name="invitation_once"),
            models.CheckConstraint(
                name="invitation_address_lower_case", condition=Q(address=Lower("address"))
            ),
            models.CheckConstraint(
                name="invitation_role_known", condition=Q(role__in=["member", "representative"])
            ),
        ]

    def __str__(self) -> str:
        return str(self.organisation)


class Animation(models.Model):
    """A person who animates a territory, or the whole instance when no territory is named."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        related_name="animations",
        verbose_name=_("personne"),
    )
    territory = models.ForeignKey(
        Territory,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="animations",
        verbose_name=_("territoire"),
        help_text=_("Vide : toute l’instance."),
    )

    class Meta:
        verbose_name = _("animation")
        verbose_name_plural = _("animations")
        ordering = ["user", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["user", "territory"], name="animation_once"),
            # SQLite holds two missing values for different: the instance needs its own rule.
            models.UniqueConstraint(
                fields=["user"], condition=Q(territory=None), name="animation_of_instance_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}, {self.territory or _('toute l’instance')}"
