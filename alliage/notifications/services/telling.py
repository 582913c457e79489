"""Tell people what happened: at once in the site, by e-mail when each of them wants."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import batched
from typing import NamedTuple

from django.db import transaction
from django.utils import timezone

from alliage.accounts.models import User
from alliage.notifications import registry
from alliage.notifications.models import Mail, Notification, Preference, Refusal, Rhythm
from alliage.notifications.registry import Kind
from alliage.notifications.tokens import digest_of

from .delivery import deliver

BATCH = 500


@transaction.atomic
def notify(
    kind: str, *, event: str, to: Iterable[User], title: str, body: str = "", url: str = ""
) -> None:
    """Tell people that something happened, each of them once, however often this is called.

    Args:
        kind: A code given to `register_kind`.
        event: A stable name of what happened: `contribution.published:42:3`.
        to: Whom to tell; people without the right to know (`register_scope`) are left out.
        title: One sentence without personal datum of others.
        body: A few more words, plain text.
        url: The page to go to, without host: `/alliances/…`.
    """
    known = registry.kind_of(kind)
    news = Notification(kind=kind, event=event, title=title[:200], body=body, url=url)
    for batch in batched(_allowed(to, kind, url), BATCH, strict=False):
        _tell(known, news, batch)
    transaction.on_commit(deliver.enqueue)


def _allowed(to: Iterable[User], kind: str, url: str) -> Iterator[User]:
    seen: set[int] = set()
    for person in to:
        if person.pk not in seen and registry.may_be_told(person, kind, url):
            seen.add(person.pk)
            yield person


def _tell(kind: Kind, news: Notification, people: Sequence[User]) -> None:
    # Those whom a former call told keep their notification and the fate of its e-mail.
    told = Notification.objects.filter(event=news.event, person__in=people)
    done = set(told.values_list("person_id", flat=True))
    left = [person for person in people if person.pk not in done]
    wishes = dict(
        Preference.objects.filter(kind=kind.code, person__in=left).values_list("person", "rhythm")
    )
    rhythms = {person.pk: wishes.get(person.pk, kind.default) for person in left}
    Notification.objects.bulk_create(
        [_copy(news, person, rhythms[person.pk]) for person in left], ignore_conflicts=True
    )
    now = timezone.now()
    Mail.objects.bulk_create(
        [
            Mail(event=news.event, address=p.email, person=p, kind=kind.code, not_before=now)
            for p in left
            if rhythms[p.pk] == Rhythm.IMMEDIATE and p.email
        ],
        ignore_conflicts=True,
    )


def _copy(news: Notification, person: User, rhythm: str) -> Notification:
    return Notification(
        person=person,
        kind=news.kind,
        event=news.event,
        title=news.title,
        body=news.body,
        url=news.url,
        rhythm=rhythm,
        mail_event=news.event if rhythm == Rhythm.IMMEDIATE else "",
    )


class News(NamedTuple):
    """One of several things told together; the fields are those of `notify`."""

    event: str
    title: str
    body: str = ""
    url: str = ""


@transaction.atomic
def notify_together(
    kind: str, *, event: str, to: User, subject: str, news: Sequence[News]
) -> list[News]:
    """Tell a person several things in one e-mail, each of them once; give those that were told.

    Args:
        kind: A code given to `register_kind`.
        event: A stable name of the e-mail.
        to: Whom to tell, where they have the right to know.
        subject: What the e-mail asks or says as a whole.
        news: What happened, each with its own stable event.
    """
    known = registry.kind_of(kind)
    told = Notification.objects.filter(person=to, event__in=[one.event for one in news])
    done = set(told.values_list("event", flat=True))
    left = [n for n in news if n.event not in done and registry.may_be_told(to, kind, n.url)]
    wish = Preference.objects.filter(kind=kind, person=to).values_list("rhythm", flat=True).first()
    rhythm = wish or known.default
    copies = [
        _copy(Notification(kind=kind, **one._replace(title=one.title[:200])._asdict()), to, rhythm)
        for one in left
    ]
    for copy in copies:
        copy.mail_event = event if rhythm == Rhythm.IMMEDIATE else ""
    Notification.objects.bulk_create(copies, ignore_conflicts=True)
    if left and rhythm == Rhythm.IMMEDIATE and to.email:
        mail = Mail(event=event, address=to.email, person=to, kind=kind, subject=subject[:200])
        mail.not_before = timezone.now()
        Mail.objects.bulk_create([mail], ignore_conflicts=True)
    transaction.on_commit(deliver.enqueue)
    return left


@transaction.atomic
def post(event: str, *, to: str, subject: str, body: str, url: str = "") -> None:
    """Write one e-mail to an address without account (an invitation), once for this event.

    An address that asked never to be written to is left alone.
    """
    address = to.strip().lower()
    if Refusal.objects.filter(digest=digest_of(address)).exists():
        return
    mail = Mail(
        event=event,
        address=address,
        subject=subject[:200],
        body=body,
        url=url,
        not_before=timezone.now(),
    )
    Mail.objects.bulk_create([mail], ignore_conflicts=True)
    transaction.on_commit(deliver.enqueue)
