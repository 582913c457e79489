"""Official identifiers of organisations, checked as their registers define them."""

import re

from stdnum.exceptions import ValidationError as StdnumError
from stdnum.fr import siren as siren_number
from stdnum.fr import siret as siret_number

# RNA (Répertoire national des associations): W, a department digit or letter, then as issued.
# Overseas and Corsican prefectures use letters, as in W2A… or W9C….
RNA = re.compile(r"^W\d[0-9A-Z]\d{7}$")


def clean_siren(text: str) -> str:
    """Give the nine digits of a SIREN; empty when the number is wrong.

    >>> clean_siren("732 829 320"), clean_siren("732 829 321")
    ('732829320', '')
    """
    try:
        return str(siren_number.validate(text))
    except StdnumError:
        return ""


def clean_siret(text: str) -> str:
    """Give the fourteen digits of a SIRET, La Poste's establishments included; else empty.

    La Poste (SIREN 356 000 000) numbers its establishments by a sum of digits multiple of five.

    >>> clean_siret("732 829 320 00074"), clean_siret("35600000000048"), clean_siret("123")
    ('73282932000074', '35600000000048', '')
    """
    try:
        return str(siret_number.validate(text))
    except StdnumError:
        return ""


def clean_rna(text: str) -> str:
    """Give an RNA number in capitals; else empty.

    >>> clean_rna("w751 001 234"), clean_rna("751001234")
    ('W751001234', '')
    """
    compact = re.sub(r"\s", "", text).upper()
    return compact if RNA.match(compact) else ""
