"""Measure every budget and write docs/benchmarks.md: `make bench`."""

import datetime as dt
import json
import os
import platform
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path
from typing import Any

from . import content

ROOT = Path(__file__).parents[1]
REPORT = ROOT / "docs" / "benchmarks.md"
FEW, MANY = 20, 5_000
COLD_START_PAGE = "/accessibilite/"


def environment(home: Path) -> dict[str, str]:
    """The environment of a production instance with its state in one folder."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith("ALLIAGE_")}
    kept.pop("DATABASE_URL", None)
    return {
        **kept,
        "ALLIAGE_HOME": str(home),
        "DJANGO_SETTINGS_MODULE": "alliage.config.settings",
        "ALLIAGE_HOSTS": "localhost,127.0.0.1,testserver",
    }


def run(home: Path, *words: str) -> str:
    """Run a module on an instance; give what it printed."""
    command = [sys.executable, "-m", *words]
    done = subprocess.run(
        command, env=environment(home), cwd=ROOT, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise SystemExit(f"{' '.join(command)}\n{done.stdout}\n{done.stderr}")
    return done.stdout


def prepared(home: Path, count: int) -> float:
    """Prepare an instance that holds so many alliances; give the seconds that its import took."""
    print(f"  instance of {count} alliances…", flush=True)
    run(home, "alliage.config", "setup")
    path = content.write(home / "alliances.jsonl", count)
    start = time.monotonic()
    run(home, "alliage.config", "import", "alliances", str(path), "--json")
    return time.monotonic() - start


def cold_start(home: Path) -> float:
    """Give the seconds from the command to the first page."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "alliage.config", "serve", "--port", str(port)]
    start = time.monotonic()
    process = subprocess.Popen(
        command,
        env=environment(home),
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        while time.monotonic() < start + 60:
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{port}{COLD_START_PAGE}").close()
            except OSError:
                time.sleep(0.02)
            else:
                return time.monotonic() - start
    finally:
        process.terminate()
        process.wait()
    raise SystemExit("the server did not start")


def machine() -> str:
    """Describe the machine: processor, cores, system, Python."""
    python, cores = platform.python_version(), os.cpu_count()
    return f"{platform.machine()}, {cores} cores, {platform.system()}, Python {python}"


def table(few: dict[str, Any], many: dict[str, Any]) -> list[str]:
    """Lay the costs of pages out as a table."""
    lines = [
        f"| page | SQL at {FEW} / {MANY} | CPU, ms | HTML, kB | gzip, kB | CPU against the peer |",
        "|---|---|---|---|---|---|",
    ]
    before = {cost["name"]: cost for cost in few["costs"]}
    peer = many["peer"]
    for cost in [*many["costs"], peer]:
        small = before.get(cost["name"], few["peer"])
        ratio = cost["cpu_ms"] / peer["cpu_ms"]
        lines.append(
            f"| {cost['name']} | {small['queries']} / {cost['queries']} | {cost['cpu_ms']} "
            f"| {cost['raw_bytes'] / 1000:.1f} | {cost['gzip_bytes'] / 1000:.1f} | × {ratio:.2f} |"
        )
    return lines


def api(home: Path) -> tuple[list[str], dict[str, Any]]:
    """Measure the interface for programs; give its table, and the cost of its list."""
    *lines, costs = run(home, "bench.bench_api").strip().splitlines()
    return lines, next(iter(json.loads(costs).values()))


def budgets(
    few: dict[str, Any], many: dict[str, Any], program: dict[str, Any], start_s: float
) -> list[str]:
    """Set each measure beside what it may cost at most."""
    cost = {c["name"]: c for c in many["costs"]}
    small = {c["name"]: c for c in few["costs"]}
    lists = [c for name, c in cost.items() if name.startswith("list")]
    files = many["assets"]
    first = cost["home"]["gzip_bytes"] + sum(files.values())
    same = all(small[name]["queries"] == c["queries"] for name, c in cost.items())
    rows = [
        ("SQL of a list", max(c["queries"] for c in lists), 10, ""),
        ("SQL of a sheet", cost["sheet"]["queries"], 14, ""),
        (f"SQL identical at {FEW} and {MANY} rows", "yes" if same else "NO", "yes", ""),
        ("CPU, home", cost["home"]["cpu_ms"], 25, "ms"),
        ("CPU, list with facets", max(c["cpu_ms"] for c in lists), 40, "ms"),
        ("CPU, sheet", cost["sheet"]["cpu_ms"], 30, "ms"),
        ("SQL, list of 50 by program", program["queries"], 6, ""),
        ("CPU, list of 50 by program", program["cpu_ms"], 25, "ms"),
        ("HTML of a list, raw", max(c["raw_bytes"] for c in lists) / 1000, 60, "kB"),
        ("CSS, gzip", files["css"] / 1000, 25, "kB"),
        ("JavaScript, gzip", files["js"] / 1000, 20, "kB"),
        ("first visit in all, fonts included", first / 1000, 150, "kB"),
        ("cold start of the server", round(start_s, 2), 3, "s"),
    ]
    return [
        "| what | measured | at most |",
        "|---|---|---|",
        *(f"| {what} | {value} {unit} | {most} {unit} |" for what, value, most, unit in rows),
    ]


def main() -> None:
    """Measure, then write the report."""
    parts = []
    with tempfile.TemporaryDirectory(prefix="alliage-bench-") as folder:
        homes = [Path(folder, "few"), Path(folder, "many")]
        for home in homes:
            home.mkdir()
        prepared(homes[0], FEW)
        import_s = prepared(homes[1], MANY)
        print("  pages…", flush=True)
        few, many = (json.loads(run(home, "bench.pages")) for home in homes)
        start_s = min(cold_start(homes[1]) for _ in range(3))
        print("  interface for programs…", flush=True)
        programs, program = api(homes[1])
        parts += ["## Budgets", "", *budgets(few, many, program, start_s), ""]
        parts += ["## Pages", "", *table(few, many), ""]
        parts += ["## Interface for programs", "", *programs, ""]
        parts += [f"Import of {MANY} alliances through the public path: {import_s:.1f} s.", ""]
    print("  search…", flush=True)
    search = subprocess.run(
        [sys.executable, "-m", "bench.bench_search"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    parts += ["## Search", "", search.stdout.strip(), ""]
    print("  digests…", flush=True)
    with tempfile.TemporaryDirectory() as home:
        parts += ["## Digests", "", run(Path(home), "bench.bench_digest").strip(), ""]
    print("  harvesting…", flush=True)
    with tempfile.TemporaryDirectory() as home:
        parts += ["## Harvesting", "", run(Path(home), "bench.bench_oai").strip(), ""]
    head = [
        "# Benchmarks",
        "",
        "Written by `make bench`; budgets are those of the product, timings those of one machine.",
        "",
        f"Measured on {dt.datetime.now(tz=dt.UTC).date()} · {machine()}",
        "",
    ]
    REPORT.write_text("\n".join([*head, *parts]))
    print("\n".join(parts))


if __name__ == "__main__":
    main()
