"""Read answers of OAI-PMH, each checked against the schema of the protocol."""

from functools import cache
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element

import xmlschema
from defusedxml.ElementTree import fromstring
from django.test import Client

SCHEMAS = Path(__file__).parent / "schemas"
OAI = "{http://www.openarchives.org/OAI/2.0/}"


@cache
def schema() -> xmlschema.XMLSchema:
    return xmlschema.XMLSchema(
        SCHEMAS / "OAI-PMH.xsd",
        locations={"http://www.openarchives.org/OAI/2.0/oai_dc/": str(SCHEMAS / "oai_dc.xsd")},
        allow="local",
    )


def ask(**words: Any) -> Element:
    """Ask the provider; fail on an answer that its schema refuses."""
    response = Client().get("/oai", {name.rstrip("_"): value for name, value in words.items()})
    assert response.status_code == 200
    body = response.content.decode()
    schema().validate(body, use_location_hints=False)
    root: Element = fromstring(body)
    return root


def error(root: Element) -> str:
    """Give the code of a refusal."""
    found = root.find(f"{OAI}error")
    return "" if found is None else found.attrib["code"]


def identifiers(root: Element) -> list[str]:
    """List the identifiers of an answer, a deleted one after a dash."""
    return [
        ("-" if header.get("status") else "") + (header.findtext(f"{OAI}identifier") or "")
        for header in root.iter(f"{OAI}header")
    ]


def token(root: Element) -> str:
    """Give the token that leads further."""
    return root.findtext(f".//{OAI}resumptionToken") or ""
