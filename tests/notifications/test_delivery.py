"""An e-mail leaves at most once, whatever happens half-way."""

import smtplib
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.utils import timezone

from alliage.accounts.models import JournalEntry, User
from alliage.notifications import services
from alliage.notifications.models import Mail
from alliage.notifications.services import delivery
from tests.notifications.test_telling import tell

pytestmark = pytest.mark.django_db


class KilledError(BaseException):
    """What a killed process looks like from inside."""


def failing(monkeypatch: pytest.MonkeyPatch, method: str, error: BaseException | None) -> None:
    def fail(self: EmailBackend, *args: Any) -> int:
        if method == "send_messages":
            mail.outbox.extend(*args)  # the server has it, and we do not know
        assert error is not None
        raise error

    monkeypatch.setattr(EmailBackend, method, fail)


def state() -> str:
    return Mail.objects.get().state


def wait_over() -> None:
    Mail.objects.update(not_before=timezone.now())


def test_an_empty_outbox_sends_nothing() -> None:
    assert services.send_due() == 0


def test_what_was_sent_says_so_and_never_leaves_again(person: User) -> None:
    tell(person)
    assert services.send_due() == 1
    assert services.send_due() == 0
    row = Mail.objects.get()
    assert (row.state, row.tries) == (Mail.State.SENT, 1)
    assert row.sent_at is not None
    assert len(mail.outbox) == 1


def test_a_worker_killed_after_the_server_accepted_never_sends_twice(
    person: User, monkeypatch: pytest.MonkeyPatch, administrator_user: User
) -> None:
    tell(person)
    with monkeypatch.context() as patch:
        failing(patch, "send_messages", KilledError())
        with pytest.raises(KilledError):
            services.send_due()
    assert state() == Mail.State.SENDING
    assert services.send_due() == 0
    assert len(mail.outbox) == 1
    row = Mail.objects.get()
    assert not row.is_stuck, "another worker may be speaking to the server"
    Mail.objects.update(claimed_at=timezone.now() - timedelta(hours=1))
    row.refresh_from_db()
    assert row.is_stuck
    assert Mail.objects.stuck(timezone.now()).count() == 1
    services.send_again(row, by=administrator_user)
    assert services.send_due() == 1
    assert JournalEntry.objects.get().verb == "notifications.mail_sent_again"
    first, second = (m.extra_headers["Message-ID"] for m in mail.outbox)
    assert first == second, "a reader may see that it is the same"


def test_a_silence_in_mid_sentence_is_uncertain_and_not_sent_again(
    person: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    tell(person)
    with monkeypatch.context() as patch:
        failing(patch, "send_messages", smtplib.SMTPServerDisconnected("paule@exemple.fr"))
        services.send_due()
    assert state() == Mail.State.UNCERTAIN
    assert services.send_due() == 0
    assert Mail.objects.get().last_error == "SMTPServerDisconnected", "no address in an error"


def test_a_server_that_is_away_is_tried_again_later_and_given_up_at_last(
    people: list[User], monkeypatch: pytest.MonkeyPatch
) -> None:
    tell(*people)
    failing(monkeypatch, "open", ConnectionRefusedError(111, "refused"))
    assert services.send_due() == 0
    assert Mail.objects.filter(tries=1).count() == 1, "one knock is enough"
    Mail.objects.exclude(tries=1).delete()
    assert Mail.objects.get().not_before > timezone.now()
    for _ in range(delivery.MOST_TRIES):
        wait_over()
        services.send_due()
    row = Mail.objects.get()
    assert (row.state, row.tries) == (Mail.State.FAILED, delivery.MOST_TRIES)
    assert row.last_error == "ConnectionRefusedError 111"


def test_a_server_that_comes_back_gets_what_waited(
    person: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    tell(person)
    with monkeypatch.context() as patch:
        failing(patch, "open", TimeoutError())
        services.send_due()
    wait_over()
    assert services.send_due() == 1


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        (smtplib.SMTPRecipientsRefused({"a@b.fr": (550, b"unknown")}), Mail.State.FAILED),
        (smtplib.SMTPRecipientsRefused({"a@b.fr": (450, b"later")}), Mail.State.WAITING),
        (smtplib.SMTPDataError(554, b"spam"), Mail.State.FAILED),
        (smtplib.SMTPDataError(452, b"full"), Mail.State.WAITING),
        (RuntimeError("?"), Mail.State.UNCERTAIN),
    ],
)
def test_a_refusal_in_due_form_is_final_or_tried_again(
    person: User, monkeypatch: pytest.MonkeyPatch, error: Exception, expected: str
) -> None:
    tell(person)
    failing(monkeypatch, "send_messages", error)
    services.send_due()
    assert state() == expected
    assert "@" not in Mail.objects.get().last_error


def test_one_faulty_mail_does_not_stop_the_others(
    people: list[User], monkeypatch: pytest.MonkeyPatch
) -> None:
    real = delivery.message_of

    def write(row: Mail) -> Any:
        if row.address == people[0].email:
            raise ValueError("unreadable")
        return real(row)

    monkeypatch.setattr(delivery, "message_of", write)
    tell(*people)
    assert services.send_due() == 2
    assert Mail.objects.get(address=people[0].email).last_error == "ValueError"


def test_a_mail_taken_by_another_worker_is_left_to_it(
    person: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    tell(person)
    taken = Mail.objects.get()
    rows = iter([taken, None])

    class Stale:
        def select_related(self, _name: str) -> "Stale":
            return self

        def first(self) -> Mail | None:
            return next(rows)

    Mail.objects.update(state=Mail.State.SENDING)
    monkeypatch.setattr(type(Mail.objects), "due", lambda *_: Stale(), raising=False)
    assert services.send_due() == 0
    assert mail.outbox == []


def test_only_what_is_stuck_is_sent_again(person: User, administrator_user: User) -> None:
    tell(person)
    services.send_due()
    with pytest.raises(services.OutboxError):
        services.send_again(Mail.objects.get(), by=administrator_user)


def test_answers_go_to_the_contact_of_the_instance(person: User, settings: Any) -> None:
    settings.CONTACT_EMAIL = "contact@exemple.fr"
    settings.DEFAULT_FROM_EMAIL = "alliances@exemple.fr"
    tell(person)
    services.send_due()
    message = mail.outbox[0]
    assert message.from_email == "alliances@exemple.fr"
    assert message.reply_to == ["contact@exemple.fr"]
    assert message.extra_headers["Auto-Submitted"] == "auto-generated", "no automatic answer"


def test_a_mail_goes_to_the_address_that_the_person_has_now(person: User) -> None:
    tell(person)
    User.objects.update(email="nouvelle@exemple.fr")
    services.send_due()
    assert mail.outbox[0].to == ["nouvelle@exemple.fr"]
