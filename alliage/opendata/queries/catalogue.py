"""The catalogue of the instance's datasets, in the words of DCAT-AP 3, as JSON-LD."""

from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import translation

from .datasets import DATASETS, Dataset
from .dumps import Dump, DumpFile, current_dump

LICENCE = "https://www.etalab.gouv.fr/licence-ouverte-open-licence"
FRENCH = "http://publications.europa.eu/resource/authority/language/FRA"
FRANCE = "http://publications.europa.eu/resource/authority/country/FRA"
DAILY = "http://publications.europa.eu/resource/authority/frequency/DAILY"
SOCIETY = "http://publications.europa.eu/resource/authority/data-theme/SOCI"
FILE_TYPE = "http://publications.europa.eu/resource/authority/file-type/"
MEDIA_TYPE = "https://www.iana.org/assignments/media-types/"
# By the form of a file: the European file type, and the media type where IANA knows one.
FORMATS = {
    "csv": ("CSV", "text/csv"),
    "jsonl": ("JSON", "application/jsonl"),
    "parquet": ("PARQUET", "application/vnd.apache.parquet"),
    "dictionnaire": ("CSV", "text/csv"),
}
CONTEXT = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "spdx": "http://spdx.org/rdf/terms#",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}


def catalogue() -> dict[str, Any]:
    """Describe the datasets and their files; titles in French, the language of the data."""
    with translation.override("fr"):
        dump = current_dump()
        home = settings.SITE_URL + reverse("opendata:opendata")
        return {
            "@context": CONTEXT,
            "@id": f"{settings.SITE_URL}{reverse('identifiers:catalogue')}",
            "@type": "dcat:Catalog",
            "dct:title": _french("Données ouvertes d’Alliage"),
            "dct:description": _french(
                "Les alliances, les ressources et les organisations que publie cette instance."
            ),
            "dct:publisher": _publisher(),
            "dct:language": {"@id": FRENCH},
            "dct:license": {"@id": LICENCE},
            "foaf:homepage": {"@id": home, "@type": "foaf:Document"},
            **({"dct:modified": _instant(dump)} if dump else {}),
            "dcat:dataset": [_dataset(dataset, dump) for dataset in DATASETS.values()],
        }


def _french(text: str) -> dict[str, str]:
    return {"@value": text, "@language": "fr"}


def _instant(dump: Dump) -> dict[str, str]:
    return {"@value": dump.written_at.isoformat(), "@type": "xsd:dateTime"}


def _publisher() -> dict[str, Any]:
    return {
        "@id": f"{settings.SITE_URL}/#operator",
        "@type": "foaf:Agent",
        "foaf:name": settings.OPERATOR or "Alliage",
    }


def _dataset(dataset: Dataset, dump: Dump | None) -> dict[str, Any]:
    page = settings.SITE_URL + reverse(dataset.url_name)
    told: dict[str, Any] = {
        "@id": f"{settings.SITE_URL}{reverse('opendata:opendata')}#{dataset.name}",
        "@type": "dcat:Dataset",
        "dct:title": _french(str(dataset.title)),
        "dct:description": _french(str(dataset.description)),
        "dct:identifier": dataset.name,
        "dct:publisher": {"@id": f"{settings.SITE_URL}/#operator"},
        "dct:language": {"@id": FRENCH},
        "dct:spatial": {"@id": FRANCE, "@type": "dct:Location"},
        "dct:accrualPeriodicity": {"@id": DAILY, "@type": "dct:Frequency"},
        "dcat:theme": {"@id": SOCIETY},
        "dcat:keyword": [_french(word) for word in ("alliances", "intérêt général", "ODD")],
        "dcat:landingPage": {"@id": page, "@type": "foaf:Document"},
    }
    if settings.CONTACT_EMAIL:
        told["dcat:contactPoint"] = {
            "@type": "vcard:Kind",
            "vcard:fn": settings.OPERATOR or "Alliage",
            "vcard:hasEmail": {"@id": f"mailto:{settings.CONTACT_EMAIL}"},
        }
    if dump:
        told["dct:modified"] = _instant(dump)
        told["dcat:distribution"] = [_distribution(file) for file in dump.of(dataset.name)]
    return told


def _distribution(file: DumpFile) -> dict[str, Any]:
    url = settings.SITE_URL + reverse("opendata:dump_file", args=[file.name])
    kind, media = FORMATS[file.form]
    return {
        "@id": url,
        "@type": "dcat:Distribution",
        "dct:title": _french(file.name),
        "dcat:accessURL": {"@id": url},
        "dcat:downloadURL": {"@id": url},
        "dct:format": {"@id": FILE_TYPE + kind, "@type": "dct:MediaTypeOrExtent"},
        "dcat:mediaType": {"@id": MEDIA_TYPE + media, "@type": "dct:MediaType"},
        "dct:license": {"@id": LICENCE, "@type": "dct:LicenseDocument"},
        "dcat:byteSize": {"@value": str(file.bytes), "@type": "xsd:nonNegativeInteger"},
        "spdx:checksum": {
            "@type": "spdx:Checksum",
            "spdx:algorithm": {"@id": "spdx:checksumAlgorithm_sha256"},
            "spdx:checksumValue": {"@value": file.sha256, "@type": "xsd:hexBinary"},
        },
    }
