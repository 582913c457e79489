"""Small territories made by hand, for tests that do not need the whole of France."""

from typing import Any

import factory

from alliage.calc.places import place_key
from alliage.territories.models import Level, Territory


class TerritoryFactory(factory.django.DjangoModelFactory[Territory]):
    """A commune of nowhere, unless it is told to be larger."""

    class Meta:
        model = Territory
        django_get_or_create = ("level", "code")

    level = Level.COMMUNE
    code = factory.Sequence(lambda n: f"99{n:03}")
    name = factory.Sequence(lambda n: f"Trifouillis {n}")
    key = factory.LazyAttribute(lambda made: place_key(made.name))
    vintage = 2026

    class Params:
        drawn = factory.Trait(longitude=0.15, latitude=45.65)


def france() -> Territory:
    """Give the whole country."""
    return TerritoryFactory(level=Level.COUNTRY, code="FR", name="France")


def nouvelle_aquitaine() -> Territory:
    """Give a region."""
    return TerritoryFactory(
        level=Level.REGION, code="75", name="Nouvelle-Aquitaine", region_codes="75"
    )


def charente(**more: Any) -> Territory:
    """Give a department of that region."""
    held = {"region": nouvelle_aquitaine(), "department_codes": "16", "region_codes": "75"}
    return TerritoryFactory(level=Level.DEPARTMENT, code="16", name="Charente", **{**held, **more})


def angouleme(**more: Any) -> Territory:
    """Give a commune of that department."""
    department = charente()
    return TerritoryFactory(
        code="16015",
        name="Angoulême",
        department=department,
        region=department.region,
        department_codes="16",
        region_codes="75",
        **more,
    )
