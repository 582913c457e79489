"""Bring a file of sheets or resources into the base: all of it, or nothing unless asked."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import batched
from pathlib import Path
from typing import Protocol

from django.db import connection, transaction
from django.utils.translation import gettext as _

from alliage.calc.tabular import RawRecord, UnreadableFile, read_records
from alliage.capitalisation.interchange.cleaning import Cleaner, Problem, unreadable_reason
from alliage.capitalisation.interchange.layout import unflatten, unknown_columns

BATCH = 500
# A file that is wrong throughout need not be told line after line, nor fill the memory.
MOST_PROBLEMS = 10_000
IMPORT_LOCK = 1_706_17  # any number of ours, the same for every import
Progress = Callable[[int], None]


class Sluggable(Protocol):
    """What every record has: an identifier, and the line it comes from."""

    @property
    def slug(self) -> str:
        """The identifier."""
        ...

    @property
    def line(self) -> int:
        """The line in the file."""
        ...


@dataclass
class Tally:
    """How many rows a batch created, changed or left as they were."""

    created: list[str] = field(default_factory=list)
    updated: list[str] = field(default_factory=list)
    unchanged: int = 0

    def add(self, other: "Tally") -> None:
        """Add the counts of another batch."""
        self.created += other.created
        self.updated += other.updated
        self.unchanged += other.unchanged


@dataclass(frozen=True)
class Reading:
    """How a file is to be read, where somebody decided it: sheet, columns, rows.

    `names` gives the field of each column, empty for one to leave aside; `left_out` are lines not
    to read; `slugs`, by line, the sheet that a row changes.
    """

    sheet: str = ""
    names: Mapping[str, str] = field(default_factory=dict)
    left_out: frozenset[int] = frozenset()
    slugs: Mapping[int, str] = field(default_factory=dict)

    def arranged(self, raw: RawRecord) -> RawRecord:
        """Give a record under the names that the layout knows."""
        if raw.data is None or not (self.names or raw.line in self.slugs):
            return raw
        named = {self.names.get(name, name): value for name, value in raw.data.items()}
        named.pop("", None)
        if raw.line in self.slugs:
            named["slug"] = self.slugs[raw.line]
        return RawRecord(raw.line, named)


AS_IT_IS = Reading()


class Writer[Record: Sluggable](Protocol):
    """What writes the records of one kind."""

    columns: Sequence[str]
    # The column without which a file is no table of this kind.
    required: str

    def begin(self) -> None:
        """Read again what rows refer to, now that nobody else can write it."""
        ...

    def clean(self, cleaner: Cleaner) -> Record:
        """Read a record, its references to the base included."""
        ...

    def write(self, records: Sequence[Record]) -> Tally:
        """Write a batch of sound records."""
        ...

    def finish(self, tally: Tally) -> None:
        """Do what follows the last batch, within the same transaction."""
        ...


@dataclass
class ImportReport:
    """What an import did, or would do."""

    read: int = 0
    is_written: bool = False
    tally: Tally = field(default_factory=Tally)
    problems: list[Problem] = field(default_factory=list)
    warnings: list[Problem] = field(default_factory=list)

    @property
    def refused_lines(self) -> int:
        """How many rows were refused."""
        return len({problem.line for problem in self.problems})

    def as_dict(self) -> dict[str, object]:
        """The report as JSON has it."""
        return {
            "read": self.read,
            "written": self.is_written,
            "created": len(self.tally.created),
            "updated": len(self.tally.updated),
            "unchanged": self.tally.unchanged,
            "refused": self.refused_lines,
            "problems": [problem.as_dict() for problem in self.problems],
            "warnings": [warning.as_dict() for warning in self.warnings],
        }


def import_file[Record: Sluggable](
    path: Path,
    writer: Writer[Record],
    *,
    is_dry_run: bool = False,
    is_partial: bool = False,
    progress: Progress | None = None,
    reading: Reading = AS_IT_IS,
) -> ImportReport:
    """Check every row and write them all in one transaction, or none.

    Rows are written as they are read, so that the size of a file does not matter; if one is
    refused, nothing more is written and what was written is taken back.
    """
    report = ImportReport()
    if is_dry_run:
        for _record in _sound_records(path, writer, report, progress, reading):
            pass
        return report
    with transaction.atomic():
        one_at_a_time()
        writer.begin()
        records = _sound_records(path, writer, report, progress, reading)
        for batch in batched(records, BATCH, strict=False):
            if is_partial or not report.problems:
                report.tally.add(writer.write(batch))
        report.is_written = is_partial or not report.problems
        if report.is_written:
            writer.finish(report.tally)
        else:
            transaction.set_rollback(True)
            report.tally = Tally()
    return report


def one_at_a_time() -> None:
    """Make other writers wait: two must not both think missing a domain or an identifier.

    On SQLite the transaction itself holds the write lock (transaction_mode IMMEDIATE).
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [IMPORT_LOCK])


def _sound_records[Record: Sluggable](
    path: Path,
    writer: Writer[Record],
    report: ImportReport,
    progress: Progress | None,
    reading: Reading,
) -> Iterator[Record]:
    seen: dict[str, int] = {}
    try:
        for raw in read_records(path, writer.columns, reading.sheet):
            report.read += 1
            if raw.line in reading.left_out:
                continue
            if progress is not None and report.read % BATCH == 0:
                progress(report.read)
            cleaner, record = _clean(reading.arranged(raw), writer, report)
            if record is not None and not cleaner.problems:
                _refuse_repeated(cleaner, record, seen)
            report.problems += cleaner.problems
            if len(report.warnings) < MOST_PROBLEMS:
                report.warnings += cleaner.warnings
            if len(report.problems) > MOST_PROBLEMS:
                raise UnreadableFile("many")
            if record is not None and not cleaner.problems:
                yield record
    except UnreadableFile as error:
        reason = unreadable_reason(str(error))
        report.problems.append(Problem(report.read + 1, "", reason))
    if report.read == 0 and not report.problems:
        report.problems.append(Problem(1, "", _("ce fichier n’a aucune ligne à importer.")))


def _refuse_repeated(cleaner: Cleaner, record: Sluggable, seen: dict[str, int]) -> None:
    first = seen.setdefault(record.slug, record.line)
    if first != record.line:
        cleaner.refuse("slug", _("figure déjà à la ligne %d.") % first, record.slug)


def _clean[Record: Sluggable](
    raw: RawRecord, writer: Writer[Record], report: ImportReport
) -> tuple[Cleaner, Record | None]:
    if raw.problem is not None or raw.data is None:
        cleaner = Cleaner(raw.line, {})
        if raw.problem is not None:
            cleaner.unreadable(raw.problem)
        return cleaner, None
    is_flat = all(isinstance(cell, str) for cell in raw.data.values())
    cleaner = Cleaner(raw.line, unflatten(raw.data) if is_flat else raw.data)
    if report.read == 1 and is_flat:
        if writer.required not in raw.data:
            raise UnreadableFile("columns")
        for name in unknown_columns(raw.data, writer.columns):
            cleaner.warn(name, _("colonne inconnue, laissée de côté."))
    return cleaner, writer.clean(cleaner)
