"""Tags and filters: what is shown is set by the rules of the language, and escaped once."""

from datetime import date

import pytest
from django.core.paginator import Paginator
from django.template import Context, Template
from django.test import RequestFactory
from django.utils import translation
from django.utils.safestring import mark_safe

from alliage.web.templatetags import alliage_web as tags


def render(source: str, path: str = "/", **context: object) -> str:
    """Render a few words of template."""
    request = RequestFactory().get(path)
    template = Template("{% load alliage_web %}" + source)
    return template.render(Context({"request": request, **context}))


# --- typographie -----------------------------------------------------------------------------
def test_imported_text_is_set_and_escaped_once() -> None:
    shown = render("{{ text|typographie }}", text='L\'eau : <b>gratuite</b> & "libre" !')
    assert shown == ("L’eau\u00a0: &lt;b&gt;gratuite&lt;/b&gt; &amp; «\u202flibre\u202f»\u202f!")


def test_a_highlighted_extract_keeps_its_marks() -> None:
    extract = mark_safe('l&#x27;<mark class="x">eau</mark> : 20 % &amp; plus')
    assert tags.typographie(extract) == ('l’<mark class="x">eau</mark>\u00a0: 20\u202f% &amp; plus')


def test_english_readers_get_the_text_as_it_was_written() -> None:
    with translation.override("en"):
        assert tags.typographie("L'eau : <b>") == "L&#x27;eau : &lt;b&gt;"


def test_nothing_is_shown_for_nothing() -> None:
    assert tags.typographie(None) == ""
    assert tags.nombre(None) == ""
    assert tags.iso_date(None) == ""


def test_it_combines_with_paragraphs() -> None:
    assert render("{{ text|typographie|linebreaks }}", text="Un ?\n\n<Deux>") == (
        "<p>Un\u202f?</p>\n\n<p>&lt;Deux&gt;</p>"
    )


# --- Numbers and dates -----------------------------------------------------------------------
def test_numbers_follow_the_language() -> None:
    source = "{{ 12500|nombre }} {{ 7.25|nombre:1 }} {{ 68|pourcent }}"
    assert render(source) == "12\u202f500 7,2 68\u202f%"
    with translation.override("en"):
        assert render(source) == "12,500 7.2 68%"


def test_dates_follow_the_language_and_their_precision() -> None:
    assert tags.iso_date("2026-11") == "novembre 2026"
    assert tags.iso_date(date(2026, 3, 1)) == "1er\u00a0mars 2026"
    assert tags.iso_month("2026-11-05") == "novembre 2026"
    assert tags.iso_month(date(2026, 3, 1)) == "mars 2026"
    assert tags.iso_month("2026") == "2026"
    with translation.override("en"):
        assert tags.iso_date("2026-11") == "November 2026"
        assert tags.year_span(2012, None) == "since 2012"


# --- Drawn pieces ----------------------------------------------------------------------------
def test_labels_are_escaped() -> None:
    shown = render("{% world 'public' label %}{% type_badge 'mecenat' label %}", label="<b>x</b>")
    assert "<b>" not in shown
    shown = render("{% sdg 7 label url %}", label="<b>", url='"><script>')
    assert "<b>" not in shown
    assert "<script>" not in shown


@pytest.mark.parametrize(
    ("value", "maximum", "width"),
    [(15, 22, "68.18%"), (22, 22, "100%"), (0, 22, "0%"), (3, 0, "0%"), (30, 22, "100%")],
)
def test_bars_stay_within_their_frame(value: int, maximum: int, width: str) -> None:
    assert f'width="{width}"' in tags.bar(value, maximum)


def test_a_missing_icon_is_a_mistake() -> None:
    with pytest.raises(KeyError):
        tags.icon("licorne")


# --- Page ------------------------------------------------------------------------------------
def test_a_query_changes_one_parameter_and_keeps_the_others() -> None:
    source = "{% with_query page=3 %} {% with_query q=None %}"
    assert render(source, "/?q=lait&odd=1&odd=2&page=1") == (
        "?q=lait&odd=1&odd=2&page=3 ?odd=1&odd=2&page=1".replace("&", "&amp;")
    )


def test_the_pager_keeps_the_filters_and_marks_the_page() -> None:
    page = Paginator(range(380), 20).page(7)
    shown = render("{% pager page %}", "/?q=lait&page=7", page=page)
    assert shown.count('aria-current="page"') == 1
    assert 'href="?q=lait&amp;page=8"' in shown
    assert 'href="?q=lait"' in shown, "the first page has no number in its address"
    assert shown.count("…") == 2


def test_a_list_of_one_page_has_no_pager() -> None:
    assert render("{% pager page %}", page=Paginator(range(3), 20).page(1)).strip() == ""


def test_crumbs_end_with_the_page_itself() -> None:
    shown = render("{% crumbs 'Alliances' '/alliances/' title %}", title="Le <Wip>")
    assert 'href="/alliances/"><span itemprop="name">Alliances</span></a>' in shown
    assert shown.index("/alliances/") < shown.index('aria-current="page"')
    assert "Le &lt;Wip&gt;" in shown


def test_captured_words_lose_their_line_breaks_only() -> None:
    shown = render(
        "{% capture as x %}\n  Le\u00a0Wip\u202f!\n  {{ y }}{% endcapture %}[{{ x }}]", y="<"
    )
    assert shown == "[Le\u00a0Wip\u202f! &lt;]"


def test_a_sheet_keeps_its_language_on_a_page_in_another() -> None:
    template = Template(
        "{% load alliage_web %}<h1{% content_lang %}>{{ text|contenu }}|{{ text|typographie }}</h1>"
    )
    text = "L'eau : un bien"
    with translation.override("fr"):
        french = template.render(Context({"text": text}))
    with translation.override("en"):
        english = template.render(Context({"text": text}))
    assert french == "<h1>L’eau\u00a0: un bien|L’eau\u00a0: un bien</h1>"
    assert english == '<h1 lang="fr">L’eau\u00a0: un bien|L&#x27;eau : un bien</h1>'
