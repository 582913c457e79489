"""Who may bring files in, and see what was brought."""

from alliage.network.permissions import Person, animates_somewhere, is_administrator

from .models import ImportRun


def may_import(user: Person) -> bool:
    """Tell whether the person may bring files in: those who animate, for what they animate."""
    return animates_somewhere(user)


def may_see(user: Person, run: ImportRun) -> bool:
    """Tell whether the person may see and lead an import: their own, or any for administrators."""
    return is_administrator(user) or (may_import(user) and run.by_id == user.pk)
