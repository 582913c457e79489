"""Empty the outbox: each e-mail leaves at most once.

A server that accepted a message cannot be asked about it afterwards. So the row says `sending`,
committed, before the first word to the server: whatever happens then, nobody else takes it. What
is surely unsent (no connection, a refusal in due form) waits and is tried again; what may have
left (a killed worker, a silence in mid-sentence) is shown to administrators, who decide. Losing
one e-mail now and then, which the site tells anyway, was preferred to sending one twice.
"""

from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from smtplib import (
    SMTPException,
    SMTPNotSupportedError,
    SMTPRecipientsRefused,
    SMTPResponseException,
)
from typing import Any

from django.core.mail import EmailMessage, mailers
from django.db import transaction
from django.db.models import F
from django.tasks import task
from django.utils import timezone

from alliage.accounts.models import User
from alliage.accounts.services import record
from alliage.notifications.messages import message_of
from alliage.notifications.models import Mail

MOST_TRIES = 8
FIRST_PAUSE = timedelta(minutes=5)
LONGEST_PAUSE = timedelta(hours=6)
# Refusals in due form: the server says that it did not take the message.
SURELY_UNSENT = (SMTPResponseException, SMTPRecipientsRefused, SMTPNotSupportedError)


class OutboxError(Exception):
    """An e-mail cannot be put back in the queue."""


@task()
def deliver() -> int:
    """Send what waits in the outbox, and say how many left; several may run at once."""
    connection = mailers["default"]
    sent = 0
    try:
        while mail := _claim():
            outcome = _send(mail, connection)
            sent += outcome == Mail.State.SENT
            if outcome == Mail.State.WAITING:
                break  # the server is away: the others would meet the same silence
    finally:
        with suppress(SMTPException, OSError):
            connection.close()
    return sent


def send_due() -> int:
    """Send now what waits, in this very process (for a command)."""
    sent: int = deliver.call()
    return sent


def _claim() -> Mail | None:
    """Take the next e-mail for oneself, for good: the row is committed as `sending`."""
    while True:
        now = timezone.now()
        mail = Mail.objects.due(now).select_related("person").first()
        if mail is None:
            return None
        with transaction.atomic(durable=True):
            taken = Mail.objects.filter(pk=mail.pk, state=Mail.State.WAITING).update(
                state=Mail.State.SENDING, claimed_at=now, tries=F("tries") + 1, last_error=""
            )
        if taken:
            mail.tries += 1
            return mail


def _send(mail: Mail, connection: Any) -> str:
    try:
        message = message_of(mail)
    except Exception as error:  # one faulty e-mail must not stop the others
        return _settle(mail, Mail.State.FAILED, error)
    if message is None:
        return _settle(mail, Mail.State.DROPPED)
    try:
        connection.open()
    except (OSError, SMTPException) as error:
        return _retry(mail, error)
    return _speak(mail, message, connection)


def _speak(mail: Mail, message: EmailMessage, connection: Any) -> str:
    settle: Callable[..., str] = _settle
    try:
        connection.send_messages([message])
    except SURELY_UNSENT as error:
        if _is_final(error):
            return settle(mail, Mail.State.FAILED, error)
        return _retry(mail, error, goes_on=True)
    except Exception as error:  # whatever it is, the message may have left
        with suppress(SMTPException, OSError):
            connection.close()
        return settle(mail, Mail.State.UNCERTAIN, error)
    return settle(mail, Mail.State.SENT)


def _is_final(error: Exception) -> bool:
    """Tell whether the server refuses for good (5xx)."""
    codes = [getattr(error, "smtp_code", 0)]
    if isinstance(error, SMTPRecipientsRefused):
        codes = [code for code, _ in error.recipients.values()]
    return any(500 <= code < 600 for code in codes)


def _retry(mail: Mail, error: Exception, *, goes_on: bool = False) -> str:
    """Put back what is surely unsent, for later; give up after many tries."""
    if mail.tries >= MOST_TRIES:
        return _settle(mail, Mail.State.FAILED, error)
    pause = min(FIRST_PAUSE * 3 ** (mail.tries - 1), LONGEST_PAUSE)
    Mail.objects.filter(pk=mail.pk).update(not_before=timezone.now() + pause)
    outcome = _settle(mail, Mail.State.WAITING, error)
    return "" if goes_on else outcome


def _settle(mail: Mail, state: str, error: Exception | None = None) -> str:
    Mail.objects.filter(pk=mail.pk).update(
        state=state,
        sent_at=timezone.now() if state == Mail.State.SENT else None,
        last_error=_words(error),
    )
    return state


def _words(error: Exception | None) -> str:
    """Name an error without what it quotes, which may hold an address."""
    if error is None:
        return ""
    code = getattr(error, "smtp_code", None) or getattr(error, "errno", None)
    return f"{type(error).__name__} {code}" if code else type(error).__name__


@transaction.atomic
def send_again(mail: Mail, *, by: User) -> None:
    """Put back in the queue an e-mail that failed, or of which nobody knows whether it left."""
    stuck = Mail.objects.stuck(timezone.now()).filter(pk=mail.pk)
    if not stuck.update(state=Mail.State.WAITING, tries=0, not_before=timezone.now()):
        raise OutboxError
    record("notifications.mail_sent_again", mail, by=by)
    transaction.on_commit(deliver.enqueue)
