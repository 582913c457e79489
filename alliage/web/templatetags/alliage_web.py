"""Tags and filters of the design system: what is drawn many times per page is drawn here."""

import json
import re
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from itertools import zip_longest
from typing import Any

from django import template
from django.conf import settings
from django.core.paginator import Page
from django.forms import BoundField
from django.template.base import Node, NodeList, Parser, Token
from django.template.context import Context
from django.urls import translate_url
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext

from alliage.calc import typography
from alliage.web import hallmark as hallmarks
from alliage.web import icons, navigation
from alliage.web.panels import Panel

register = template.Library()
TAGS = re.compile(r"(<[^>]*>)")
BLANKS = re.compile(r"[ \t\r\n]+")  # not \s, which would take the unbreakable spaces
JSON_ESCAPES = {ord(">"): "\\u003E", ord("<"): "\\u003C", ord("&"): "\\u0026"}


def _language() -> str:
    return "en" if get_language() == "en" else "fr"


# --- Drawn pieces ----------------------------------------------------------------------------


@register.simple_tag
def hallmark(partners: Iterable[Any], large: bool = False) -> SafeString:
    """Draw one tile per partner: `{% hallmark alliance.partners %}`."""
    return hallmarks.hallmark_html(partners, large=large)


@register.simple_tag
def hallmark_legend(partners: Iterable[Any]) -> SafeString:
    """Say how many partners come from each world, one line each."""
    return format_html_join(
        "",
        '<li class="world world--{}">{}</li>',
        ((world, hallmarks.world_phrase(world, n)) for world, n in hallmarks.counted(partners)),
    )


@register.simple_tag
def world(value: str, label: str) -> SafeString:
    """Draw the shape of a world before its name: `{% world kind.world kind.label %}`."""
    return format_html('<span class="world world--{}">{}</span>', value, capital(label))


@register.simple_tag
def type_badge(value: str, label: str) -> SafeString:
    """Draw the pictogram of a type of partnership before its name."""
    return format_html('<span class="type type--{}">{}</span>', value, capital(label))


@register.simple_tag
def icon(name: str) -> SafeString:
    """Draw an icon; a word goes with it: `{% icon "search" %}`."""
    return icons.icon_svg(name)


@register.simple_tag
def mark(size: int = 0) -> SafeString:
    """Draw the mark of the site."""
    return icons.mark_svg(size)


@register.simple_tag
def bar(value: float, maximum: float) -> SafeString:
    """Draw a quantity beside its number: `{% bar row.count largest %}`."""
    share = min(max(100 * float(value) / float(maximum), 0), 100) if maximum else 0
    return format_html(
        '<svg class="bar" aria-hidden="true"><rect width="{}%" height="100%"/></svg>',
        f"{share:.4g}",
    )


@register.simple_tag
def sdg(number: int, label: str, href: str = "") -> SafeString:
    """Draw the official square of a goal and its words: `{% sdg goal.number goal.label url %}`."""
    words = format_html(
        '<span class="sdg__number"><span class="visually-hidden">{} </span>{}</span>'
        "<span>{}</span>",
        gettext("ODD"),
        int(number),
        label,
    )
    if href:
        return format_html('<a class="sdg sdg--{}" href="{}">{}</a>', int(number), href, words)
    return format_html('<span class="sdg sdg--{}">{}</span>', int(number), words)


@register.simple_tag
def control(field: BoundField) -> SafeString:
    """Draw the control of a form field in our style."""
    if field.widget_type in ("checkbox", "hidden"):
        return field.as_widget()
    return field.as_widget(attrs={"class": "input"})


@register.simple_tag(takes_context=True)
def panels(context: Context, built: Iterable[Panel]) -> SafeString:
    """Draw what higher contexts add to this page: `{% panels panels %}`."""
    engine = context.template.engine  # type: ignore[union-attr]
    parts = []
    for panel in built:
        with context.push(**panel.context):
            parts.append(engine.get_template(panel.template).render(context))
    return mark_safe("".join(parts))  # noqa: S308 - templates escape what they show


# --- Filters ---------------------------------------------------------------------------------


@register.simple_tag
def content_lang() -> SafeString:
    """Say that what follows is in French, on pages that are not: `<h1{% content_lang %}>`.

    Sheets and resources are written in French; a screen reader must not read them as English.
    """
    return SafeString("" if _language() == "fr" else ' lang="fr"')


@register.filter
def typographie(text: Any) -> SafeString:
    """Set a text of the interface by the French rules and escape it; in English, only escape it.

    Text already marked safe (a highlighted extract) keeps its tags.
    """
    if get_language() == "en":
        return mark_safe("") if text is None else conditional_escape(text)
    return contenu(text)


@register.filter
def contenu(text: Any) -> SafeString:
    """Set the text of a sheet by the French rules, whatever the language of the page."""
    if text is None:
        return mark_safe("")
    if not hasattr(text, "__html__"):
        return conditional_escape(typography.french(str(text)))
    parts = TAGS.split(text.__html__().replace("&#x27;", "’"))
    parts[::2] = (typography.french(part) for part in parts[::2])
    return mark_safe("".join(parts))  # noqa: S308 - it was safe, and no rule writes markup


@register.filter
def nombre(value: float | Decimal | None, decimals: int | None = None) -> str:
    """Write a number by the rules of the reader's language."""
    if value is None or value == "":
        return ""
    return typography.number(value, decimals=decimals, language=_language())


