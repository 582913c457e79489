"""Who may open each address. A new address without a decision here fails the build."""

from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

from django.urls import URLPattern, URLResolver
from django.urls.resolvers import get_resolver

from tests.api.rights import table as operations
from tests.audiences import Audience, Role, decision

EVERYBODY, STAFF, POST_ONLY = Audience.EVERYBODY, Audience.STAFF, Audience.POST_ONLY

ACCESS: dict[str, Audience] = {
    "pages:home": EVERYBODY,
    "pages:method": EVERYBODY,
    "pages:about": EVERYBODY,
    "pages:legal": EVERYBODY,
    "pages:privacy": EVERYBODY,
    "pages:accessibility": EVERYBODY,
    "pages:components": EVERYBODY,
    "robots": EVERYBODY,
    "sitemaps": EVERYBODY,
    "sitemap": EVERYBODY,
    "web:theme": POST_ONLY,
    "web:favicon": EVERYBODY,
    "search:search": EVERYBODY,
    "search:suggestions": EVERYBODY,
    "territories:territories": EVERYBODY,
    "territories:search": EVERYBODY,
    "territories:territory": EVERYBODY,
    "territories:territory_by_code": EVERYBODY,
    "taxonomy:glossary": EVERYBODY,
    "taxonomy:goals": EVERYBODY,
    "taxonomy:goal": EVERYBODY,
    "network:organisations": EVERYBODY,
    "network:organisations_export": EVERYBODY,
    "network:organisation": EVERYBODY,
    "capitalisation:alliances": EVERYBODY,
    "capitalisation:alliances_export": EVERYBODY,
    "capitalisation:alliances_map": EVERYBODY,
    "capitalisation:alliance": EVERYBODY,
    "capitalisation:alliance_card": EVERYBODY,
    "capitalisation:resources": EVERYBODY,
    "capitalisation:resources_export": EVERYBODY,
    "capitalisation:resource": EVERYBODY,
    "capitalisation:centres": EVERYBODY,
    "capitalisation:centre": EVERYBODY,
}
# Each later context declares its own, in `tests/<context>/access.py`.
for declared in sorted(Path(__file__).parent.glob("*/access.py")):
    ACCESS |= import_module(f"tests.{declared.parent.name}.access").ACCESS
# Django's administration decides for each of its addresses; the tests open its door.
DELEGATED = {"admin": STAFF}


def addresses(
    patterns: list[URLPattern | URLResolver] | None = None, namespace: str = ""
) -> Iterator[tuple[str, URLPattern]]:
    """Give every address with its full name; one without a name is given by its route."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(pattern, URLResolver):
            inner = ":".join(filter(None, [namespace, pattern.namespace]))
            yield from addresses(pattern.url_patterns, inner)
        else:
            name = pattern.name or str(pattern.pattern)
            yield ":".join(filter(None, [namespace, name])), pattern


def undecided(names: set[str]) -> set[str]:
    """Keep the addresses about which nothing was decided."""
    return {n for n in names if n not in ACCESS and n.split(":")[0] not in DELEGATED}


HEAD = """# Who may open what

Each address and what it answers to each role. Written by `make access` from the decisions that the
tests hold every address to; never edited by hand.

✓ opens · sign-in asks to sign in · ✗ refuses · *by object*: the permission function of the object
decides, and the tests of its context try each role. A signed link is its own proof: whoever holds
it may open it. *token*: no session opens it; the last table says whose token does.

"""


def matrix() -> str:
    """Write the table of addresses and roles."""
    lines = ["| address | for | " + " | ".join(role.value for role in Role) + " |"]
    lines.append("|---|---|" + "---|" * len(Role))
    decided = {**ACCESS, **{f"{name}:…": who for name, who in DELEGATED.items()}}
    for name, audience in sorted(decided.items()):
        cells = [decision(audience, role).value for role in Role]
        lines.append(f"| `{name}` | {audience.value} | " + " | ".join(cells) + " |")
    return "\n".join([HEAD + lines[0], *lines[1:], "", *operations()]) + "\n"
