"""Settings come from the environment, and a public site is safe without being asked."""

import stat
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured
from environs import Env

from alliage.config.mail import mailer
from alliage.config.secret import kept_secret
from tests import instance
from tests.house_rules import ROOT


def manage(home: Path, *words: str, **variables: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, str(ROOT / "manage.py"), *words],
        env={**instance.environment(home), **variables},
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_public_site_passes_django_s_own_inspection(tmp_path: Path) -> None:
    done = manage(
        tmp_path / "home",
        *("check", "--deploy", "--fail-level", "WARNING"),
        ALLIAGE_SITE_URL="https://alliances.exemple.org",
        ALLIAGE_HOSTS="alliances.exemple.org",
        ALLIAGE_EMAIL_URL="submission://u:p@mail.exemple.org:587",
    )
    assert done.returncode == 0, done.stderr


def test_settings_are_read_from_the_environment(tmp_path: Path) -> None:
    code = (
        "from django.conf import settings as s;"
        "print(s.DEBUG, s.ALLOWED_HOSTS, s.SESSION_COOKIE_SECURE, s.SITE_URL, s.ALLIAGE_HOME,"
        " s.DATABASES['default']['ENGINE'])"
    )
    home = tmp_path / "home"
    plain = manage(home, "shell", "--no-imports", "-c", code)
    assert (
        plain.stdout.split()[-6:]
        == [
            *("False", "['localhost',", "'127.0.0.1',", "'[::1]']"),
            *("False", "http://localhost:8000", str(home), "django.db.backends.sqlite3"),
        ][-6:]
    )
    public = manage(
        home,
        *("shell", "--no-imports", "-c", code),
        ALLIAGE_SITE_URL="https://a.fr/",
        ALLIAGE_HOSTS="a.fr",
        ALLIAGE_SECRET_KEY="given",  # noqa: S106 - of this test
        DATABASE_URL="postgres://u@127.0.0.1:5432/name",
    )
    assert public.stdout.split() == [
        *("False", "['a.fr']", "True", "https://a.fr", str(home)),
        "django.db.backends.postgresql",
    ]


def test_a_secret_is_made_once_and_kept_from_others(tmp_path: Path) -> None:
    path = tmp_path / "new" / "secret_key"
    secret = kept_secret(path)
    assert len(secret) >= 50
    assert kept_secret(path) == secret
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


@pytest.mark.parametrize(
    ("url", "backend", "options"),
    [
        ("console:", "console", {}),
        (
            "submission://u:p@mail.exemple.org:587",
            "smtp",
            {
                "host": "mail.exemple.org",
                "port": 587,
                "username": "u",
                "password": "p",
                "use_tls": True,
                "use_ssl": False,
            },
        ),
    ],
)
def test_mail_addresses_become_django_mailers(
    url: str, backend: str, options: dict[str, object], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MAIL", url)
    made = mailer(Env().dj_email_url("MAIL"))
    assert made["BACKEND"] == f"django.core.mail.backends.{backend}.EmailBackend"
    assert made["OPTIONS"] == options


def test_an_unknown_way_of_sending_mail_is_refused() -> None:
    with pytest.raises(ImproperlyConfigured, match="ALLIAGE_EMAIL_URL"):
        mailer({"EMAIL_HOST": "h"})


@pytest.mark.parametrize(
    ("variable", "value", "words"),
    [
        ("ALLIAGE_EMAIL_URL", "pigeon://u:p@h", "ALLIAGE_EMAIL_URL"),
        ("ALLIAGE_DEBUG", "perhaps", "ALLIAGE_DEBUG"),
        ("DATABASE_URL", "postgres://u@127.0.0.1:1/none", "DATABASE_URL"),
    ],
)
def test_a_faulty_setting_is_one_sentence(
    tmp_path: Path, variable: str, value: str, words: str
) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "alliage.config", "setup"],
        env={**instance.environment(tmp_path / "home"), variable: value},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    said = done.stderr.strip().splitlines()
    assert words in said[-1]
    assert "Traceback" not in done.stderr


def test_an_instance_that_is_not_prepared_does_not_serve(tmp_path: Path) -> None:
    done = instance.run(tmp_path / "home", "serve", "--port", str(instance.free_port()))
    assert done.returncode == 1
    assert "alliage setup" in done.stderr
