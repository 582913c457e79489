"""How an e-mail reads: plain text and simple HTML, in French, with a way out of the next ones."""

from collections.abc import Sequence
from typing import NamedTuple
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from . import registry
from .models import Mail, Notification, Preference, Refusal, Rhythm
from .tokens import digest_of, unsubscribe_url

MOST_ITEMS = 50
DIGESTS = {Rhythm.DAILY: "digest.daily", Rhythm.WEEKLY: "digest.weekly"}


class Item(NamedTuple):
    """One thing told by an e-mail."""

    title: str
    body: str
    url: str


def message_of(mail: Mail) -> EmailMultiAlternatives | None:
    """Write the message, or None when nothing in it may or need be told any more."""
    items = _items(mail)
    if not items:
        return None
    with translation.override("fr"):
        return _compose(mail, items)


def _items(mail: Mail) -> list[Item]:
    if mail.person is None:
        if Refusal.objects.filter(digest=digest_of(mail.address)).exists():
            return []
        return [Item(mail.subject, mail.body, whole(mail.url))]
    off = set(
        Preference.objects.filter(person=mail.person, rhythm=Rhythm.OFF).values_list(
            "kind", flat=True
        )
    )
    told = Notification.objects.filter(person=mail.person, mail_event=mail.event)
    news = told.order_by("created_at", "pk")[: MOST_ITEMS + 1]
    return [
        Item(n.title, n.body, whole(registry.link_of(n.kind, n.event) or n.url))
        for n in news
        if n.kind not in off and registry.may_be_told(mail.person, n.kind, n.url)
    ]


def whole(url: str) -> str:
    """Give an address of this site its host; one that has another host is left as it is."""
    return f"{settings.SITE_URL}{url}" if url.startswith("/") else url


def _compose(mail: Mail, items: Sequence[Item]) -> EmailMultiAlternatives:
    subject = _subject(mail, items)
    stop = unsubscribe_url(mail)
    context = {
        "subject": subject,
        "items": items[:MOST_ITEMS],
        "is_cut": len(items) > MOST_ITEMS,
        "is_digest": mail.kind in DIGESTS.values(),
        "has_account": mail.person_id is not None,
        "site_url": settings.SITE_URL,
        "stop_url": stop,
    }
    message = EmailMultiAlternatives(
        subject=subject,
        body=render_to_string("notifications/mail/message.txt", context),
        from_email=settings.DEFAULT_FROM_EMAIL,
        to=[mail.person.email if mail.person else mail.address],
        reply_to=[settings.CONTACT_EMAIL] if settings.CONTACT_EMAIL else None,
        headers={
            "Message-ID": message_id(mail),
            "List-Unsubscribe": f"<{stop}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
            "Auto-Submitted": "auto-generated",
        },
    )
    message.attach_alternative(
        render_to_string("notifications/mail/message.html", context), "text/html"
    )
    return message


def _subject(mail: Mail, items: Sequence[Item]) -> str:
    """One line, whatever was written."""
    if mail.kind == DIGESTS[Rhythm.DAILY]:
        return _("Alliage : votre résumé du jour")
    if mail.kind == DIGESTS[Rhythm.WEEKLY]:
        return _("Alliage : votre résumé de la semaine")
    return " ".join((mail.subject or items[0].title).split())


def message_id(mail: Mail) -> str:
    """The same for the same e-mail, so that a server or a reader may see a copy."""
    host = urlsplit(settings.SITE_URL).hostname or "localhost"
    name = f"{mail.event} {mail.address}"
    key = salted_hmac("alliage.notifications.message", name, algorithm="sha256").hexdigest()[:40]
    return f"<{key}@{host}>"
