"""Writers that refuse, line by line, what is outside the territory of whoever imports."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from alliage.accounts.models import User
from alliage.capitalisation.services import AllianceWriter, OrganisationWriter, ResourceWriter
from alliage.exchange.models import ImportRun
from alliage.network.models import Animation
from alliage.network.permissions import animates_instance, holders
from alliage.territories.models import Territory
from alliage.territories.queries import Placer, by_refs

Kind = ImportRun.Kind


class ScopedWriter:
    """A writer of one kind, for a person: it refuses rows that act elsewhere than they animate.

    A row acts where it says, and where the sheet that it changes acts now.
    """

    def __init__(self, kind: str, user: User) -> None:
        """Choose the writer of the kind, and read where the person animates."""
        made: dict[str, Any] = {
            Kind.ALLIANCES: AllianceWriter,
            Kind.RESOURCES: ResourceWriter,
            Kind.ORGANISATIONS: OrganisationWriter,
        }
        self._inner = made[kind]()
        self._kind = kind
        self.columns: Sequence[str] = self._inner.columns
        self.required: str = self._inner.required
        self._is_free = animates_instance(user)
        scopes = Animation.objects.filter(user=user).values_list("territory_id", flat=True)
        self._scopes: set[int | None] = set(scopes)
        self._placer: Placer | None = None
        self._held: dict[int, bool] = {}

    def begin(self) -> None:
        """Read again what rows refer to."""
        self._inner.begin()

    def clean(self, cleaner: Any) -> Any:
        """Read a record, and check that the person animates where it acts."""
        record = self._inner.clean(cleaner)
        if self._is_free or cleaner.problems:
            return record
        stated = self._stated(record)
        if not stated or not all(map(self._is_held, [*stated, *self._present(record)])):
            cleaner.refuse("territory", _("hors du territoire que vous animez."))
        return record

    def write(self, records: Any) -> Any:
        """Write a batch of sound records."""
        return self._inner.write(records)

    def finish(self, tally: Any) -> None:
        """Do what follows the last batch."""
        self._inner.finish(tally)

    def _is_held(self, territory: Territory) -> bool:
        known = self._held.get(territory.pk)
        if known is None:
            known = self._held[territory.pk] = bool(self._scopes & holders(territory))
        return known

    def _stated(self, record: Any) -> list[Territory]:
        """Give the territories that a row states; a resource states none."""
        if self._kind == Kind.RESOURCES:
            return []
        if record.place is None:
            return list(by_refs([record.territory]).values())
        self._placer = self._placer or Placer()
        return [placement.territory for placement in self._placer.place(record.place)]

    def _present(self, record: Any) -> list[Territory]:
        """Give the territories of what the row would change."""
        known = Territory.objects.all()
        if self._kind == Kind.ALLIANCES:
            return list(known.filter(alliance_places__alliance__slug=record.slug))
        return list(known.filter(organisations__slug=self._inner.own_slug(record)))
