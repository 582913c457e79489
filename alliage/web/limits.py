"""How often one connection did something lately, without remembering whose it is."""

import time
from ipaddress import ip_address, ip_network

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

SALT = "alliage.web.limits"


def address(request: HttpRequest) -> str:
    """Give the address of the client: the one that the outermost trusted proxy saw."""
    proxies = settings.ALLAUTH_TRUSTED_PROXY_COUNT
    forwarded = [part.strip() for part in request.headers.get("X-Forwarded-For", "").split(",")]
    if proxies and len(forwarded) >= proxies and forwarded[-proxies]:
        return forwarded[-proxies]
    return str(request.META.get("REMOTE_ADDR", ""))


def connection(address: str) -> str:
    """Give what one subscriber holds: an IPv4 address, or a whole IPv6 network.

    >>> connection("192.0.2.7"), connection("2001:db8::1"), connection("?")
    ('192.0.2.7', '2001:db8::/64', '?')
    """
    try:
        parsed = ip_address(address)
    except ValueError:
        return address
    return str(ip_network(f"{address}/64", strict=False)) if parsed.version == 6 else address


def is_over(request: HttpRequest, *, deed: str, limit: int, window: int) -> bool:
    """Count this deed, and tell whether its connection did it more than `limit` times.

    Args:
        request: Who does it.
        deed: What is counted: `curation.feedback`.
        limit: How many times are let through in a window.
        window: In seconds. The keyed digest kept in the cache changes with each window and goes
            away with the next one: it finds nobody again.
    """
    slot = int(time.time()) // window
    who = f"{deed}:{slot}:{connection(address(request))}"
    key = f"limit:{salted_hmac(SALT, who, algorithm='sha256').hexdigest()}"
    cache.add(key, 0, timeout=2 * window)
    try:
        return int(cache.incr(key)) > limit
    except ValueError:  # evicted between the two
        return False
