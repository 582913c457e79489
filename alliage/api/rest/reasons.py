"""Why a value is refused, in a sentence of the reader's language; the framework speaks English."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _


def reason(error: Mapping[str, Any]) -> str:
    """Say why a value is refused."""
    kind, context = str(error.get("type", "")), dict(error.get("ctx") or {})
    sentence = _sentences().get(kind)
    if sentence is None:
        return _("Cette valeur n’est pas admise.") if kind else str(error.get("msg", ""))
    return sentence % _said(context)


def _said(context: Mapping[str, Any]) -> dict[str, Any]:
    return {name: context.get(name, "") for name in LIMITS}


LIMITS = ("ge", "le", "gt", "lt", "max_length", "min_length", "expected")


def _sentences() -> dict[str, str]:
    number, text = _("Un nombre entier est attendu."), _("Un texte est attendu.")
    decimal = _("Un nombre est attendu.")
    known = _("Valeur inconnue. Sont admises : %(expected)s.")
    return {
        "extra_forbidden": _("Ce champ est inconnu."),
        "missing": _("Ce champ manque."),
        "unknown": _("Rien de connu n’a ce nom."),
        "string_type": text,
        "string_unicode": _("Ce texte ne se lit pas : vérifiez l’encodage (UTF-8)."),
        "string_pattern_mismatch": _("Ce texte n’a pas la forme attendue."),
        "string_too_long": _("%(max_length)s caractères au plus."),
        "string_too_short": _("%(min_length)s caractères au moins."),
        "int_type": number,
        "int_parsing": number,
        "int_parsing_size": _("Ce nombre est trop grand."),
        "int_from_float": number,
        "float_type": decimal,
        "finite_number": decimal,
        "bool_type": _("Vrai ou faux est attendu."),
        "greater_than_equal": _("%(ge)s au moins."),
        "less_than_equal": _("%(le)s au plus."),
        "greater_than": _("Plus que %(gt)s."),
        "less_than": _("Moins que %(lt)s."),
        "list_type": _("Une liste est attendue."),
        "too_long": _("%(max_length)s éléments au plus."),
        "too_short": _("%(min_length)s élément au moins."),
        "enum": known,
        "literal_error": known,
        "dict_type": _("Un objet est attendu."),
        "model_type": _("Un objet est attendu."),
        "model_attributes_type": _("Un objet est attendu."),
    }
