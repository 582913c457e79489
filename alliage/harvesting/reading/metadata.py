"""Metadata of one record, from unqualified Dublin Core or IEEE LOM, to the same words."""

import re
from dataclasses import dataclass
from html import unescape
from xml.etree.ElementTree import Element

from alliage.calc.tabular import writable
from alliage.harvesting.formats import DC

# Repositories often paste web pages in their descriptions. Only known tags go: « <méthode> » stays.
_TAGS = "a|abbr|b|blockquote|br|div|em|font|h[1-6]|hr|i|img|li|ol|p|pre|small|span|strong|sub|sup"
_TAG = re.compile(rf"</?(?:{_TAGS}|table|tbody|td|th|thead|tr|u|ul)(?:\s[^<>]*)?/?>", re.I)
_SCRIPT = re.compile(r"<(script|style)\b.*?(?:</\1\s*>|\Z)", re.I | re.S)
_BREAK = re.compile(r"<(?:br|/p|/li|/div)\b[^<>]*>", re.I)
_VCARD_NAME = re.compile(r"^(?:FN|ORG)[^:\n]*:(.+)$", re.M)


@dataclass(frozen=True)
class Told:
    """What a record says, in the elements of Dublin Core; `locations` are of LOM alone."""

    titles: tuple[str, ...] = ()
    creators: tuple[str, ...] = ()
    subjects: tuple[str, ...] = ()
    descriptions: tuple[str, ...] = ()
    publishers: tuple[str, ...] = ()
    dates: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    formats: tuple[str, ...] = ()
    identifiers: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    rights: tuple[str, ...] = ()
    locations: tuple[str, ...] = ()


def told_by(metadata: Element) -> Told | None:
    """Read the one child of a `metadata` element; None when it is of another format."""
    for child in metadata:
        name = child.tag.rpartition("}")[2] if isinstance(child.tag, str) else ""
        if name == "lom":
            return _lom(child)
        if name == "dc":
            return _dublin_core(child)
    return None


def plain(text: str) -> str:
    """Give a text without the tags of a web page; it is escaped again wherever it is shown.

    >>> plain("Un <b>guide</b> &amp; une <méthode>")
    'Un guide & une <méthode>'
    """
    if "<" in text:
        text = _TAG.sub("", _BREAK.sub("\n", _SCRIPT.sub("", text)))
    if "&" in text:
        text = unescape(text)
    lines = (" ".join(line.split()) for line in writable(text).split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def _texts(parent: Element, path: str) -> tuple[str, ...]:
    found = (plain("".join(element.itertext())) for element in parent.iterfind(path))
    return tuple(text for text in found if text)


def _dublin_core(record: Element) -> Told:
    def told(name: str) -> tuple[str, ...]:
        return _texts(record, f"{{{DC}}}{name}")

    return Told(
        titles=told("title"),
        creators=told("creator"),
        subjects=told("subject"),
        descriptions=told("description"),
        publishers=told("publisher"),
        dates=told("date"),
        types=told("type"),
        formats=told("format"),
        identifiers=told("identifier"),
        sources=told("source"),
        rights=told("rights"),
    )


def _lom(record: Element) -> Told:
    publishers, creators, dates = list[str](), list[str](), list[str]()
    for part in record.iterfind("{*}lifeCycle/{*}contribute"):
        role = part.findtext("{*}role/{*}value") or ""
        names = [name for card in _texts(part, "{*}entity") for name in _names(card)]
        (publishers if role == "publisher" else creators).extend(names)
        dates += _texts(part, "{*}date/{*}dateTime")
    return Told(
        titles=_strings(record, "{*}general/{*}title"),
        creators=tuple(creators),
        subjects=_strings(record, "{*}general/{*}keyword"),
        descriptions=_strings(record, "{*}general/{*}description"),
        publishers=tuple(publishers),
        dates=tuple(dates),
        types=_texts(record, "{*}educational/{*}learningResourceType/{*}value"),
        formats=_texts(record, "{*}technical/{*}format"),
        identifiers=_texts(record, "{*}general/{*}identifier/{*}entry"),
        rights=_strings(record, "{*}rights/{*}description"),
        locations=_texts(record, "{*}technical/{*}location"),
    )


def _strings(record: Element, path: str) -> tuple[str, ...]:
    """Of each text told in several languages, take the French, else the first."""
    chosen = []
    for element in record.iterfind(path):
        strings = element.findall("{*}string")
        french = [s for s in strings if (s.get("language") or "").lower().startswith("fr")]
        chosen += [plain("".join(s.itertext())) for s in (french or strings)[:1]]
    return tuple(text for text in chosen if text)


def _names(card: str) -> list[str]:
    return [name.strip() for name in _VCARD_NAME.findall(card)[:1]]
