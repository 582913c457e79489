"""Drafts: a sheet being told, or a published one being amended, beside the live version."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from alliage.accounts.models import User
from alliage.capitalisation.models import Alliance
from alliage.territories.models import Territory


class DraftState(models.TextChoices):
    """Where a draft stands on its way to publication."""

    DRAFT = "draft", _("brouillon")
    SUBMITTED = "submitted", _("envoyée, en relecture")
    CHANGES_ASKED = "changes_asked", _("à retoucher")
    ACCEPTED = "accepted", _("publiée")
    WITHDRAWN = "withdrawn", _("abandonnée")
    REFUSED = "refused", _("non retenue")


# What its author may still write; what somebody still has to do something about.
EDITABLE = (DraftState.DRAFT, DraftState.CHANGES_ASKED)
OPEN = (*EDITABLE, DraftState.SUBMITTED)
# What ended without being published: its text may serve again.
ENDED = (DraftState.WITHDRAWN, DraftState.REFUSED)


class DraftQuerySet(models.QuerySet["Draft"]):
    """Chainable readings of drafts."""

    def open(self) -> Self:
        """Keep those that are neither published nor abandoned."""
        return self.filter(state__in=OPEN)

    def submitted(self) -> Self:
        """Keep those that wait for a reading, the oldest first."""
        return self.filter(state=DraftState.SUBMITTED).order_by("submitted_at", "pk")

    def of(self, user: User) -> Self:
        """Keep those that a person began, and those that they write with somebody."""
        shared = self.model.objects.filter(coauthors__user=user)
        return self.filter(Q(author=user) | Q(pk__in=shared.values("pk")))


class Draft(models.Model):
    """What somebody proposes to tell of an alliance, in the layout of the exchange format."""

    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        related_name="drafts",
        verbose_name=_("auteur ou autrice"),
    )
    # None for an alliance that nobody told yet; set for an amendment, and once published.
    alliance = models.ForeignKey(
        Alliance,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="drafts",
        verbose_name=_("fiche"),
    )
    state = models.CharField(_("état"), max_length=14, choices=DraftState, default=DraftState.DRAFT)
    content = models.JSONField(_("contenu"), default=dict)
    # What the sheet said when the amendment began: what a merge compares both sides with.
    base = models.JSONField(_("version de départ"), default=dict)
    # Where it acts, as chosen from the official list: says whose reading it waits for.
    territory = models.ForeignKey(
        Territory,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="drafts",
        verbose_name=_("territoire"),
    )
    # Rises at each save: who saves from an older page is told, and loses nothing.
    version = models.PositiveIntegerField(_("version"), default=1)
    last_step = models.CharField(_("dernière étape"), max_length=20, blank=True)
    created_at = models.DateTimeField(_("création"), auto_now_add=True)
    updated_at = models.DateTimeField(_("dernière modification"), auto_now=True)
    submitted_at = models.DateTimeField(_("envoi"), null=True, blank=True)
    decided_at = models.DateTimeField(_("décision"), null=True, blank=True)
    # Why those who animate did not keep it: its author reads it.
    refusal = models.TextField(_("raison du refus"), blank=True)
    objects = DraftQuerySet.as_manager()

    class Meta:
        verbose_name = _("brouillon")
        verbose_name_plural = _("brouillons")
        ordering = ["-updated_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="draft_state_known", condition=Q(state__in=DraftState.values)
            ),
            models.CheckConstraint(name="draft_version_positive", condition=Q(version__gte=1)),
            models.CheckConstraint(
                name="draft_submitted_has_its_date",
                condition=~Q(state=DraftState.SUBMITTED) | Q(submitted_at__isnull=False),
            ),
            models.CheckConstraint(
                name="draft_accepted_has_its_sheet",
                condition=~Q(state=DraftState.ACCEPTED) | Q(alliance__isnull=False),
            ),
            models.CheckConstraint(
                name="draft_refused_says_why",
                condition=~Q(state=DraftState.REFUSED) | ~Q(refusal=""),
            ),
            models.UniqueConstraint(
                fields=["author", "alliance"],
                condition=Q(state__in=[state.value for state in OPEN]),
                name="draft_one_open_amendment",
            ),
        ]

    def __str__(self) -> str:
        return self.title or str(_("Alliance sans titre"))

    @property
    def title(self) -> str:
        """The title proposed, empty while nobody wrote one."""
        return str(self.content.get("title") or "")

    @property
    def is_editable(self) -> bool:
        """Tell whether its author may still write in it."""
        return self.state in EDITABLE

    @property
    def is_open(self) -> bool:
        """Tell whether it is neither published nor ended."""
        return self.state in OPEN

    @property
    def is_ended(self) -> bool:
        """Tell whether it ended without being published."""
        return self.state in ENDED

    @property
    def is_amendment(self) -> bool:
        """Tell whether it amends a sheet that readers had before it."""
        return bool(self.base)

    def get_absolute_url(self) -> str:
        """The page of the draft, for those who may see it."""
        return reverse("contribution:draft", args=[self.pk])


class Remark(models.Model):
    """What a reader of the draft asks about one field, or about the whole."""

    draft = models.ForeignKey(Draft, models.CASCADE, related_name="remarks")
    # The path of the exchange layout, as `figures.2.value`; empty for the whole draft.
    field = models.CharField(_("champ"), max_length=120, blank=True)
    text = models.TextField(_("remarque"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="remarks",
        verbose_name=_("auteur ou autrice"),
    )
    created_at = models.DateTimeField(_("date"), auto_now_add=True)
    is_settled = models.BooleanField(_("traitée"), default=False)

    class Meta:
        verbose_name = _("remarque")
        verbose_name_plural = _("remarques")
        ordering = ["created_at", "pk"]
        constraints = [models.CheckConstraint(name="remark_has_text", condition=~Q(text=""))]

    def __str__(self) -> str:
        return self.text[:80]
