"""Tell people, write to them, and let them choose how often."""

from .delivery import OutboxError, deliver, send_again, send_due
from .digests import build_digests, send_digests
from .kinds import register_kind, register_link, register_scope
from .reading import forget_old, mark_all_read, mark_read
from .telling import News, notify, notify_together, post
from .wishes import choose_rhythm, unsubscribe

__all__ = [
    "News",
    "OutboxError",
    "build_digests",
    "choose_rhythm",
    "deliver",
    "forget_old",
    "mark_all_read",
    "mark_read",
    "notify",
    "notify_together",
    "post",
    "register_kind",
    "register_link",
    "register_scope",
    "send_again",
    "send_digests",
    "send_due",
    "unsubscribe",
]
