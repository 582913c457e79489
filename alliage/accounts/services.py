"""Roles, named sets of rights given to people; the journal of what they do."""

from collections.abc import Iterable, Mapping

from allauth.account.models import EmailAddress
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction

from .models import JournalEntry, User

ANIMATOR = "Animateur"
ANIMATOR_VERBS = ("view", "add", "change")


@transaction.atomic
def define_role(
    name: str, *, on: Iterable[type[models.Model]], verbs: Iterable[str] = ANIMATOR_VERBS
) -> Group:
    """Set what a role may do: these verbs on these models, and nothing else."""
    content_types = ContentType.objects.get_for_models(*on).values()
    codenames = [f"{verb}_{kind.model}" for kind in content_types for verb in verbs]
    role, _ = Group.objects.get_or_create(name=name)
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
        about_label=str(about)[:200],
        details=dict(details or {}),
    )
