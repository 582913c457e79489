"""What happened, told to those who asked to know: in the site and by e-mail."""

from datetime import datetime, timedelta
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

# Longer than any conversation with a mail server.
SENDING_AT_MOST = timedelta(minutes=15)


class Rhythm(models.TextChoices):
    """How often a person wants e-mails of one kind; the site always tells at once."""

    IMMEDIATE = "immediate", _("à chaque fois")
    DAILY = "daily", _("un résumé par jour")
    WEEKLY = "weekly", _("un résumé par semaine")
    OFF = "off", _("jamais")


class NotificationQuerySet(models.QuerySet["Notification"]):
    """Readings of what people were told."""

    def unread(self) -> Self:
        """Keep what was not read yet."""
        return self.filter(read_at=None)

    def awaiting(self, rhythm: str) -> Self:
        """Keep what the next digest of this rhythm will tell."""
        return self.filter(mail_event="", rhythm=rhythm)


class Notification(models.Model):
    """One thing told to one person; the same event is never told twice to the same person."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        related_name="notifications",
        verbose_name=_("personne"),
    )
    kind = models.CharField(_("sujet"), max_length=60)
    event = models.CharField(_("événement"), max_length=160)
    title = models.CharField(_("titre"), max_length=200)
    body = models.TextField(_("texte"), blank=True)
    url = models.CharField(_("adresse"), max_length=500, blank=True)
    created_at = models.DateTimeField(_("date"), auto_now_add=True)
    read_at = models.DateTimeField(_("lue le"), null=True, blank=True)
    # The wish of the person when it happened, then the e-mail that told it: an empty `mail_event`
    # waits for the next digest of that rhythm.
    rhythm = models.CharField(_("rythme"), max_length=12, choices=Rhythm)
    mail_event = models.CharField(_("e-mail"), max_length=160, blank=True)
    objects = NotificationQuerySet.as_manager()

    class Meta:
        verbose_name = _("notification")
        verbose_name_plural = _("notifications")
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["event", "person"], name="notification_once"),
            models.CheckConstraint(
                name="notification_rhythm_known", condition=Q(rhythm__in=Rhythm.values)
            ),
        ]
        indexes = [
            models.Index(fields=["person"], condition=Q(read_at=None), name="notification_unread"),
            models.Index(
                fields=["rhythm", "person"],
                condition=Q(mail_event="", rhythm__in=["daily", "weekly"]),
                name="notification_awaiting",
            ),
            models.Index(fields=["person", "mail_event"], name="notification_mail"),
        ]

    def __str__(self) -> str:
        return self.title


class Preference(models.Model):
    """How often one person wants e-mails of one kind; no row means the kind's own default."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        related_name="notification_preferences",
        verbose_name=_("personne"),
    )
    kind = models.CharField(_("sujet"), max_length=60)
    rhythm = models.CharField(_("rythme"), max_length=12, choices=Rhythm)

    class Meta:
        verbose_name = _("préférence")
        verbose_name_plural = _("préférences")
        ordering = ["person", "kind"]
        constraints = [
            models.UniqueConstraint(fields=["person", "kind"], name="preference_once"),
            models.CheckConstraint(
                name="preference_rhythm_known", condition=Q(rhythm__in=Rhythm.values)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.rhythm}"


class MailQuerySet(models.QuerySet["Mail"]):
    """Readings of the outbox."""

    def due(self, now: datetime) -> Self:
        """Keep what may leave now, the oldest first."""
        return self.filter(state=Mail.State.WAITING, not_before__lte=now).order_by("pk")

    def stuck(self, now: datetime) -> Self:
        """Keep what needs an administrator: what failed, and what may or may not have left.

        A worker that died half-way leaves its e-mail `sending`.
        """
        dead = Q(state=Mail.State.SENDING, claimed_at__lt=now - SENDING_AT_MOST)
        return self.filter(Q(state__in=[Mail.State.UNCERTAIN, Mail.State.FAILED]) | dead)


class Mail(models.Model):
    """One e-mail of the outbox: an event or a digest, to one address, once.

    An e-mail leaves at most once. `sending` is written before the server is spoken to, so that
    what a killed worker leaves there is shown to administrators and never sent again by itself.
    """

    class State(models.TextChoices):
        """Where the e-mail stands."""

        WAITING = "waiting", _("en attente")
        SENDING = "sending", _("en cours d’envoi")
        SENT = "sent", _("envoyé")
        UNCERTAIN = "uncertain", _("envoi incertain")
        FAILED = "failed", _("échec")
        DROPPED = "dropped", _("écarté")

    event = models.CharField(_("événement"), max_length=160)
    address = models.EmailField(_("adresse e-mail"))
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="mails",
        verbose_name=_("personne"),
    )
    kind = models.CharField(_("sujet"), max_length=60, blank=True)
    # Of an address without account; what is told to a person is in their notifications, and the
    # subject says what several of them have in common.
    subject = models.CharField(_("titre"), max_length=200, blank=True)
    body = models.TextField(_("texte"), blank=True)
    url = models.CharField(_("adresse"), max_length=500, blank=True)
    state = models.CharField(_("état"), max_length=12, choices=State, default=State.WAITING)
    tries = models.PositiveSmallIntegerField(_("essais"), default=0)
    created_at = models.DateTimeField(_("date"), auto_now_add=True)
    not_before = models.DateTimeField(_("pas avant"))
    claimed_at = models.DateTimeField(_("pris le"), null=True, blank=True)
    sent_at = models.DateTimeField(_("envoyé le"), null=True, blank=True)
    last_error = models.CharField(_("dernière erreur"), max_length=200, blank=True)
    objects = MailQuerySet.as_manager()

    class Meta:
        verbose_name = _("e-mail")
        verbose_name_plural = _("e-mails")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["event", "address"], name="mail_once"),
            models.CheckConstraint(
                name="mail_state_known",
                condition=Q(
                    state__in=["waiting", "sending", "sent", "uncertain", "failed", "dropped"]
                ),
            ),
        ]
        indexes = [
            models.Index(fields=["not_before"], condition=Q(state="waiting"), name="mail_waiting"),
            models.Index(fields=["state"], name="mail_state"),
        ]

    def __str__(self) -> str:
        return self.event

    @property
    def is_stuck(self) -> bool:
        """Tell whether an administrator may send it again (as `MailQuerySet.stuck`)."""
        if self.state == self.State.SENDING:
            return self.claimed_at is None or self.claimed_at < timezone.now() - SENDING_AT_MOST
        return self.state in (self.State.UNCERTAIN, self.State.FAILED)

    @property
    def level(self) -> str:
        """The colour of its state."""
        return LEVELS.get(self.state, ("", ""))[0]

    @property
    def icon(self) -> str:
        """The icon of its state."""
        return LEVELS.get(self.state, ("", "half"))[1]


LEVELS: dict[str, tuple[str, str]] = {
    Mail.State.SENT: ("success", "check"),
    Mail.State.UNCERTAIN: ("warning", "warning"),
    Mail.State.FAILED: ("error", "error"),
    Mail.State.DROPPED: ("", "close"),
}


class Refusal(models.Model):
    """An address without account that asked never to be written to again, as a keyed digest."""

    digest = models.CharField(_("empreinte de l’adresse"), max_length=64, unique=True)
    created_at = models.DateTimeField(_("date"), auto_now_add=True)

    class Meta:
        verbose_name = _("refus")
        verbose_name_plural = _("refus")
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return self.digest