@register.filter
def pourcent(value: float | Decimal, decimals: int | None = None) -> str:
    """Write hundredths with their sign: 68 % in French, 68% in English."""
    return typography.percent(value, decimals=decimals, language=_language())


@register.filter
def iso_date(value: str | date | None) -> str:
    """Write « 2026-11 » as « novembre 2026 »; a full date keeps its day."""
    if not value:
        return ""
    return typography.partial_date(
        value.isoformat()[:10] if isinstance(value, date) else value, language=_language()
    )


@register.filter
def iso_month(value: str | date | None) -> str:
    """Write a date without its day, after « en »: « novembre 2026 », « 2026 »."""
    return iso_date(value.isoformat()[:7] if isinstance(value, date) else (value or "")[:7])


@register.simple_tag
def year_span(start: int | None, end: int | None = None) -> str:
    """Say « depuis 2012 », « 2012–2016 » or « date non renseignée »."""
    return typography.year_span(start, end, language=_language())


@register.filter
def capital(text: Any) -> str:
    """Put a capital on the first letter and leave the others alone."""
    return typography.capital(str(text))


@register.filter
def json_ld(data: Any) -> SafeString:
    """Write linked data as a block that browsers never run."""
    body = json.dumps(data, ensure_ascii=False, separators=(",", ":")).translate(JSON_ESCAPES)
    return mark_safe(f'<script type="application/ld+json">{body}</script>')  # noqa: S308 - escaped


# --- Page ------------------------------------------------------------------------------------


@register.simple_tag(takes_context=True)
def menu(context: Context, place: str) -> list[navigation.Link]:
    """Give the links of a menu: `{% menu "main" as links %}`."""
    request = context.get("request")
    return navigation.links(place, request.path if request else "")


@register.inclusion_tag("web/components/crumbs.html", takes_context=True)
def crumbs(context: Context, *steps: Any) -> dict[str, Any]:
    """Draw the way from the home page: labels and addresses in turn, the last label alone.

    `{% crumbs list_label list_url page_title %}`
    """
    home = [(link.label, link.url) for link in menu(context, navigation.HOME)]
    return {"trail": home + list(zip_longest(steps[::2], steps[1::2], fillvalue=""))}


@register.inclusion_tag("web/components/pager.html", takes_context=True)
def pager(context: Context, page: Page[Any]) -> dict[str, Any]:
    """Draw the links to the other pages of a list, keeping the rest of the address."""

    def address(number: int) -> str:
        return with_query(context, page=number if number > 1 else None) or "?"

    if not page.has_other_pages():
        return {"page": page}
    numbers = page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    return {
        "page": page,
        "links": [(n, address(n)) if isinstance(n, int) else (None, "") for n in numbers],
        "previous_url": address(page.previous_page_number()) if page.has_previous() else "",
        "next_url": address(page.next_page_number()) if page.has_next() else "",
    }


@register.simple_block_tag
def listing(
    content: str, caption: str, *headings: str, numbers: str = "", wide: bool = False
) -> SafeString:
    """Frame rows in a table that scrolls on its own: `{% listing caption _("Date") … %}`.

    `numbers` lists the columns, from 1, that hold numbers: `numbers="2 3"`.
    """
    ends = {int(number) for number in numbers.split()}
    columns = format_html_join(
        "",
        '<th scope="col"{}>{}</th>',
        (
            (mark_safe(' class="number"') if place in ends else "", heading)
            for place, heading in enumerate(headings, start=1)
        ),
    )
    return format_html(
        '<div class="scroll-x" tabindex="0" role="region" aria-label="{caption}">'
        '<table class="table{wide}"><caption class="visually-hidden">{caption}</caption>'
        "<thead><tr>{columns}</tr></thead><tbody>{content}</tbody></table></div>",
        caption=caption,
        wide=" table--wide" if wide else "",
        columns=columns,
        content=content,
    )


@register.simple_tag(takes_context=True)
def alternates(context: Context) -> list[tuple[str, str, str]]:
    """Give this page in every language: (code, name of the language, path)."""
    request = context.get("request")
    if request is None:
        return []
    return [(code, name, translate_url(request.path, code)) for code, name in settings.LANGUAGES]


@register.simple_tag(takes_context=True)
def with_query(context: Context, **changes: Any) -> str:
    """Give the query of this page with some parameters changed; None removes one.

    `{% with_query page=3 %}` gives « ?q=lait&page=3 ».
    """
    query = context["request"].GET.copy()
    for name, value in changes.items():
        query.pop(name, None)
        if value is not None:
            query[name] = value
    return f"?{query.urlencode()}"


class CaptureNode(Node):
    """What a block of template renders, kept under a name instead of being written."""

    def __init__(self, nodelist: NodeList, name: str) -> None:
        self.nodelist = nodelist
        self.name = name

    def render(self, context: Context) -> SafeString:
        """Render the block into the context and write nothing."""
        written = BLANKS.sub(" ", self.nodelist.render(context)).strip()
        context[self.name] = mark_safe(written)  # noqa: S308 - rendered, so already escaped
        return mark_safe("")


@register.tag
def capture(parser: Parser, token: Token) -> CaptureNode:
    """Keep what a block renders under a name: `{% capture as page_title %}…{% endcapture %}`."""
    name = token.split_contents()[-1]
    nodelist = parser.parse(("endcapture",))
    parser.delete_first_token()
    return CaptureNode(nodelist, name)
