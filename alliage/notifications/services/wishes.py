"""How often each person wants to be written to."""

from django.db import transaction

from alliage.accounts.models import User
from alliage.accounts.services import record
from alliage.notifications import registry
from alliage.notifications.messages import DIGESTS
from alliage.notifications.models import Mail, Notification, Preference, Refusal, Rhythm
from alliage.notifications.tokens import read


@transaction.atomic
def choose_rhythm(person: User, kind: str, rhythm: str) -> None:
    """Set the rhythm of e-mails of one kind, from now on and for what still waits."""
    Preference.objects.update_or_create(person=person, kind=kind, defaults={"rhythm": rhythm})
    waiting = Notification.objects.filter(person=person, kind=kind, mail_event="").exclude(
        rhythm=Rhythm.OFF
    )
    if rhythm != Rhythm.IMMEDIATE:  # else what waited still goes with its digest
        waiting.update(rhythm=rhythm)


@transaction.atomic
def unsubscribe(token: str) -> None:
    """Stop what the signed link stops; done twice, it changes nothing more.

    Raises:
        BadLinkError: The link is not ours.
    """
    link = read(token)
    if link.person is None:
        Refusal.objects.get_or_create(digest=link.address_digest)
        return
    person = User.objects.filter(pk=link.person).first()
    if person is None:
        return  # the account is gone: nobody will be written to
    for kind in _stopped(person, link.kind):
        choose_rhythm(person, kind, Rhythm.OFF)
    Mail.objects.filter(person=person, kind=link.kind, state=Mail.State.WAITING).update(
        state=Mail.State.DROPPED
    )
    record("notifications.unsubscribed", person, by=person, details={"kind": link.kind})


def _stopped(person: User, kind: str) -> list[str]:
    """The kinds that a link stops: its own, or all those that come in the same digest."""
    rhythms = [rhythm for rhythm, digest in DIGESTS.items() if digest == kind]
    if not rhythms:
        return [kind]
    chosen = dict(Preference.objects.filter(person=person).values_list("kind", "rhythm"))
    known = registry.kinds().values()
    return [k.code for k in known if chosen.get(k.code, k.default) in rhythms]
