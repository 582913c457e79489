"""Roles, the journal of what people do, what they allow, and how they are forgotten."""

from collections.abc import Iterable, Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.db.models import ProtectedError, QuerySet, RestrictedError
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from . import registry
from .models import Consent, JournalEntry, User

ANIMATOR = "Animateur"
ANIMATOR_VERBS = ("view", "add", "change")


class AccountError(Exception):
    """What was asked of an account cannot be done; the words are for the reader."""


@transaction.atomic
def define_role(
    name: str, *, on: Iterable[type[models.Model]], verbs: Iterable[str] = ANIMATOR_VERBS
) -> Group:
    """Set what a role may do: these verbs on these models, and nothing else."""
    content_types = ContentType.objects.get_for_models(*on).values()
    codenames = [f"{verb}_{kind.model}" for kind in content_types for verb in verbs]
    role, _made = Group.objects.get_or_create(name=name)
    role.permissions.set(
        Permission.objects.filter(content_type__in=content_types, codename__in=codenames)
    )
    return role


@transaction.atomic
def give_role(user: User, *, role: Group) -> User:
    """Give a role to a person, who may enter the administration to use it."""
    user.is_staff = True
    user.save(update_fields=["is_staff"])
    user.groups.add(role)
    return user


def confirm_address(user: User) -> User:
    """Take the address of a person as proved, when somebody vouches for it otherwise."""
    EmailAddress.objects.update_or_create(
        user=user, email=user.email, defaults={"verified": True, "primary": True}
    )
    return user


def record(
    verb: str,
    about: models.Model,
    *,
    by: User | None = None,
    details: Mapping[str, object] | None = None,
) -> JournalEntry:
    """Write in the journal that somebody did something to an object.

    Args:
        verb: `context.verb`, as in `contribution.published`.
        about: The object; saved, so that it has a key.
        by: The author; None for what the platform does by itself.
        details: JSON values that help to understand, never a personal datum nor a secret.
    """
    return JournalEntry.objects.create(
        by=by,
        verb=verb,
        about_kind=about._meta.label_lower,
        about_key=str(about.pk),
        # A person has a right to be forgotten, and the journal cannot be mended.
        about_label="" if isinstance(about, User) else str(about)[:200],
        details=dict(details or {}),
    )


# --- What contexts declare ---------------------------------------------------------------------
def register_personal_data(
    name: str,
    reader: registry.Reader,
    eraser: registry.Eraser,
    *,
    label: str | Promise,
    why: str | Promise,
) -> None:
    """Declare in `AppConfig.ready()` what a context holds about a person.

    Args:
        name: `context.subject`, the key of the export: `network.memberships`.
        reader: Gives the rows of a person, JSON values.
        eraser: Removes them or what names the person in them; called within a transaction.
        label: What the person reads: « Mes organisations ».
        why: Why it is held, one sentence.
    """
    registry.add_personal_data(registry.PersonalData(name, label, why, reader, eraser))


def delete_rows(rows: QuerySet[Any]) -> None:
    """End rows by deleting them: what most rules of retention do."""
    rows.delete()


def register_retention(path: Path, ways: Mapping[str, tuple[registry.Rows, registry.End]]) -> None:
    """Declare in `AppConfig.ready()` how long a context keeps things.

    Args:
        path: A YAML of rules: name, what, days, why.
        ways: For each rule, the rows whose time ended before a moment, and what ends them.
    """
    registry.add_rules(path, ways)


# --- Consent -------------------------------------------------------------------------------------
@transaction.atomic
def give_consent(user: User, *, purpose: str) -> Consent:
    """Allow a purpose under its words in force; allowing it twice changes nothing.

    When the words changed since, the old consent ends and a new one is added.
    """
    if purpose not in registry.purposes():
        raise AccountError(_("Cette finalité n’existe pas."))
    User.objects.select_for_update().get(pk=user.pk)
    version = registry.purposes()[purpose].current.version
    kept = Consent.objects.of(user).standing().filter(purpose=purpose).first()
    if kept and kept.wording_version == version:
        return kept
    if kept:
        Consent.objects.of(user).standing().filter(pk=kept.pk).update(withdrawn_at=timezone.now())
    given = Consent.objects.create(user=user, purpose=purpose, wording_version=version)
    record("accounts.consent_given", given, by=user)
    return given


@transaction.atomic
def withdraw_consent(user: User, *, purpose: str) -> None:
    """Take a consent back; the row stays, with the moment."""
    for kept in Consent.objects.of(user).standing().filter(purpose=purpose):
        kept.withdrawn_at = timezone.now()
        kept.save(update_fields=["withdrawn_at"])
        record("accounts.consent_withdrawn", kept, by=user)


# --- Erasure -------------------------------------------------------------------------------------
@transaction.atomic
def erase_account(user: User, *, by: User, proof: str) -> None:
    """Erase one’s own account; what was published survives, without the person.

    Args:
        user: Whose account.
        by: Who asks: the same person.
        proof: The password typed again; the e-mail address where there is no password.
    """
    if by.pk != user.pk:
        raise PermissionDenied
    kept = User.objects.select_for_update().get(pk=user.pk)
    if not _is_proven(kept, proof):
        raise AccountError(_("Ce n’est pas la bonne réponse : rien n’est effacé."))
    others = User.objects.filter(is_superuser=True, is_active=True).exclude(pk=kept.pk)
    if kept.is_superuser and not others.exists():
        raise AccountError(
            _("Vous administrez seul cette instance : nommez d’abord quelqu’un d’autre.")
        )
    forget_person(kept)


def _is_proven(user: User, proof: str) -> bool:
    if user.has_usable_password():
        return user.check_password(proof)
    return proof.strip().lower() == user.email


@transaction.atomic
def forget_person(user: User) -> None:
    """Erase what each context holds of a person, then the account, and say so in the journal.

    Where something published still points to the account, it stays, without anything personal.
    """
    key = user.pk
    for data in registry.personal_data():
        data.eraser(user)
    JournalEntry.objects.filter(by=user).update(by=None)
    record("accounts.erased", user)
    try:
        with transaction.atomic():
            User.objects.get(pk=key).delete()
    except (ProtectedError, RestrictedError):
        _anonymise(user)


def _anonymise(user: User) -> None:
    user.email, user.name = f"efface-{user.pk}@compte.invalid", ""
    user.is_active = user.is_staff = user.is_superuser = False
    user.last_login = None
    user.set_unusable_password()
    user.save()
    user.groups.clear()
    user.user_permissions.clear()
    Consent.objects.of(user).delete()
    EmailAddress.objects.filter(user=user).delete()
    Authenticator.objects.filter(user=user).delete()
    SocialAccount.objects.filter(user=user).delete()


# --- Retention -----------------------------------------------------------------------------------
def apply_retention(*, is_dry: bool = False) -> list[tuple[registry.Rule, int]]:
    """End what has had its time, rule by rule; each rule is done whole or not at all."""
    done = []
    for rule in registry.rules():
        with transaction.atomic():
            rows = rule.rows(timezone.now() - timedelta(days=rule.days))
            count = rows.count()
            if count and not is_dry:
                rule.end(rows)
        done.append((rule, count))
    return done
