"""Citations, read again by the parsers of other projects."""

import json
from datetime import UTC, date, datetime

import bibtexparser
import pytest
import rispy
from django.test import Client, override_settings

from alliage.calc.citations import Citation, bibtex, csl, ris
from alliage.capitalisation.models import Alliance
from tests.capitalisation.factories import AllianceFactory, ResourceFactory

ODD = "50 % d’aide & d’écoute : {accolades}, dièse # et \\ barre_basse"
FULL = Citation(
    "alliance-a", ODD, "Un réseau, une ville", "https://ici.fr/id/alliance/a", 2026,
    date(2026, 11, 5), "Une note",
)  # fmt: skip


def read_bibtex(text: str) -> dict[str, str]:
    library = bibtexparser.parse_string(text)
    assert library.failed_blocks == []
    [entry] = library.entries
    return {"ID": entry.key} | {field.key: field.value for field in entry.fields}


def test_bibtex_is_read_again_by_another_parser() -> None:
    entry = read_bibtex(bibtex(FULL))
    assert entry["ID"] == "alliance-a"
    assert entry["year"] == "2026"
    assert entry["url"] == FULL.url
    # One body, not two authors: the comma is within braces.
    assert entry["author"] == "{Un réseau, une ville}"
    assert r"50 \% d’aide \& d’écoute" in entry["title"]


def test_an_url_cannot_close_a_field_of_bibtex() -> None:
    entry = read_bibtex(bibtex(Citation("a", "T", "", "https://x.fr/}, note = {injecté}")))
    assert "note" not in entry


def test_ris_is_read_again_by_another_parser() -> None:
    [entry] = rispy.loads(ris(FULL))
    assert entry["title"] == ODD
    assert entry["urls"] == [FULL.url]
    assert entry["year"] == "2026"
    assert entry["authors"] == ["Un réseau, une ville"]


def test_a_line_break_in_a_title_cannot_add_a_tag_to_ris() -> None:
    [entry] = rispy.loads(ris(Citation("a", "Titre\r\nUR  - https://faux.fr", "", "https://b.fr")))
    assert entry["urls"] == ["https://b.fr"]


def test_csl_gives_the_day_or_the_year_or_nothing() -> None:
    assert csl(FULL)["issued"] == {"date-parts": [[2026, 11, 5]]}
    assert csl(Citation("a", "T", "", "u", 1999))["issued"] == {"date-parts": [[1999]]}
    assert "issued" not in csl(Citation("a", "T", "", "u"))
    assert "author" not in csl(Citation("a", "T", "", "u"))


@pytest.mark.django_db
class TestPages:
    @pytest.fixture
    def alliance(self) -> Alliance:
        made: Alliance = AllianceFactory(
            slug="toits", title="Des toits à plusieurs", editorial_state="published"
        )
        Alliance.objects.filter(pk=made.pk).update(updated_at=datetime(2026, 11, 5, tzinfo=UTC))
        return made

    @override_settings(OPERATOR="Le réseau d’ici", SITE_URL="https://alliage.exemple")
    def test_a_sheet_is_cited_by_its_persistent_address(
        self, visitor: Client, alliance: Alliance
    ) -> None:
        answer = visitor.get("/id/alliance/toits.json")
        [item] = json.loads(answer.content)
        assert item["URL"] == "https://alliage.exemple/id/alliance/toits"
        assert item["author"] == [{"literal": "Le réseau d’ici"}]
        assert item["issued"] == {"date-parts": [[2026, 11, 5]]}
        assert 'filename="alliance-toits.json"' in answer["Content-Disposition"]

    @pytest.mark.parametrize(("form", "sign"), [("bib", "@misc{"), ("ris", "TY  - ELEC")])
    def test_each_format_is_given(
        self, visitor: Client, alliance: Alliance, form: str, sign: str
    ) -> None:
        assert visitor.get(f"/id/alliance/toits.{form}").content.decode().startswith(sign)

    def test_a_resource_is_cited_as_its_publisher_made_it(self, visitor: Client) -> None:
        resource = ResourceFactory(
            slug="guide", publisher="La Fonda", year=2019, editorial_state="published"
        )
        [item] = json.loads(visitor.get("/id/ressource/guide.json").content)
        assert item["author"] == [{"literal": "La Fonda"}]
        assert item["URL"] == resource.url
        assert "/id/ressource/guide" in item["note"]

    def test_the_sheet_says_how_to_cite_it(self, visitor: Client, alliance: Alliance) -> None:
        page = visitor.get(alliance.get_absolute_url()).content.decode()
        assert "Citer cette page" in page
        assert "/id/alliance/toits.bib" in page

    @pytest.mark.parametrize(
        "address",
        ["/id/alliance/rien", "/id/alliance/toits.exe", "/id/inconnu/toits", "/id/centre/x.bib"],
    )
    def test_what_does_not_exist_is_not_found(
        self, visitor: Client, alliance: Alliance, address: str
    ) -> None:
        assert visitor.get(address).status_code == 404


@pytest.mark.django_db
class TestIdentifiers:
    def test_an_identifier_leads_to_the_page(self, visitor: Client) -> None:
        alliance = AllianceFactory(slug="toits", editorial_state="published")
        answer = visitor.get("/id/alliance/toits")
        assert (answer.status_code, answer["Location"]) == (303, alliance.get_absolute_url())

    def test_a_withdrawn_sheet_says_so_and_is_no_longer_cited(self, visitor: Client) -> None:
        AllianceFactory(slug="toits", title="Des toits", editorial_state="archived")
        answer = visitor.get("/id/alliance/toits")
        assert answer.status_code == 410
        assert "Des toits" in answer.content.decode()
        assert visitor.get("/id/alliance/toits.bib").status_code == 404

    def test_a_draft_has_no_identifier(self, visitor: Client) -> None:
        AllianceFactory(slug="toits", editorial_state="draft")
        assert visitor.get("/id/alliance/toits").status_code == 404
        assert visitor.get("/id/alliance/toits.ris").status_code == 404
