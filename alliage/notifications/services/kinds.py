"""What other contexts declare in their `AppConfig.ready()`."""

from django.utils.functional import Promise

from alliage.notifications import registry
from alliage.notifications.registry import Kind, Link, Scope


def register_kind(code: str, label: str | Promise, *, default: str = "immediate") -> None:
    """Declare a kind of news, its label, and the rhythm of e-mails of those who chose none.

    Args:
        code: `context.verb`, as in `contribution.published`.
        label: What the person reads before choosing a rhythm: « Une fiche que je suis change ».
        default: A rhythm: `immediate`, `daily`, `weekly` or `off`.
    """
    registry.add_kind(Kind(code, label, default))


def register_scope(code: str, scope: Scope) -> None:
    """Declare who may be told news of a kind: `scope(person, url)`.

    Asked when it happens and again when the e-mail leaves: somebody who lost their right in
    between is not written to.
    """
    registry.add_scope(code, scope)


def register_link(code: str, link: Link) -> None:
    """Declare where the e-mails of a kind lead, from their event: `link(event)`.

    For signed links, made when the e-mail leaves and kept nowhere; an empty text leaves the address
    of the notification.
    """
    registry.add_link(code, link)
