"""What the page of the open data shows of each dataset."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alliage.web.tables import Column, Table

from .datasets import Dataset, codebook
from .dumps import Dump

FORM_LABELS: dict[str, str | Promise] = {
    "csv": "CSV",
    "jsonl": "JSON Lines",
    "parquet": "Parquet",
    "dictionnaire": gettext_lazy("dictionnaire des colonnes"),
}
TYPE_LABELS = {
    "text": gettext_lazy("texte"),
    "integer": gettext_lazy("nombre entier"),
    "number": gettext_lazy("nombre"),
    "list": gettext_lazy("liste"),
    "url": gettext_lazy("adresse"),
    "date": gettext_lazy("date"),
}


@dataclass(frozen=True)
class FileLink:
    """A file to download: its format, its address, its weight."""

    label: str
    url: str
    weight: str


@dataclass(frozen=True)
class DatasetPart:
    """One dataset on the page."""

    dataset: Dataset
    list_url: str
    rows: int | None
    files: list[FileLink]
    codebook: Table


def dataset_parts(dataset: Dataset, dump: Dump | None) -> DatasetPart:
    """Gather what the page says of a dataset; without a dump, the live list remains."""
    files = dump.of(dataset.name) if dump else []
    return DatasetPart(
        dataset=dataset,
        list_url=reverse(dataset.url_name),
        rows=files[0].rows if files else None,
        files=[
            FileLink(
                str(FORM_LABELS[file.form]),
                reverse("opendata:dump_file", args=[file.name]),
                _weight(file.bytes),
            )
            for file in files
        ],
        codebook=Table(
            caption=_("Colonnes : %s") % dataset.title,
            columns=[Column(_("Colonne")), Column(_("Type")), Column(_("Sens"))],
            rows=[
                (name, str(TYPE_LABELS[kind]), meaning)
                for name, (kind, meaning) in codebook()[dataset.name].items()
            ],
        ),
    )


def _weight(size: int) -> str:
    """Say a weight in thousands of bytes, as a download page does; a small file weighs 1 ko."""
    return _("%d ko") % max(1, round(size / 1000))
