"""The command that cron calls."""

import pytest
from click.testing import CliRunner
from django.core import mail

from alliage.accounts.models import User
from alliage.notifications.commands import notify
from tests.notifications.test_telling import tell


@pytest.mark.django_db
def test_the_command_sends_what_waits_and_says_how_much(person: User) -> None:
    tell(person)
    first, second = (CliRunner().invoke(notify).output for _ in range(2))
    assert first == "Résumés prêts\u00a0: 0. E-mails envoyés\u00a0: 1.\n"
    assert "envoyés\u00a0: 0" in second
    assert len(mail.outbox) == 1
