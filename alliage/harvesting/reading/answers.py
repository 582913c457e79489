"""Read one answer of an OAI-PMH provider from its bytes.

Whatever comes is either a sound answer or a refusal with its sentence: no document type, entity or
external reference is ever read, and no page may hold more elements than a repository has use for.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring
from django.utils.translation import gettext as _

from .metadata import Told, plain, told_by
from .refusals import ProtocolError, UnreadableError

OAI = "{http://www.openarchives.org/OAI/2.0/}"
# An element costs a hundred times its bytes in memory; real pages hold a few thousand of them.
MOST_MARKS = 1_000_000
LONGEST_TOKEN = 8_000
LONGEST_IDENTIFIER = 500


@dataclass(frozen=True)
class Record:
    """One record: its identifier, its date, and what it says unless it was deleted.

    An identifier that is missing or measureless is empty here: such a record cannot be followed.
    """

    identifier: str
    datestamp: datetime | None
    is_deleted: bool
    told: Told | None


@dataclass(frozen=True)
class Page:
    """One answer of a list; `token` leads further, and is empty at the end."""

    answered_at: datetime | None
    records: tuple[Record, ...] = ()
    token: str = ""
    size: int | None = None


@dataclass(frozen=True)
class Identity:
    """How a repository presents itself."""

    name: str
    has_seconds: bool
    keeps_deleted: bool


def read_identity(body: bytes) -> Identity:
    """Read the answer to Identify.

    Raises:
        UnreadableError: It is no answer of OAI-PMH 2.0.
        ProtocolError: It is a refusal.
    """
    root = _root(body)
    found = root.find(f"{OAI}Identify")
    if found is None:
        raise UnreadableError(_("Cette adresse répond, mais ne se présente pas."))
    return Identity(
        name=plain(found.findtext(f"{OAI}repositoryName") or "")[:200],
        has_seconds="hh" in (found.findtext(f"{OAI}granularity") or ""),
        keeps_deleted=(found.findtext(f"{OAI}deletedRecord") or "").strip() == "persistent",
    )


def read_page(body: bytes) -> Page:
    """Read an answer to ListRecords; that nothing matches is an empty page, not a failure.

    Raises:
        UnreadableError: It is no answer of OAI-PMH 2.0, or its XML is unsound.
        ProtocolError: It is a refusal.
    """
    try:
        root = _root(body)
    except ProtocolError as refusal:
        if refusal.code != "noRecordsMatch":
            raise
        return Page(answered_at=refusal.answered_at)
    found = root.find(f"{OAI}ListRecords")
    if found is None:
        raise UnreadableError(_("Cette réponse ne contient pas de liste de notices."))
    token = found.find(f"{OAI}resumptionToken")
    text = "" if token is None else (token.text or "").strip()
    if len(text) > LONGEST_TOKEN:
        raise UnreadableError(_("La marque de reprise de cette page est démesurée."))
    size = "" if token is None else token.get("completeListSize", "")
    return Page(
        answered_at=_answered_at(root),
        records=tuple(_records(found)),
        token=text,
        size=int(size) if size.isascii() and size.isdecimal() and len(size) < 10 else None,
    )


def seconds_of(text: str) -> datetime | None:
    """Read a date of the protocol, to the day or the second; None if it is none."""
    try:
        moment = datetime.fromisoformat(text.strip())
        return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def _root(body: bytes) -> Element:
    if body.count(b"<") > MOST_MARKS:
        raise UnreadableError(_("Cette page contient trop d’éléments ; elle n’est pas lue."))
    try:
        root: Element = fromstring(body, forbid_dtd=True)
    except DefusedXmlException as error:
        raise UnreadableError(
            _("Cette page déclare un type de document ou des entités ; elle n’est pas lue.")
        ) from error
    except (ParseError, ValueError, LookupError) as error:
        if body[:500].lstrip().lower().startswith((b"<!doctype html", b"<html")):
            raise _web_page() from error
        line = getattr(error, "position", (0, 0))[0]
        raise UnreadableError(
            _("Le XML de cette page est mal formé (ligne %(line)d).") % {"line": line}
        ) from error
    if root.tag != f"{OAI}OAI-PMH":
        raise (
            _web_page()
            if root.tag.lower().endswith("html")
            else UnreadableError(_("Cette adresse ne répond pas en OAI-PMH 2.0."))
        )
    _refuse_refusals(root)
    return root


def _web_page() -> UnreadableError:
    return UnreadableError(
        _("Cette adresse donne une page web, et non un entrepôt OAI-PMH ; vérifiez-la.")
    )


def _refuse_refusals(root: Element) -> None:
    errors = root.findall(f"{OAI}error")
    if not errors:
        return
    codes = [error.get("code", "") for error in errors]
    code = next((code for code in codes if code != "noRecordsMatch"), codes[0])
    said = plain(errors[0].text or "")[:200]
    sentence = _("La source refuse la demande (%(code)s) : %(said)s") % {
        "code": code[:40],
        "said": said or "—",
    }
    raise ProtocolError(code, sentence, _answered_at(root))


def _answered_at(root: Element) -> datetime | None:
    moment = seconds_of(root.findtext(f"{OAI}responseDate") or "")
    # A clock that is far ahead would hide every change until then.
    if moment and moment > datetime.now(UTC) + timedelta(days=1):
        return None
    return moment


def _records(parent: Element) -> Iterator[Record]:
    for element in parent.iterfind(f"{OAI}record"):
        header = element.find(f"{OAI}header")
        identifier = "" if header is None else (header.findtext(f"{OAI}identifier") or "").strip()
        if header is None or len(identifier) > LONGEST_IDENTIFIER:
            yield Record("", None, False, None)
            continue
        is_deleted = header.get("status") == "deleted"
        metadata = element.find(f"{OAI}metadata")
        told = None if is_deleted or metadata is None else told_by(metadata)
        datestamp = seconds_of(header.findtext(f"{OAI}datestamp") or "")
        yield Record(identifier, datestamp, is_deleted, told)
