"""Keep a page for later, and say whether it was useful."""

from typing import Any

from django.db import transaction

from alliage.accounts.models import User
from alliage.capitalisation.models import Alliance
from alliage.curation.models import Bookmark, Feedback


def _named(subject: Any) -> dict[str, Any]:
    return {"alliance" if isinstance(subject, Alliance) else "resource": subject}


@transaction.atomic
def keep(subject: Any, *, by: User) -> Bookmark:
    """Bookmark a sheet or a resource; twice is once."""
    return Bookmark.objects.get_or_create(user=by, **_named(subject))[0]


@transaction.atomic
def let_go(subject: Any, *, by: User) -> None:
    """Remove the bookmark of a sheet or a resource, if there is one."""
    Bookmark.objects.filter(user=by, **_named(subject)).delete()


@transaction.atomic
def give_feedback(
    subject: Any, *, is_useful: bool, reason: str = "", by: User | None = None
) -> Feedback:
    """Note whether a page was useful; a second opinion of the same person replaces the first."""
    said = {"is_useful": is_useful, "reason": reason}
    if by is None:
        return Feedback.objects.create(**_named(subject), **said)
    return Feedback.objects.update_or_create(user=by, **_named(subject), defaults=said)[0]
