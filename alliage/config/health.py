"""Is this instance well? What a person on duty, or a monitor, wants to know."""

from collections.abc import Callable
from dataclasses import asdict, dataclass

from django.db import DatabaseError, connection

from alliage.search.models import Query
from alliage.search.queries import engine
from alliage.search.services import kinds
from alliage.taxonomy.models import Term
from alliage.territories.models import Territory

from .services import pending_migrations


@dataclass(frozen=True)
class Finding:
    """One thing looked at, whether it is good, and what to do if not."""

    subject: str
    is_good: bool
    message: str

    def as_dict(self) -> dict[str, object]:
        """Give the finding for JSON."""
        return asdict(self)


def database() -> Finding:
    """Look whether the database answers."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return Finding("base de données", True, f"{connection.vendor} répond")


def migrations() -> Finding:
    """Look whether the schema is that of the code."""
    pending = pending_migrations()
    if pending:
        return Finding("schéma", False, f"{len(pending)} migrations attendent : alliage setup")
    return Finding("schéma", True, "à jour")


def reference_data() -> Finding:
    """Look whether the geography and the vocabularies are loaded."""
    territories, terms = Territory.objects.count(), Term.objects.count()
    if not territories or not terms:
        return Finding("données de référence", False, "absentes : alliage setup")
    return Finding("données de référence", True, f"{territories} territoires, {terms} termes")


def search_index() -> Finding:
    """Look whether the index holds as much of each kind as the database does."""
    late = []
    for kind in kinds().values():
        expected = sum(1 for _ in kind.source(None))
        indexed = engine().search(Query(kinds=(kind.name,), limit=0)).total
        if indexed != expected:
            late.append(f"{kind.label} : {indexed} sur {expected}")
    if late:
        return Finding("index de recherche", False, f"{' ; '.join(late)} — alliage index")
    return Finding("index de recherche", True, "à jour")


def findings() -> list[Finding]:
    """Look at everything; what cannot be looked at is a finding too."""
    looks: list[tuple[str, Callable[[], Finding]]] = [
        ("base de données", database),
        ("schéma", migrations),
        ("données de référence", reference_data),
        ("index de recherche", search_index),
    ]
    found = []
    for subject, look in looks:
        try:
            found.append(look())
        except (DatabaseError, OSError) as error:
            found.append(Finding(subject, False, str(error).strip().splitlines()[0]))
    return found
