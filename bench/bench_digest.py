"""Digests for many people: time and memory of building the outbox of a morning.

`python -m bench.bench_digest [COUNT…]` prints a table. Memory is what Python held at its highest,
by tracemalloc: bounded when it does not follow the number of people.
"""

import os
import sys
import tempfile
import time
import tracemalloc
from datetime import timedelta
from pathlib import Path

COUNTS = (1_000, 10_000)
NEWS = 3
BUDGET_MB = 16


def fill(count: int) -> None:
    """Make so many people, each with a few things told yesterday, awaiting the daily digest."""
    from django.utils import timezone  # noqa: PLC0415 - Django is set up by then

    from alliage.accounts.models import User  # noqa: PLC0415 - idem
    from alliage.notifications.models import Notification  # noqa: PLC0415 - idem

    User.objects.all().delete()
    User.objects.bulk_create(
        [User(email=f"p{n}@exemple.fr") for n in range(count)], batch_size=1_000
    )
    keys = list(User.objects.values_list("pk", flat=True))
    for rank in range(NEWS):
        Notification.objects.bulk_create(
            [
                Notification(
                    person_id=key, kind="a", event=f"a:{rank}", title="Un fait", rhythm="daily"
                )
                for key in keys
            ],
            batch_size=1_000,
        )
    Notification.objects.update(created_at=timezone.now() - timedelta(days=1))


def measure() -> tuple[int, float, float]:
    """Build the digests; give how many, the seconds, and the highest memory in MB."""
    from alliage.notifications.services import build_digests  # noqa: PLC0415 - idem

    start = time.perf_counter()
    tracemalloc.start()
    built = build_digests()
    peak = tracemalloc.get_traced_memory()[1] / 1e6
    tracemalloc.stop()
    return built, time.perf_counter() - start, peak


def main() -> None:
    """Measure in an instance of its own."""
    import django  # noqa: PLC0415 - the environment comes first
    from django.core.management import call_command  # noqa: PLC0415 - idem

    with tempfile.TemporaryDirectory() as home:
        os.environ["ALLIAGE_HOME"] = home
        os.environ["DJANGO_SETTINGS_MODULE"] = "alliage.config.settings"
        Path(home).mkdir(exist_ok=True)
        django.setup()
        call_command("migrate", verbosity=0)
        print("| people | digests | s | peak, MB | budget, MB |\n|--:|--:|--:|--:|--:|")
        for count in [int(word) for word in sys.argv[1:]] or COUNTS:
            fill(count)
            built, seconds, peak = measure()
            print(f"| {count:,} | {built:,} | {seconds:.1f} | {peak:.1f} | {BUDGET_MB} |")


if __name__ == "__main__":
    main()
