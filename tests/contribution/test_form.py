"""The guided form: each step saved, resumed, without JavaScript; nothing is lost."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from alliage.accounts.models import User
from alliage.contribution import services
from alliage.contribution.models import Draft
from alliage.contribution.queries.suggestions import suggested_domains, suggested_goals
from alliage.contribution.queries.writing_help import example_sheet, writing_help
from alliage.network.models import Animation
from tests.capitalisation.factories import AllianceFactory
from tests.conftest import signed_in
from tests.network.factories import OrganisationFactory
from tests.taxonomy.factories import DomainFactory

from .factories import AuthorFactory, DraftFactory, told

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("geography", "goals")]
ATTACKS = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "</script><script>alert(1)</script>",
    "javascript:alert(1)",
    "{{ 7|add:7 }}",
]


@pytest.fixture
def draft(member_user: User) -> Draft:
    return services.start_draft(member_user)


def post(client: Client, url: str, **fields: Any) -> Any:
    """Send a form as a browser does, with the token of its page."""
    page = client.get("/raconter/")
    assert page.status_code == 200
    token = client.cookies["csrftoken"].value
    return client.post(url, {**fields, "csrfmiddlewaretoken": token})


def rows(prefix: str, *given: dict[str, str], initial: int = 0) -> dict[str, str]:
    """Lay rows out as a formset posts them."""
    sent = {f"{prefix}-TOTAL_FORMS": str(len(given)), f"{prefix}-INITIAL_FORMS": str(initial)}
    for number, row in enumerate(given):
        sent |= {f"{prefix}-{number}-{name}": value for name, value in row.items()}
    return sent


def test_a_whole_alliance_is_told_without_javascript(member: Client, member_user: User) -> None:
    begun = post(member, "/raconter/")
    draft = Draft.objects.get(author=member_user)
    base = f"/brouillons/{draft.pk}/"
    assert begun.headers["Location"] == f"{base}histoire/"
    steps: list[tuple[str, dict[str, Any]]] = [
        ("histoire", {"title": "Des toits", "problem_fr": "Sans logement."}),
        (
            "partenaires",
            rows("partners", {"name": "Emmaüs", "kind": "association"}, {"name": "", "kind": ""}),
        ),
        (
            "chiffres",
            {
                **rows("figures", {"label_fr": "Logements", "value": "12,5", "year": "2025"}),
                "source_url": "https://exemple.fr/rapport",
            },
        ),
        ("sujet", {"partnership_type": ["mecenat"], "stage": "idee", "sdgs": ["11"]}),
    ]
    for version, (key, fields) in enumerate(steps, start=1):
        assert member.get(f"{base}{key}/").status_code == 200
        answer = post(member, f"{base}{key}/", version=str(version), **fields)
        assert answer.status_code == 302, key
    assert answer.headers["Location"] == f"{base}territoire/"
    page = member.get(f"{base}territoire/?q=angoul").content.decode()
    assert 'value="commune:16015"' in page
    assert post(member, f"{base}territoire/", version="5", ref="commune:16015").status_code == 302
    draft.refresh_from_db()
    assert draft.content["figures"] == [
        {"label_fr": "Logements", "value": 12.5, "unit": None, "year": 2025}
    ]
    assert draft.content["partners"] == [
        {"name": "Emmaüs", "kind": "association", "size": None, "role": None}
    ]
    assert draft.territory is not None
    page = member.get(base).content.decode()
    assert "Envoyer à la relecture" in page
    assert post(member, f"{base}envoyer/").status_code == 302
    draft.refresh_from_db()
    assert draft.state == "submitted"


def test_what_is_missing_is_named_with_its_step(member: Client, draft: Draft) -> None:
    page = member.get(draft.get_absolute_url()).content.decode()
    assert "il reste à compléter" in page
    assert f"/brouillons/{draft.pk}/sujet/" in page
    post(member, f"/brouillons/{draft.pk}/envoyer/")
    draft.refresh_from_db()
    assert draft.state == "draft"


def test_a_wrong_row_is_shown_again_with_what_was_typed(member: Client, draft: Draft) -> None:
    url = f"/brouillons/{draft.pk}/chiffres/"
    given = rows("figures", {"label_fr": "Repas", "value": "beaucoup"})
    page = post(member, url, version="1", **given).content.decode()
    assert "beaucoup" in page
    assert "Une ligne est à revoir" in page
    page = post(member, url, version="1", **rows("figures", {"label_fr": "R", "value": "1"}))
    assert "Un chiffre ne va pas sans sa source" in page.content.decode()
    draft.refresh_from_db()
    assert draft.content == {}


def test_a_row_is_added_and_another_taken_away(member: Client, draft: Draft) -> None:
    url = f"/brouillons/{draft.pk}/partenaires/"
    first = {"name": "Emmaüs", "kind": "association"}
    second = {"name": "Ville", "kind": "collectivite"}
    answer = post(member, url, version="1", acte="rester", **rows("partners", first, second))
    assert answer.headers["Location"] == url, "one stays to add a row"
    page = member.get(url).content.decode()
    assert "partners-2-name" in page, "a blank row follows"
    sent = rows("partners", {**first, "DELETE": "on"}, second, initial=2)
    post(member, url, version="2", **sent)
    draft.refresh_from_db()
    assert [row["name"] for row in draft.content["partners"]] == ["Ville"]


def test_who_saves_from_an_older_page_sees_both_versions_and_merges(
    member: Client, draft: Draft
) -> None:
    url = f"/brouillons/{draft.pk}/histoire/"
    post(member, url, version="1", title="Depuis le téléphone")
    answer = post(member, url, version="1", title="Depuis le bureau")
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "Depuis le téléphone" in page
    assert 'value="Depuis le bureau"' in page
    assert 'name="version" value="2"' in page
    assert post(member, url, version="2", title="Depuis les deux").status_code == 302
    draft.refresh_from_db()
    assert draft.title == "Depuis les deux"


def test_only_the_fields_of_the_step_are_written(member: Client, draft: Draft) -> None:
    """Mass assignment: a state, an author or a sheet sent with the form is nothing to it."""
    alliance = AllianceFactory.create()
    forged = {"state": "accepted", "author": "1", "alliance": str(alliance.pk), "content": "{}"}
    post(member, f"/brouillons/{draft.pk}/histoire/", version="1", title="Un toit", **forged)
    draft.refresh_from_db()
    assert (draft.state, draft.alliance) == ("draft", None)
    assert set(draft.content) == {
        "title", "problem_fr", "solution_fr", "results_fr", "summary_fr",
    }  # fmt: skip


class TestAccess:
    @pytest.mark.parametrize("name", ["mine", "organisations"])
    def test_what_is_ones_own_asks_to_sign_in(self, visitor: Client, name: str) -> None:
        assert visitor.get(reverse(f"contribution:{name}")).status_code == 302

    def test_a_visitor_reads_what_telling_asks_and_does_not_begin(self, visitor: Client) -> None:
        assert "Se connecter pour commencer" in visitor.get("/raconter/").content.decode()

    @pytest.mark.parametrize("part", ["", "histoire/", "partenaires/", "territoire/"])
    def test_the_draft_of_another_does_not_exist(
        self, visitor: Client, administrator: Client, draft: Draft, part: str
    ) -> None:
        url = f"/brouillons/{draft.pk}/{part}"
        assert visitor.get(url).status_code == 302
        stranger = signed_in(AuthorFactory.create())
        assert stranger.get(url).status_code == 404
        assert post(stranger, url, version="1", title="Pris").status_code in (404, 405)
        assert administrator.get(url).status_code == 404, "not even for those who run the instance"

    @pytest.mark.parametrize("act", ["envoyer", "abandonner"])
    def test_nobody_acts_for_another(self, draft: Draft, act: str) -> None:
        stranger = signed_in(AuthorFactory.create())
        assert post(stranger, f"/brouillons/{draft.pk}/{act}/").status_code == 404

    def test_a_draft_is_nowhere_public(self, visitor: Client, draft: Draft) -> None:
        Draft.objects.filter(pk=draft.pk).update(content=told(title="Titre introuvable"))
        for url in ("/", "/alliances/", "/alliances.csv", "/alliances.atom", "/sitemap.xml",
                    "/chercher/?q=introuvable", "/organisations/"):  # fmt: skip
            answer = visitor.get(url)
            body = b"".join(answer) if answer.streaming else answer.content
            assert "Titre introuvable" not in body.decode().replace("introuvable »", ""), url
        assert visitor.get(draft.get_absolute_url()).status_code == 302

    def test_an_animator_reads_what_was_sent_and_writes_nothing(self, draft: Draft) -> None:
        animator = AuthorFactory.create()
        Animation.objects.create(user=animator)
        Draft.objects.filter(pk=draft.pk).update(content=told())
        draft.refresh_from_db()
        services.submit_draft(draft, by=draft.author)
        client = signed_in(animator)
        assert client.get(draft.get_absolute_url()).status_code == 200
        assert client.get(f"/brouillons/{draft.pk}/histoire/").status_code == 404


class TestAmending:
    def test_a_correction_begins_from_the_sheet(self, member: Client, member_user: User) -> None:
        alliance = AllianceFactory.create(slug="toits", title="Des toits")
        assert (
            "Commencer la correction" in member.get("/alliances/toits/corriger/").content.decode()
        )
        post(member, "/alliances/toits/corriger/")
        draft = Draft.objects.get(author=member_user, alliance=alliance)
        assert draft.title == "Des toits"
        assert "Correction d’une fiche" in member.get("/mes-contributions/").content.decode()

    def test_what_is_not_published_is_not_corrected(self, member: Client) -> None:
        AllianceFactory.create(slug="secret", draft=True)
        assert member.get("/alliances/secret/corriger/").status_code == 404


@pytest.mark.parametrize("attack", ATTACKS)
def test_no_text_runs_anywhere(attack: str, visitor: Client) -> None:
    """Stored XSS, in every text that a contributor writes, on every page that shows it."""
    author, animator = AuthorFactory.create(), AuthorFactory.create()
    Animation.objects.create(user=animator)
    names = ("title", "summary_fr", "problem_fr", "solution_fr", "results_fr", "source_title",
             "source_publisher")  # fmt: skip
    partner = {"name": attack, "kind": "autre", "role": attack, "contribution": attack}
    figure = {"label_fr": attack, "value": 1, "unit": attack[:60]}
    content = told(partners=[partner], figures=[figure], **dict.fromkeys(names, attack))
    draft = DraftFactory.create(author=author, content=content)
    mine = signed_in(author)
    pages = [draft.get_absolute_url(), "/mes-contributions/"]
    pages += [f"/brouillons/{draft.pk}/{key}/" for key in ("histoire", "partenaires", "chiffres")]
    shown = [mine.get(url).content.decode() for url in pages]
    services.submit_draft(draft, by=author)
    alliance = services.publish_draft(draft, by=animator)
    shown += [visitor.get(alliance.get_absolute_url()).content.decode()]
    shown += [visitor.get("/alliances/").content.decode()]
    for page in shown:
        assert "<script>alert" not in page
        assert "<img src=x" not in page
        assert 'href="javascript:' not in page


def test_an_address_that_runs_is_refused_as_a_source(member: Client, draft: Draft) -> None:
    url = f"/brouillons/{draft.pk}/chiffres/"
    sent = {**rows("figures"), "source_url": "javascript:alert(1)"}
    assert post(member, url, version="1", **sent).status_code == 200
    draft.refresh_from_db()
    assert "source_url" not in draft.content


class TestHelp:
    def test_the_goals_are_suggested_with_the_words_that_speak_for_them(self) -> None:
        content = {"title": "Rénover des logements", "problem_fr": "Un habitat indigne."}
        domains = suggested_domains(content)
        assert [(str(one.subject), one.words) for one in domains] == [
            ("logement", ("logement", "habitat"))
        ]
        [goal] = suggested_goals(content, domains)
        assert str(goal.subject) == "Villes durables"
        assert suggested_goals({**content, "sdgs": [11]}, domains) == []
        assert suggested_domains({}) == []

    def test_an_acronym_is_not_a_common_word(self) -> None:
        planning = DomainFactory.create(label_fr="urbanisme", alternative_labels=["PLU"])
        assert suggested_domains({"problem_fr": "Plus de médecin au village."}) == []
        [found] = suggested_domains({"problem_fr": "Le PLU oublie les jardins."})
        assert (found.subject, found.words) == (planning, ("PLU",))

    def test_names_are_offered_while_one_types(self, member: Client) -> None:
        OrganisationFactory.create(name="Emmaüs Défi")
        url = "/raconter/organisations/"
        assert "Emmaüs Défi" in member.get(url, {"partners-0-name": "emma"}).content.decode()
        assert "Emmaüs" not in member.get(url, {"partners-0-name": "e"}).content.decode()

    def test_the_examples_are_those_of_a_published_sheet(self) -> None:
        import json  # noqa: PLC0415 - this test alone reads the content
        from pathlib import Path  # noqa: PLC0415 - idem

        import alliage.capitalisation  # noqa: PLC0415 - idem

        lines = Path(alliage.capitalisation.__file__).parent / "data" / "alliances.jsonl"
        sheets = {row["slug"]: row for row in map(json.loads, lines.read_text().splitlines())}
        sheet = sheets[example_sheet()]
        for name, help_ in writing_help().items():
            if name not in ("partners", "figures"):
                assert help_.example == sheet[name], name
