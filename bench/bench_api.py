"""A list of 50 by program: latency, processor, queries. Run on one instance: `-m bench.bench_api`.

The peer, in the same run and behind the same middleware, is Django REST framework as its own guide
has it: a `ModelSerializer` with nested rows, `CursorPagination`, the related rows prefetched. It
gives the same rows under the same names, to anybody; Alliage, here, also recognises a token, counts
the request and writes the limits. Both are asked in turn by Django's test client, in this process.
"""

import json
import os
import statistics
import time
from collections.abc import Callable
from typing import Any

import django

WARM, TIMES, ROWS = 10, 200, 50
OURS, PEER = "Alliage, with a token", "Django REST framework, without one"
ADDRESSES = {OURS: "/api/v1/alliances?limit=50", PEER: "/peer/alliances/"}


def peer_view() -> Any:
    """Make the view of the peer."""
    from rest_framework import serializers  # noqa: PLC0415 - needs the apps ready
    from rest_framework.generics import ListAPIView  # noqa: PLC0415 - idem
    from rest_framework.pagination import CursorPagination  # noqa: PLC0415 - idem
    from rest_framework.renderers import JSONRenderer  # noqa: PLC0415 - idem

    from alliage.capitalisation.models import (  # noqa: PLC0415 - idem
        Alliance,
        AlliancePlace,
        Participation,
    )

    class Pages(CursorPagination):
        page_size, ordering = ROWS, "pk"

    class Partners(serializers.ModelSerializer):
        name = serializers.CharField(source="stated_name")

        class Meta:
            model, fields = Participation, ["name", "kind"]

    class Places(serializers.ModelSerializer):
        ref = serializers.CharField(source="territory.ref")

        class Meta:
            model, fields = AlliancePlace, ["ref", "label"]

    class Alliances(serializers.ModelSerializer):
        types = serializers.SlugRelatedField("type", many=True, read_only=True)
        domains = serializers.SlugRelatedField("slug", many=True, read_only=True)
        goals = serializers.SlugRelatedField("number", many=True, read_only=True)
        partners = Partners(source="participations", many=True)
        places = Places(many=True)
        html = serializers.URLField(source="get_absolute_url")

        class Meta:
            model = Alliance
            fields = [
                "slug", "title", "summary", "types", "stage", "start_year", "end_year", "partners",
                "places", "domains", "goals", "licence", "updated_at", "html",
            ]  # fmt: skip

    class Peer(ListAPIView):
        queryset = Alliance.objects.published().for_listing().prefetch_related("domains", "goals")
        serializer_class, pagination_class, renderer_classes = Alliances, Pages, [JSONRenderer]
        authentication_classes, permission_classes = [], []

    return Peer.as_view()


def secret() -> str:
    """Give a token of somebody who reads."""
    from alliage.accounts.models import User  # noqa: PLC0415 - idem
    from alliage.api.services import create_token  # noqa: PLC0415 - idem

    user, _ = User.objects.get_or_create(email="bench-api@exemple.fr")
    user.tokens.all().delete()
    return create_token(user, name="bench", scopes=["read"], days=1)[1]


def measure(asks: dict[str, Callable[[], bytes]]) -> dict[str, dict[str, float]]:
    """Ask each in turn, many times; give milliseconds, queries and bytes."""
    from django.db import connection  # noqa: PLC0415 - idem
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415 - idem

    costs: dict[str, dict[str, float]] = {}
    spent: dict[str, list[tuple[float, float]]] = {name: [] for name in asks}
    for name, ask in asks.items():
        for _ in range(WARM):
            ask()
        with CaptureQueriesContext(connection) as captured:
            body = ask()
            costs[name] = {"queries": len(captured), "bytes": len(body)}
    for _ in range(TIMES):
        for name, ask in asks.items():
            wall, processor = time.perf_counter(), time.process_time()
            ask()
            now = time.perf_counter(), time.process_time()
            spent[name].append(((now[0] - wall) * 1000, (now[1] - processor) * 1000))
    for name, pairs in spent.items():
        walls = statistics.quantiles([wall for wall, _ in pairs], n=20)
        cpu = statistics.median(processor for _, processor in pairs)
        told = {"p50_ms": walls[9], "p95_ms": walls[18], "cpu_ms": cpu}
        costs[name] |= {what: round(value, 1) for what, value in told.items()}
    return costs


def main() -> None:
    """Measure on the instance that the environment names; print a table, then the costs in JSON."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "alliage.config.settings")
    os.environ |= {"ALLIAGE_API_LIMIT": "1000000", "ALLIAGE_API_LIMIT_TOKEN": "1000000"}
    django.setup()
    from django.test import Client  # noqa: PLC0415 - after django.setup()
    from django.urls import path  # noqa: PLC0415 - idem

    from alliage.config.urls import urlpatterns  # noqa: PLC0415 - idem

    urlpatterns.insert(0, path(ADDRESSES[PEER].strip("/") + "/", peer_view()))
    client, shown = Client(), {OURS: {"Authorization": f"Bearer {secret()}"}, PEER: {}}

    def asking(name: str) -> Callable[[], bytes]:
        return lambda: client.get(ADDRESSES[name], headers=shown[name]).content

    asks = {name: asking(name) for name in ADDRESSES}
    ours, peer = (json.loads(asks[name]()) for name in (OURS, PEER))
    same = ("slug", "title", "types", "partners", "goals")
    assert [[row[n] for n in same] for row in ours["items"]] == [  # noqa: S101 - a benchmark
        [row[n] for n in same] for row in peer["results"]
    ]
    assert len(ours["items"]) == ROWS  # noqa: S101 - idem
    costs = measure(asks)
    print("| list of 50 | SQL | CPU, ms | p50, ms | p95, ms | kB | CPU against the peer |")
    print("|---|--:|--:|--:|--:|--:|--:|")
    for name, cost in costs.items():
        ratio = cost["cpu_ms"] / costs[PEER]["cpu_ms"]
        print(
            f"| {name} | {cost['queries']} | {cost['cpu_ms']} | {cost['p50_ms']} "
            f"| {cost['p95_ms']} | {cost['bytes'] / 1000:.1f} | × {ratio:.2f} |"
        )
    print(json.dumps(costs))


if __name__ == "__main__":
    main()
