"""Metadata as XML: unqualified Dublin Core and IEEE LOM. Values in, text out."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from xml.sax.saxutils import escape

OAI_DC = "http://www.openarchives.org/OAI/2.0/oai_dc/"
OAI_DC_SCHEMA = "http://www.openarchives.org/OAI/2.0/oai_dc.xsd"
DC = "http://purl.org/dc/elements/1.1/"
LOM = "http://ltsc.ieee.org/xsd/LOM"
LOM_SCHEMA = "http://ltsc.ieee.org/xsd/lomv1.0/lom.xsd"
XSI = "http://www.w3.org/2001/XMLSchema-instance"

# What XML 1.0 cannot hold, even escaped.
UNSPEAKABLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
Pairs = Iterable[tuple[str, str]]


def text(value: object) -> str:
    """Make a value safe between two tags, and in an attribute."""
    return escape(UNSPEAKABLE.sub("", str(value)), {'"': "&quot;"})


def dublin_core(pairs: Pairs) -> str:
    """Write the elements that have a value, in the order given."""
    body = "".join(f"<dc:{name}>{text(value)}</dc:{name}>" for name, value in pairs if value)
    return (
        f'<oai_dc:dc xmlns:oai_dc="{OAI_DC}" xmlns:dc="{DC}" xmlns:xsi="{XSI}" '
        f'xsi:schemaLocation="{OAI_DC} {OAI_DC_SCHEMA}">{body}</oai_dc:dc>'
    )


@dataclass(frozen=True)
class Learning:
    """What the LOM record of a resource says; what is not known is left out, never guessed."""

    identifier: str
    title: str
    description: str
    keywords: tuple[str, ...]
    location: str
    format: str
    publisher: str
    year: str
    family: str
    licence: str


def lom(resource: Learning) -> str:
    """Write a LOM record in French."""
    parts = [
        _general(resource),
        _life_cycle(resource),
        "<metaMetadata><metadataSchema>LOMv1.0</metadataSchema><language>fr</language>"
        "</metaMetadata>",
        f"<technical><location>{text(resource.location)}</location></technical>",
        "<educational><learningResourceType><source>MEDOC</source>"
        f"<value>{text(resource.family)}</value></learningResourceType></educational>",
    ]
    if resource.licence:
        parts.append(f"<rights><description>{_string(resource.licence)}</description></rights>")
    schema = f'xsi:schemaLocation="{LOM} {LOM_SCHEMA}"'
    return f'<lom xmlns="{LOM}" xmlns:xsi="{XSI}" {schema}>{"".join(parts)}</lom>'


def _string(value: str) -> str:
    return f'<string language="fr">{text(value)}</string>'


def _general(resource: Learning) -> str:
    keywords = "".join(f"<keyword>{_string(word)}</keyword>" for word in resource.keywords)
    described = resource.description
    description = f"<description>{_string(described)}</description>" if described else ""
    return (
        "<general><identifier><catalog>URI</catalog>"
        f"<entry>{text(resource.identifier)}</entry></identifier>"
        f"<title>{_string(resource.title)}</title><language>fr</language>"
        f"{description}{keywords}</general>"
    )


def _life_cycle(resource: Learning) -> str:
    if not resource.publisher:
        return ""
    name = resource.publisher.replace("\n", " ")
    card = f"BEGIN:VCARD\nVERSION:3.0\nFN:{name}\nORG:{name}\nEND:VCARD"
    date = f"<date><dateTime>{resource.year}</dateTime></date>" if resource.year else ""
    return (
        "<lifeCycle><contribute><role><source>LOMv1.0</source><value>publisher</value></role>"
        f"<entity>{text(card)}</entity>{date}</contribute></lifeCycle>"
    )
