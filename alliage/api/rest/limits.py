"""How many requests one may send: counted by token, else by address, minute by minute."""

import hashlib
import time
from dataclasses import dataclass

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse

from alliage.api.models import Token
from alliage.web.limits import address

WINDOW = 60


@dataclass(frozen=True)
class Allowance:
    """What is left of a window."""

    limit: int
    remaining: int
    reset: int
    is_over: bool

    def write(self, response: HttpResponse) -> None:
        """Tell it in the headers of an answer."""
        response["RateLimit-Limit"] = str(self.limit)
        response["RateLimit-Remaining"] = str(self.remaining)
        response["RateLimit-Reset"] = str(self.reset)
        if self.is_over:
            response["Retry-After"] = str(self.reset)


def count(request: HttpRequest, token: Token | None) -> Allowance:
    """Count this request; addresses are kept as fingerprints, two minutes at most.

    The writes of a token are counted apart, and fewer.
    """
    now = int(time.time())
    who, limit = f"address:{address(request)}", settings.API_LIMIT
    if token:
        who, limit = f"token:{token.pk}", settings.API_LIMIT_TOKEN
        if request.method not in ("GET", "HEAD"):
            who, limit = f"writes:{token.pk}", settings.API_LIMIT_WRITE
    fingerprint = hashlib.sha256(who.encode()).hexdigest()
    key = f"api:{fingerprint}:{now // WINDOW}"
    cache.add(key, 0, timeout=2 * WINDOW)
    try:
        used = cache.incr(key)
    except ValueError:  # evicted between the two
        used = 1
    return Allowance(limit, max(0, limit - used), WINDOW - now % WINDOW, used > limit)
