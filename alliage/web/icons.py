"""The icons: 24 × 24 paths drawn with the pen of the page (2 px, round ends)."""

from functools import cache

from django.utils.safestring import SafeString, mark_safe

PATHS = {
    "search": '<circle cx="10.5" cy="10.5" r="6.5"/><path d="m15.5 15.5 5 5"/>',
    "close": '<path d="m6 6 12 12M18 6 6 18"/>',
    "list": '<path d="M3 6h18M3 12h18M3 18h18"/>',
    "map": '<path d="m3 6 6-3 6 3 6-3v15l-6 3-6-3-6 3zM9 3v15m6-12v15"/>',
    "print": '<path d="M7 8V3h10v5M7 17H3V8h18v9h-4M7 14h10v7H7z"/>',
    "check": '<path d="m4.5 12.5 5 5 10-11"/>',
    "info": '<circle cx="12" cy="12" r="9.5"/><path d="M12 11v6m0-10v.4"/>',
    "warning": '<path d="M12 3 1.8 21h20.4zM12 10v5m0 2.8v.3"/>',
    "error": '<path d="M8 2.5h8L21.5 8v8L16 21.5H8L2.5 16V8zM8.5 8.5l7 7m0-7-7 7"/>',
    "dots": '<circle cx="12" cy="12" r="9.5" stroke-dasharray="3 4"/>',
    "half": '<circle cx="12" cy="12" r="9.5"/><path d="M12 7v5l3.5 2"/>',
    "download": '<path d="M12 3v12m-5-5 5 5 5-5M4 20h16"/>',
    "feed": '<path d="M4 4a16 16 0 0 1 16 16M4 11a9 9 0 0 1 9 9M5 19v.1"/>',
    "external": '<path d="M10 5H5v14h14v-5M13 4h7v7m0-7-9 9"/>',
    "place": '<path d="M12 21s7-6.6 7-12A7 7 0 0 0 5 9c0 5.4 7 12 7 12z"/><path d="M12 9v.1"/>',
    "language": (
        '<circle cx="12" cy="12" r="9"/><path d="M3 12h18M12 3c5 5 5 13 0 18-5-5-5-13 0-18z"/>'
    ),
}
MARK = (
    '<path class="leg" d="M1 30 11.5 2H20L9.5 30z"/><path class="bow" d="M20 2c7 0 11 5 11 12v16h'
    '-8v-6H11.75l2.625-7H23v-2.6C23 11 21.2 9 18.2 9h-.825z"/>'
)


@cache
def icon_svg(name: str) -> SafeString:
    """Draw one icon; a word always goes with it, so it is silent for screen readers."""
    # Every part comes from the table above.
    return mark_safe(  # noqa: S308
        f'<svg class="icon" viewBox="0 0 24 24" aria-hidden="true">{PATHS[name]}</svg>'
    )


@cache
def mark_svg(size: int = 0) -> SafeString:
    """Draw the mark of the site, the A whose two legs hold by one bar."""
    sized = f' width="{size}" height="{size}"' if size else ""
    return mark_safe(f'<svg viewBox="0 0 32 32" aria-hidden="true"{sized}>{MARK}</svg>')  # noqa: S308
