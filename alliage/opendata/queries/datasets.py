"""The datasets that an instance gives away: what is in them, column by column, and where."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from alliage.capitalisation.models import Alliance, Resource
from alliage.capitalisation.queries import exports
from alliage.capitalisation.queries.records import alliance_record, resource_record
from alliage.network.models import Organisation
from alliage.network.queries import (
    COLUMNS,
    organisation_cells,
    organisation_record,
    organisations_named,
)

CODEBOOK = Path(__file__).resolve().parent.parent / "data" / "codebook.yaml"
NUMBERED = re.compile(r"\.\d+\.")


@dataclass(frozen=True)
class Column:
    """One column of a dataset, as the codebook tells it."""

    name: str
    type: str
    meaning: str


@dataclass(frozen=True)
class Dataset:
    """One dataset: how to read its slugs, its columns, its rows and its records."""

    name: str
    title: str | Promise
    description: str | Promise
    slugs: Callable[[], list[str]]
    header: Callable[[Sequence[str]], list[str]]
    cells: Callable[[Sequence[str]], Iterator[dict[str, str]]]
    records: Callable[[Sequence[str]], Iterator[dict[str, Any]]]
    url_name: str

    def columns(self, header: Sequence[str]) -> list[Column]:
        """Tell the columns of a file of this dataset; raises KeyError on one never described."""
        told = codebook()[self.name]
        return [Column(name, *told[NUMBERED.sub(".N.", name)]) for name in header]


@cache
def codebook() -> dict[str, dict[str, tuple[str, str]]]:
    """Read the codebook: by dataset and column, the type and the meaning."""
    data: Mapping[str, Any] = yaml.safe_load(CODEBOOK.read_text())
    return {
        dataset: {name: (column["type"], column["meaning"]) for name, column in columns.items()}
        for dataset, columns in data.items()
    }


def _organisations(slugs: Sequence[str]) -> Iterator[Organisation]:
    for start in range(0, len(slugs), exports.CHUNK):
        yield from organisations_named(slugs[start : start + exports.CHUNK])


def _published(model: Any) -> Callable[[], list[str]]:
    return lambda: list(model.objects.published().order_by("slug").values_list("slug", flat=True))


def _public_organisations() -> list[str]:
    public = Organisation.objects.public().named()
    return list(public.order_by("slug").values_list("slug", flat=True))


DATASETS: dict[str, Dataset] = {
    dataset.name: dataset
    for dataset in (
        Dataset(
            name="alliances",
            title=_("Alliances"),
            description=_(
                "Les alliances publiées : partenaires, lieu, domaines, ODD, chiffres, source."
            ),
            slugs=_published(Alliance),
            header=exports.alliances_header,
            cells=exports.alliance_cells,
            records=lambda slugs: map(alliance_record, exports.alliances_named(slugs)),
            url_name="capitalisation:alliances",
        ),
        Dataset(
            name="ressources",
            title=_("Ressources"),
            description=_("Les méthodes, exemples, données, outils et formations publiés."),
            slugs=_published(Resource),
            header=exports.resources_header,
            cells=exports.resource_cells,
            records=lambda slugs: map(resource_record, exports.resources_named(slugs)),
            url_name="capitalisation:resources",
        ),
        Dataset(
            name="organisations",
            title=_("Organisations"),
            description=_(
                "Les associations, entreprises, collectivités et autres organisations de la base."
            ),
            slugs=_public_organisations,
            header=lambda _slugs: list(COLUMNS),
            cells=lambda slugs: map(organisation_cells, _organisations(slugs)),
            records=lambda slugs: map(organisation_record, _organisations(slugs)),
            url_name="network:organisations",
        ),
    )
}
