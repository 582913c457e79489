"""Answer the six verbs of OAI-PMH 2.0."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from urllib.parse import urlsplit

from django.conf import settings
from django.db.models import Min

from alliage.capitalisation.models import ResourceCentre
from alliage.harvesting.formats import (
    LOM,
    LOM_SCHEMA,
    OAI_DC,
    OAI_DC_SCHEMA,
    XSI,
    text,
)
from alliage.harvesting.models import LedgerEntry, LedgerEntryQuerySet, RecordKind

from .asked import (
    TOKEN_LIFE,
    RefusalError,
    Selection,
    arguments,
    second_now,
    selection,
    stamp,
    write_token,
)

OAI = "http://www.openarchives.org/OAI/2.0/"
FORMATS = {"oai_dc": (OAI_DC_SCHEMA, OAI_DC), "lom": (LOM_SCHEMA, LOM)}
# Of these refusals, the protocol wants the request without its arguments.
BARE = {"badVerb", "badArgument"}
SETS = {"alliances": "Alliances", "resources": "Ressources", "centre": "Centres de ressources"}


def base_url() -> str:
    """The address that harvesters ask."""
    return f"{settings.SITE_URL}/oai"


def answer(given: Mapping[str, Sequence[str]]) -> str:
    """Answer a request, or say why not: always a whole document."""
    now = second_now()
    attributes = ""
    try:
        words = arguments(given)
        attributes = "".join(f' {name}="{text(value)}"' for name, value in words.items())
        verb = words["verb"]
        body = f"<{verb}>{VERBS[verb](words)}</{verb}>"
    except RefusalError as refusal:
        attributes = "" if refusal.code in BARE else attributes
        body = f'<error code="{refusal.code}">{text(refusal)}</error>'
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<OAI-PMH xmlns="{OAI}" xmlns:xsi="{XSI}" xsi:schemaLocation="{OAI} {OAI}OAI-PMH.xsd">'
        f"<responseDate>{stamp(now)}</responseDate>"
        f"<request{attributes}>{text(base_url())}</request>{body}</OAI-PMH>\n"
    )


def _identify(_words: Mapping[str, str]) -> str:
    first = LedgerEntry.objects.aggregate(first=Min("datestamp"))["first"] or second_now()
    email = settings.CONTACT_EMAIL or settings.DEFAULT_FROM_EMAIL
    if "." not in email.rpartition("@")[2]:
        # The protocol wants a dotted domain; RFC 2606 keeps this one for addresses of nobody.
        email += ".invalid"
    name = settings.OPERATOR or urlsplit(settings.SITE_URL).hostname
    return (
        f"<repositoryName>Alliage – {text(name)}</repositoryName>"
        f"<baseURL>{text(base_url())}</baseURL><protocolVersion>2.0</protocolVersion>"
        f"<adminEmail>{text(email)}</adminEmail>"
        f"<earliestDatestamp>{stamp(first)}</earliestDatestamp>"
        "<deletedRecord>persistent</deletedRecord>"
        "<granularity>YYYY-MM-DDThh:mm:ssZ</granularity><compression>gzip</compression>"
    )


def _list_formats(words: Mapping[str, str]) -> str:
    prefixes = list(FORMATS)
    if "identifier" in words:
        entry = _entry(words["identifier"])
        prefixes = [] if entry.is_deleted else _prefixes(entry)
    if not prefixes:
        raise RefusalError("noMetadataFormats", "This record was withdrawn.")
    return "".join(
        f"<metadataFormat><metadataPrefix>{prefix}</metadataPrefix>"
        f"<schema>{FORMATS[prefix][0]}</schema>"
        f"<metadataNamespace>{FORMATS[prefix][1]}</metadataNamespace></metadataFormat>"
        for prefix in prefixes
    )


def _list_sets(words: Mapping[str, str]) -> str:
    if "resumptionToken" in words:
        raise RefusalError("badResumptionToken", "All sets come in one answer.")
    centres = ResourceCentre.objects.order_by("position", "title").values_list("slug", "title")
    sets = [*SETS.items(), *((f"centre:{slug}", title) for slug, title in centres)]
    return "".join(
        f"<set><setSpec>{text(name)}</setSpec><setName>{text(title)}</setName></set>"
        for name, title in sets
    )


def _get_record(words: Mapping[str, str]) -> str:
    entry, prefix = _entry(words["identifier"]), words["metadataPrefix"]
    if prefix not in _prefixes(entry):
        raise RefusalError("cannotDisseminateFormat", f"Not offered for this record: {prefix}.")
    return _record(entry, prefix)


def _list_identifiers(words: Mapping[str, str]) -> str:
    return _list(words, lambda entry, _prefix: _header(entry))


def _list_records(words: Mapping[str, str]) -> str:
    return _list(words, _record)


def _list(words: Mapping[str, str], write: Callable[[LedgerEntry, str], str]) -> str:
    asked = selection(words, second_now())
    if asked.prefix not in FORMATS:
        raise RefusalError("cannotDisseminateFormat", f"Offered here: {', '.join(FORMATS)}.")
    entries = _selected(asked)
    size = asked.size if asked.position else entries.count()
    if asked.position:
        entries = entries.after(*asked.position)
    page = list(entries.order_by("datestamp", "pk")[: settings.OAI_PAGE + 1])
    if not page and not asked.position:
        raise RefusalError("noRecordsMatch", "Nothing changed in this span, or the set is empty.")
    shown = page[: settings.OAI_PAGE]
    return _joined(shown, asked.prefix, write) + _token(
        replace(asked, size=size), shown, has_more=len(page) > len(shown)
    )


def _joined(
    entries: Iterable[LedgerEntry], prefix: str, write: Callable[[LedgerEntry, str], str]
) -> str:
    return "".join(write(entry, prefix) for entry in entries)


def _selected(asked: Selection) -> LedgerEntryQuerySet:
    entries = LedgerEntry.objects.between(asked.start, asked.end)
    if asked.prefix == "lom":
        entries = entries.filter(kind=RecordKind.RESOURCE)
    return entries.in_set(asked.set_name) if asked.set_name else entries


def _token(asked: Selection, shown: Sequence[LedgerEntry], *, has_more: bool) -> str:
    if not has_more and not asked.position:
        return ""  # a list that holds in one answer has no token
    told = f'completeListSize="{max(asked.size, asked.cursor + len(shown))}"'
    told += f' cursor="{asked.cursor}"'
    if not has_more:
        return f"<resumptionToken {told}/>"
    last = shown[-1]
    following = replace(asked, position=(last.datestamp, last.pk), cursor=asked.cursor + len(shown))
    expires = stamp(second_now() + TOKEN_LIFE)
    token = write_token(following)
    return f'<resumptionToken expirationDate="{expires}" {told}>{token}</resumptionToken>'


def _prefixes(entry: LedgerEntry) -> list[str]:
    return ["oai_dc", "lom"] if entry.kind == RecordKind.RESOURCE else ["oai_dc"]


def _site() -> str:
    return urlsplit(settings.SITE_URL).hostname or "localhost"


def _identifier(entry: LedgerEntry) -> str:
    return f"oai:{_site()}:{entry.kind}/{entry.slug}"


def _entry(identifier: str) -> LedgerEntry:
    start = f"oai:{_site()}:"
    kind, _, slug = identifier.removeprefix(start).partition("/")
    entry = LedgerEntry.objects.filter(kind=kind, slug=slug).first()
    if not identifier.startswith(start) or entry is None:
        raise RefusalError("idDoesNotExist", "No record has this identifier here.")
    return entry


def _header(entry: LedgerEntry) -> str:
    status = ' status="deleted"' if entry.is_deleted else ""
    sets = "".join(f"<setSpec>{text(name)}</setSpec>" for name in entry.set_names)
    return (
        f"<header{status}><identifier>{text(_identifier(entry))}</identifier>"
        f"<datestamp>{stamp(entry.datestamp)}</datestamp>{sets}</header>"
    )


def _record(entry: LedgerEntry, prefix: str) -> str:
    if entry.is_deleted:
        return f"<record>{_header(entry)}</record>"
    metadata = entry.lom if prefix == "lom" else entry.dublin_core
    return f"<record>{_header(entry)}<metadata>{metadata}</metadata></record>"


VERBS: dict[str, Callable[[Mapping[str, str]], str]] = {
    "Identify": _identify,
    "ListMetadataFormats": _list_formats,
    "ListSets": _list_sets,
    "GetRecord": _get_record,
    "ListIdentifiers": _list_identifiers,
    "ListRecords": _list_records,
}
