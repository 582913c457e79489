"""Write organisations brought by a file: found by identifier, else by name and kind."""

from collections.abc import Iterable, Sequence
from functools import cached_property

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from alliage.calc.french import name_key
from alliage.capitalisation.interchange.cleaning import Cleaner
from alliage.capitalisation.interchange.layout import (
    OPTIONAL_ORGANISATION_COLUMNS,
    ORGANISATION_COLUMNS,
)
from alliage.capitalisation.interchange.organisations import (
    OrganisationRecord,
    clean_organisation,
)
from alliage.network.models import Organisation, OrganisationAlias
from alliage.search.services import reindex
from alliage.territories.models import Territory
from alliage.territories.queries import Placer, UnknownPlace, parse_ref

from .imports import Tally

PLAIN_FIELDS = ["name", "kind", "size", "siren", "siret", "rna", "url"]
WRITTEN_FIELDS = [*PLAIN_FIELDS, "key", "is_collective", "territory", "updated_at"]
State = tuple[object, ...]


class OrganisationWriter:
    """Write organisations; reads once those that the base holds."""

    columns: Sequence[str] = [*ORGANISATION_COLUMNS, *OPTIONAL_ORGANISATION_COLUMNS]
    required = "name"

    def __init__(self) -> None:
        self.begin()

    def begin(self) -> None:
        """Read the identifiers, names and kinds of organisations, and the codes of territories."""
        self._by_name: dict[tuple[str, str], str] = {}
        self._slugs: set[str] = set()
        self._collectives: set[str] = set()
        rows = Organisation.objects.values_list("slug", "key", "kind", "is_collective")
        for slug, key, kind, is_collective in rows.iterator():
            self._slugs.add(slug)
            if is_collective:
                self._collectives.add(slug)
            else:
                self._by_name[key, kind] = slug
        self._met: dict[tuple[str, str], int] = {}

    @cached_property
    def _placer(self) -> Placer:
        return Placer()

    @cached_property
    def _territories(self) -> dict[tuple[str, str], int]:
        rows = Territory.objects.values_list("level", "code", "pk")
        return {(level, code): pk for level, code, pk in rows.iterator()}

    def clean(self, cleaner: Cleaner) -> OrganisationRecord:
        """Read an organisation, check that its territory exists and that its name is its own."""
        record = clean_organisation(cleaner)
        if cleaner.problems:
            return record
        try:
            if self._territory(record) == 0:
                cleaner.refuse("territory", _("n’est pas un territoire connu."), record.territory)
        except UnknownPlace as error:
            cleaner.refuse("territory.name", str(error), record.place.name if record.place else "")
        self._check_name(cleaner, record)
        return record

    def _check_name(self, cleaner: Cleaner, record: OrganisationRecord) -> None:
        name = (name_key(record.name), record.kind)
        first = self._met.setdefault(name, record.line)
        if first != record.line:
            cleaner.refuse(
                "name", _("même nom et même type qu’à la ligne %d.") % first, record.name
            )
            return
        if record.slug in self._collectives:
            cleaner.refuse("slug", _("désigne déjà un nom collectif."), record.slug)
        other = self._by_name.get(name)
        if not other or other == record.slug:
            return
        if record.slug in self._slugs:
            reason = _("c’est déjà le nom d’une autre organisation, « %s ».") % other
            cleaner.refuse("name", reason, record.name)
        else:
            cleaner.warn("slug", _("organisation retrouvée par son nom, « %s ».") % other)

    def _territory(self, record: OrganisationRecord) -> int | None:
        """Give the key of the territory; None if none is stated, 0 if there is none such."""
        if record.place is not None:
            return self._placer.place(record.place)[0].territory.pk
        if not record.territory:
            return None
        return self._territories.get(parse_ref(record.territory) or ("", ""), 0)

    def own_slug(self, record: OrganisationRecord) -> str:
        """Give the identifier under which the base knows the organisation, else its own."""
        if record.slug in self._slugs:
            return record.slug
        return self._by_name.get((name_key(record.name), record.kind), record.slug)

    def write(self, records: Sequence[OrganisationRecord]) -> Tally:
        """Create or change the organisations of a batch; those already so stay untouched."""
        slugs = [self.own_slug(record) for record in records]
        rows = Organisation.objects.filter(slug__in=slugs).prefetch_related("aliases")
        known = {organisation.slug: organisation for organisation in rows}
        pairs = list(zip(slugs, records, strict=True))
        fresh = [(Organisation(slug=slug), r) for slug, r in pairs if slug not in known]
        changed = [
            (known[slug], r)
            for slug, r in pairs
            if slug in known and _state(known[slug]) != self._wanted(r)
        ]
        for organisation, record in fresh + changed:
            self._fill(organisation, record)
        Organisation.objects.bulk_create(organisation for organisation, _record in fresh)
        Organisation.objects.bulk_update([o for o, _record in changed], WRITTEN_FIELDS)
        _write_aliases(fresh + changed)
        return Tally(
            created=[organisation.slug for organisation, _record in fresh],
            updated=[organisation.slug for organisation, _record in changed],
            unchanged=len(records) - len(fresh) - len(changed),
        )

    def finish(self, tally: Tally) -> None:
        """Have the search engine learn what changed, once it is safely written."""
        slugs = tally.created + tally.updated
        if slugs:
            transaction.on_commit(lambda: reindex("organisation", slugs))

    def _fill(self, organisation: Organisation, record: OrganisationRecord) -> None:
        for name in PLAIN_FIELDS:
            setattr(organisation, name, getattr(record, name))
        organisation.key = name_key(record.name)
        # A file of organisations names each for itself, even « Communes forestières ».
        organisation.is_collective = False
        organisation.territory_id = self._territory(record)
        organisation.updated_at = timezone.now()

    def _wanted(self, record: OrganisationRecord) -> State:
        plain = (getattr(record, name) for name in PLAIN_FIELDS)
        return (*plain, self._territory(record), sorted(record.aliases))


def _state(organisation: Organisation) -> State:
    plain = (getattr(organisation, name) for name in PLAIN_FIELDS)
    aliases = sorted(alias.name for alias in organisation.aliases.all())
    return (*plain, organisation.territory_id, aliases)


def _write_aliases(pairs: Iterable[tuple[Organisation, OrganisationRecord]]) -> None:
    rows = list(pairs)
    OrganisationAlias.objects.filter(organisation__in=[o for o, _record in rows]).delete()
    OrganisationAlias.objects.bulk_create(
        OrganisationAlias(organisation=organisation, name=name, key=key)
        for organisation, record in rows
        for key, name in {name_key(name): name for name in record.aliases}.items()
    )
