"""What a page costs: queries, processor time, bytes. Run alone on one instance: `-m bench.pages`.

The processor time is that of this process (Django, SQLite and the search engine are all in it),
median of many requests by Django's test client, on the settings of production. For comparison, the
same list in Django's own administration is asked for in the same run.
"""

import gzip
import json
import re
import statistics
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass

import django
from django.conf import settings

WARM, TIMES = 5, 40
SHELL = re.compile(r'(?:href|src)="/static/([^"]+\.(?:css|js|svg|woff2))"')
FONTS = re.compile(r"url\(\"?[^)\"]*?(fonts/[^)\"]+\.woff2)")


@dataclass(frozen=True)
class Cost:
    """What one page costs."""

    name: str
    url: str
    queries: int
    cpu_ms: float
    raw_bytes: int
    gzip_bytes: int


def measure(name: str, url: str, get: Callable[[str], bytes]) -> Cost:
    """Ask for a page many times."""
    from django.db import connection  # noqa: PLC0415 - after django.setup()
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415 - idem

    for _ in range(WARM):
        get(url)
    with CaptureQueriesContext(connection) as captured:
        body = get(url)
        # Counted at once: the next request empties the log.
        queries = len(captured)
    times = []
    for _ in range(TIMES):
        start = time.process_time()
        get(url)
        times.append((time.process_time() - start) * 1000)
    return Cost(
        name,
        url,
        queries,
        round(statistics.median(times), 1),
        len(body),
        len(gzip.compress(body, 6)),
    )


def assets(home_page: str) -> dict[str, int]:
    """Weigh what a first visit loads besides the page, as it is served (compressed)."""
    weights = {"css": 0, "js": 0, "fonts": 0, "images": 0}
    seen = set(SHELL.findall(home_page))
    for name in sorted(seen):
        path = settings.STATIC_ROOT / name
        kind = {".css": "css", ".js": "js", ".woff2": "fonts"}.get(path.suffix, "images")
        weights[kind] += _served(name)
        if path.suffix == ".css":
            fonts = {
                str((path.parent / f"../{f}").resolve()) for f in FONTS.findall(path.read_text())
            }
            named = {f.removeprefix(f"{settings.STATIC_ROOT.resolve()}/") for f in fonts}
            weights["fonts"] += sum(_served(font) for font in named - seen)
            seen |= named
    return weights


def _served(name: str) -> int:
    path = settings.STATIC_ROOT / name
    packed = path.with_name(path.name + ".gz")
    return (packed if packed.exists() else path).stat().st_size


def main() -> None:
    """Measure the pages of the instance that the environment names; print JSON."""
    django.setup()
    from django.test import Client  # noqa: PLC0415 - after django.setup()

    from alliage.accounts.models import User  # noqa: PLC0415 - idem
    from alliage.capitalisation.models import Alliance  # noqa: PLC0415 - idem

    client, administrator = Client(), Client()
    user, _ = User.objects.get_or_create(
        email="bench@exemple.fr", defaults={"is_staff": True, "is_superuser": True}
    )
    administrator.force_login(user)
    slug = Alliance.objects.order_by("pk").values_list("slug", flat=True)[0]

    def public(url: str) -> bytes:
        return client.get(url).content

    costs = [
        measure("home", "/", public),
        measure("list", "/alliances/", public),
        measure("list, searched and filtered", "/alliances/?q=insertion&stade=deploiement", public),
        measure("sheet", f"/alliances/{slug}/", public),
        measure("search", "/chercher/?q=insertion", public),
    ]
    peer = measure(
        "peer: Django administration, list of the same alliances",
        "/admin/capitalisation/alliance/",
        lambda url: administrator.get(url).content,
    )
    print(
        json.dumps(
            {
                "alliances": Alliance.objects.count(),
                "costs": [asdict(cost) for cost in costs],
                "peer": asdict(peer),
                "assets": assets(public("/").decode()),
            }
        )
    )


if __name__ == "__main__":
    main()
