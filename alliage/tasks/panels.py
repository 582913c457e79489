"""What background work adds to the page of an administrator's account."""

from django.http import HttpRequest

from alliage.accounts.models import User
from alliage.web.panels import Panel

from . import permissions


def on_account(request: HttpRequest, person: User) -> Panel | None:
    """Lead administrators to background work; nobody else sees anything of it."""
    if not permissions.may_see_tasks(person):
        return None
    return Panel("tasks/panels/account.html", order=200)
