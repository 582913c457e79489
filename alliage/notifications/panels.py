"""What notifications add to the page of one's account."""

from django.http import HttpRequest

from alliage.accounts.models import User
from alliage.web.panels import Panel

from . import permissions, queries


def on_account(request: HttpRequest, person: User) -> Panel:
    """Lead to what one was told, and to what one receives by e-mail."""
    context = {
        "unread": queries.unread_count(person),
        "sees_outbox": permissions.may_see_outbox(person),
    }
    return Panel("notifications/panels/account.html", context, order=10)
