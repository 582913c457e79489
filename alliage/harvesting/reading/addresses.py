"""Which addresses this instance may ask: public ones, on the ports of the web.

An address that people type, or that a source redirects to, must not make this server read what is
behind its firewall. The name is resolved once, every answer is vetted, and the connection is made
to the very address that was vetted: a name that changes its answer meanwhile gains nothing.
"""

import socket
from collections.abc import Collection
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address
from urllib.parse import urlsplit

from django.utils.translation import gettext as _

from .refusals import SourceError, UnsafeError

LONGEST_URL = 10_000
PORTS = {"http": 80, "https": 443}
# Global on paper, yet each carries or stands for another address, which could be private.
_CARRIERS = (
    IPv6Network("64:ff9b::/96"),  # NAT64
    IPv6Network("2002::/16"),  # 6to4
    IPv6Network("2001::/32"),  # Teredo
    IPv4Network("192.88.99.0/24"),  # relays of 6to4
)
IP = IPv4Address | IPv6Address


@dataclass(frozen=True)
class Destination:
    """Where to connect: a vetted address, and the name that it is asked for."""

    scheme: str
    host: str
    port: int
    ips: tuple[str, ...]
    target: str

    @property
    def authority(self) -> str:
        """The value of the Host header."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == PORTS[self.scheme] else f"{host}:{self.port}"


def vetted(url: str, private_hosts: Collection[str] = ()) -> Destination:
    """Say where to connect for an address.

    Args:
        url: An address, from a person or from a redirection.
        private_hosts: `host` or `host:port` that the operator allows although they are not public.

    Raises:
        UnsafeError: The scheme, the port or the address is not allowed.
        SourceError: The name is unknown.
    """
    scheme, host, port, target = _parts(url)
    is_allowed = host in private_hosts or f"{host}:{port}" in private_hosts
    if not is_allowed and port not in PORTS.values() and port < 1024:
        raise UnsafeError(_("Le port %(port)d n’est pas celui d’un site web.") % {"port": port})
    ips = _resolved(host, port)
    if not is_allowed and not all(is_public(ip) for ip in ips):
        raise UnsafeError(
            _("« %(host)s » est une adresse privée ; l’instance ne moissonne que le web public.")
            % {"host": host}
        )
    return Destination(scheme, host, port, ips, target)


def is_public(text: str) -> bool:
    """Tell whether an IP address is one of the public Internet, and stands for no other."""
    ip: IP = ip_address(text.partition("%")[0])
    if isinstance(ip, IPv6Address) and (ip.ipv4_mapped or ip.is_site_local):
        return False
    if any(ip in network for network in _CARRIERS if network.version == ip.version):
        return False
    return ip.is_global and not ip.is_multicast and not ip.is_reserved


def _parts(url: str) -> tuple[str, str, int, str]:
    unreadable = UnsafeError(_("Cette adresse n’est pas une adresse http ou https."))
    if len(url) > LONGEST_URL or any(c.isspace() or not c.isprintable() for c in url):
        raise unreadable
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "").rstrip(".").encode("idna").decode()
        port = parts.port or PORTS.get(parts.scheme, 0)
    except (ValueError, UnicodeError) as error:
        raise unreadable from error
    if parts.scheme not in PORTS or not host:
        raise unreadable
    if parts.username is not None or parts.password is not None:
        raise UnsafeError(_("Une adresse de moissonnage ne contient pas de mot de passe."))
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return parts.scheme, host, port, target


def _resolved(host: str, port: int) -> tuple[str, ...]:
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise SourceError(
            _("« %(host)s » est introuvable ; vérifiez l’adresse.") % {"host": host}
        ) from error
    return tuple(dict.fromkeys(str(answer[4][0]) for answer in found))
