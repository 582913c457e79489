"""Whether an e-mail address shows that its owner belongs to an organisation."""

from collections.abc import Iterable
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

import yaml

DATA = Path(__file__).parent / "data" / "shared_domains.yaml"


@cache
def shared_domains() -> frozenset[str]:
    """Give the domains that belong to nobody in particular; the file says why for each family."""
    families = yaml.safe_load(DATA.read_text(encoding="utf-8"))
    return frozenset(domain for family in families for domain in family["domains"])


def is_shared(domain: str) -> bool:
    """Tell whether a domain, or one that holds it, belongs to nobody in particular.

    The domains of the whole State count by themselves only: a prefecture has its own below.
    """
    if domain in shared_domains():
        return True
    parts = domain.split(".")
    above = {".".join(parts[rank:]) for rank in range(1, len(parts))}
    return bool((above - {"gouv.fr", "asso.fr"}) & shared_domains())


def domain_of_url(url: str) -> str:
    """Give the domain of a site, without its « www »; empty when the address has none.

    >>> domain_of_url("https://www.emmaus-defi.org/nous"), domain_of_url("emmaus-defi.org")
    ('emmaus-defi.org', '')
    """
    try:
        host = urlsplit(url.strip()).hostname or ""
    except ValueError:
        return ""
    return host.lower().rstrip(".").removeprefix("www.")


def domain_of_address(address: str) -> str:
    """Give the domain of an e-mail address.

    >>> domain_of_address("Anne@Emmaus-Defi.org")
    'emmaus-defi.org'
    """
    return address.rpartition("@")[2].strip().lower().rstrip(".")


def shares_domain(addresses: Iterable[str], url: str) -> bool:
    """Tell whether one of these addresses has the very domain of the site, and not a shared one.

    The domain must be the same: a school within `univ.fr` is not held by all of `univ.fr`.

    >>> shares_domain(["a@emmaus-defi.org"], "https://www.emmaus-defi.org/")
    True
    >>> shares_domain(["a@gmail.com"], "https://gmail.com/")
    False
    """
    site = domain_of_url(url)
    if "." not in site or is_shared(site):
        return False
    return any(domain_of_address(address) == site for address in addresses)
