"""Collections: sheets and resources that somebody gathers, orders and comments."""

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from alliage.capitalisation.models import Alliance, EditorialState, KitAxis, Resource
from alliage.network.models import Organisation

from .keeping import one_subject


class CollectionQuerySet(models.QuerySet["Collection"]):
    """Chainable readings of collections."""

    def published(self) -> Self:
        """Keep what everybody may read."""
        return self.filter(is_published=True)

    def with_counts(self) -> Self:
        """Count the items, in the same query."""
        counted = self.annotate(item_count=models.Count("items"))
        return counted.select_related("organisation").order_by("-updated_at", "-pk")


class Collection(models.Model):
    """A named, ordered, commented gathering of sheets and resources; a kit has four axes."""

    slug = models.SlugField(_("identifiant"), max_length=120, unique=True)
    title = models.CharField(_("titre"), max_length=160)
    introduction = models.TextField(_("introduction"), blank=True)
    # None once the author of a published collection closed their account: those who animate the
    # instance then keep it. Whatever is deleted outside of that erasure goes with its author.
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="collections",
        verbose_name=_("auteur"),
    )
    # In whose name it is published; empty for those who animate.
    organisation = models.ForeignKey(
        Organisation,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="collections",
        verbose_name=_("au nom de"),
    )
    is_kit = models.BooleanField(_("kit en quatre parties"), default=False)
    is_published = models.BooleanField(_("publiée"), default=False)
    created_at = models.DateTimeField(_("création"), auto_now_add=True)
    updated_at = models.DateTimeField(_("dernière modification"), auto_now=True)
    objects = CollectionQuerySet.as_manager()

    class Meta:
        verbose_name = _("collection")
        verbose_name_plural = _("collections")
        ordering = ["-updated_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="collection_title_present",
                condition=~Q(title=""),
                violation_error_message=_("Une collection a un titre."),
            ),
            models.CheckConstraint(
                name="collection_left_is_published",
                condition=Q(owner__isnull=False) | Q(is_published=True),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """The page of the collection."""
        return reverse("curation:collection", args=[self.slug])


class CollectionItem(models.Model):
    """A sheet or a resource in a collection: its rank, its axis in a kit, why it is there."""

    collection = models.ForeignKey(Collection, models.CASCADE, related_name="items")
    alliance = models.ForeignKey(
        Alliance, models.CASCADE, null=True, blank=True, related_name="collection_items"
    )
    resource = models.ForeignKey(
        Resource, models.CASCADE, null=True, blank=True, related_name="collection_items"
    )
    axis = models.CharField(
        _("partie du kit"), max_length=16, choices=KitAxis, default=KitAxis.REFERENCE
    )
    comment = models.CharField(_("pourquoi la lire"), max_length=500, blank=True)
    position = models.PositiveIntegerField(_("rang"), default=0)

    class Meta:
        verbose_name = _("pièce de la collection")
        verbose_name_plural = _("pièces de la collection")
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(name="collection_item_one_subject", condition=one_subject()),
            models.CheckConstraint(
                name="collection_item_axis_known", condition=Q(axis__in=KitAxis.values)
            ),
            models.UniqueConstraint(
                fields=["collection", "alliance"], name="collection_alliance_once"
            ),
            models.UniqueConstraint(
                fields=["collection", "resource"], name="collection_resource_once"
            ),
        ]

    def __str__(self) -> str:
        return str(self.subject)

    @property
    def subject(self) -> Any:
        """The alliance or the resource."""
        return self.alliance or self.resource

    @property
    def is_readable(self) -> bool:
        """Tell whether everybody may still read the thing."""
        return bool(self.subject.editorial_state == EditorialState.PUBLISHED)
