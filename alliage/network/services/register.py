"""Organisations found by their name, made when they are new."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.text import slugify

from alliage.calc.french import name_key
from alliage.network.models import Organisation, OrganisationAlias
from alliage.network.naming import is_collective_name


@dataclass(frozen=True)
class Named:
    """An organisation as a document names it."""

    name: str
    kind: str
    size: str = ""


class OrganisationRegister:
    """Find organisations by normalised name and kind, and make those that are new.

    The keys are read once; a register serves one long write, in one transaction.
    """

    def __init__(self) -> None:
        self._by_key: dict[tuple[str, str], Organisation] = {}
        self._slugs: set[str] = set()
        for organisation in Organisation.objects.order_by("pk"):
            self._slugs.add(organisation.slug)
            if not organisation.is_collective:
                self._by_key[organisation.key, organisation.kind] = organisation
        for alias in OrganisationAlias.objects.select_related("organisation").order_by("pk"):
            self._by_key.setdefault((alias.key, alias.organisation.kind), alias.organisation)

    def resolve(self, names: Iterable[Named]) -> list[Organisation]:
        """Give one organisation per name, in order; a collective name is always a new one."""
        found: list[Organisation] = []
        made: list[Organisation] = []
        sized: dict[int, Organisation] = {}
        for named in names:
            key = name_key(named.name)
            organisation = self._known(named, key)
            if organisation is None:
                organisation = self._make(named, key)
                made.append(organisation)
            elif named.size and not organisation.size:
                organisation.size = named.size
                if organisation.pk:
                    sized[organisation.pk] = organisation
            found.append(organisation)
        Organisation.objects.bulk_create(made)
        Organisation.objects.bulk_update(sized.values(), ["size"])
        return found

    def _known(self, named: Named, key: str) -> Organisation | None:
        if is_collective_name(named.name):
            return None
        return self._by_key.get((key, named.kind))

    def _make(self, named: Named, key: str) -> Organisation:
        organisation = Organisation(
            slug=self._free_slug(named),
            name=named.name,
            key=key,
            kind=named.kind,
            size=named.size,
            is_collective=is_collective_name(named.name),
        )
        if not organisation.is_collective:
            self._by_key[key, named.kind] = organisation
        return organisation

    def _free_slug(self, named: Named) -> str:
        base = slugify(named.name.replace("’", " ").replace("'", " "))[:100] or named.kind
        slug, number = base, 1
        while slug in self._slugs:
            number += 1
            slug = f"{base}-{number}"
        self._slugs.add(slug)
        return slug


def forget_unused_collectives(pks: Iterable[int]) -> None:
    """Delete collective names that no participation uses any more."""
    Organisation.objects.filter(
        pk__in=list(pks), is_collective=True, participations__isnull=True
    ).delete()
