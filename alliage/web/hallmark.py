"""The hallmark: one tile per partner, a shape and a metal for each world, side by side."""

from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext, ngettext

WORLDS = ("associative", "economic", "public", "academic", "other")


def counted(partners: Iterable[Any]) -> tuple[tuple[str, int], ...]:
    """Count partners by world, in the order of the hallmark.

    A partner is a world, a pair (world, count), or anything that has a `world`.
    """
    counts = dict.fromkeys(WORLDS, 0)
    for partner in partners:
        if isinstance(partner, tuple):
            world, count = partner
        else:
            world, count = getattr(partner, "world", partner), 1
        counts[str(world) if str(world) in counts else "other"] += count
    return tuple((world, count) for world, count in counts.items() if count)


def world_phrase(world: str, count: int) -> str:
    """Say how many partners come from a world: « 2 du monde associatif »."""
    phrases = {
        "associative": gettext("%(count)s du monde associatif"),
        "economic": gettext("%(count)s du monde économique"),
        "public": gettext("%(count)s du monde public"),
        "academic": gettext("%(count)s du monde académique"),
        "other": ngettext("%(count)s autre", "%(count)s autres", count),
    }
    return phrases[world] % {"count": count}


def hallmark_label(counts: tuple[tuple[str, int], ...]) -> str:
    """Say the hallmark in words, for those who do not see it."""
    total = sum(count for _, count in counts)
    if not total:
        return gettext("Aucun partenaire")
    head = ngettext("%(count)s partenaire", "%(count)s partenaires", total) % {"count": total}
    return gettext("%(head)s : %(parts)s") % {
        "head": head,
        "parts": ", ".join(world_phrase(world, count) for world, count in counts),
    }


@lru_cache(maxsize=4096)
def _drawn(counts: tuple[tuple[str, int], ...], large: bool, language: str) -> SafeString:
    """Draw a hallmark once for each composition, size and language."""
    tiles = "".join(f'<i class="world--{world}"></i>' * count for world, count in counts)
    return format_html(
        '<span class="hallmark{}" role="img" aria-label="{}">{}</span>',
        " hallmark--large" if large else "",
        hallmark_label(counts),
        mark_safe(tiles),  # noqa: S308 - only names of WORLDS
    )


def hallmark_html(partners: Iterable[Any], *, large: bool = False) -> SafeString:
    """Draw the hallmark of some partners."""
    return _drawn(counted(partners), large, get_language() or "")
