"""Telling an alliance by program: begun, written, sent; two writers; nothing else assigned."""

import html
import json
import re
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from alliage.accounts.models import User
from alliage.capitalisation.models import Alliance
from alliage.contribution.models import CoAuthor, Draft, DraftState
from tests.api.programs import Program
from tests.capitalisation.factories import AllianceFactory, whole_alliance
from tests.contribution.factories import DraftFactory, told
from tests.network.people import animates, person
from tests.taxonomy.factories import DomainFactory
from tests.territories.factories import angouleme, charente

pytestmark = pytest.mark.django_db
STORY = {
    "title": "Des toits à plusieurs",
    "problem_fr": "Des familles à la rue.",
    "partners": [
        {"name": "Emmaüs Défi", "kind": "association", "role": "porteur"},
        {"name": "Ville d’Angoulême", "kind": "collectivite", "contribution": ""},
    ],
    "partnership_type": ["innovation_societale"],
    "stage": "experimentation",
    "sdgs": [11, 17],
    "figures": [{"label_fr": "Logements rouverts", "value": 12, "year": 2025}],
    "source_url": "https://exemple.fr/rapport",
}


@pytest.fixture
def program(member_user: User) -> Program:
    return Program(member_user)


def begun(program: Program, **body: Any) -> str:
    answer = program.post("drafts", body)
    assert answer.status_code == 201
    return str(answer.headers["Location"].split("/api/v1/")[1])


def test_a_sheet_is_begun_written_and_sent(program: Program, member_user: User) -> None:
    place = angouleme()
    path = begun(program)
    written = program.patch(path, {**STORY, "territory": place.ref})
    assert written.status_code == 200
    assert written.json()["to_mend"] == []
    assert written.headers["ETag"] == '"v2-draft-0"'
    sent = program.post(f"{path}/submit")
    assert sent.json()["state"] == "submitted"
    draft = Draft.objects.get()
    assert (draft.author, draft.state) == (member_user, DraftState.SUBMITTED)
    assert draft.territory == place
    assert draft.content["territory"]["name"] == place.name
    assert draft.content["partnership_type"] == "innovation_societale"
    assert "contribution" not in draft.content["partners"][1]


def test_what_is_missing_is_said_and_not_sent(program: Program) -> None:
    path = begun(program)
    assert "title" in [one["field"] for one in program.get(path).json()["to_mend"]]
    answer = program.post(f"{path}/submit")
    assert answer.status_code == 422
    assert "/title" in [error["pointer"] for error in answer.json()["errors"]]
    assert Draft.objects.get().state == DraftState.DRAFT


def test_a_published_sheet_is_amended_once(program: Program) -> None:
    sheet = whole_alliance(slug="toits")
    path = begun(program, amends="toits")
    again = program.post("drafts", {"amends": "toits"})
    assert again.status_code == 200
    assert again.headers["Location"].endswith(path)
    assert program.get(path).json()["content"]["title"] == sheet.title
    assert program.get(path).json()["is_amendment"]
    hidden = AllianceFactory.create(draft=True)
    for slug in (hidden.slug, "rien"):
        answer = program.post("drafts", {"amends": slug})
        assert answer.json()["errors"] == [
            {"in": "body", "pointer": "/amends", "detail": "Rien de connu n’a ce nom."}
        ]


def test_a_change_says_where_it_comes_from(program: Program) -> None:
    path = begun(program)
    absent = program.call("patch", path, {"title": "Un"})
    assert absent.status_code == 428
    first = program.get(path).headers["ETag"]
    assert program.patch(path, {"title": "Un"}, **{"If-Match": first}).status_code == 200
    late = program.patch(path, {"title": "Deux", "stage": "idee"}, **{"If-Match": first})
    assert late.status_code == 412
    assert late.json()["mine"] == {"title": "Deux", "stage": "idee"}
    assert late.json()["theirs"] == {"title": "Un", "stage": None}
    assert late.json()["version"] == 2
    assert Draft.objects.get().title == "Un"
    current = late.headers["ETag"]
    # Compression weakens a tag; it is the same version.
    assert program.patch(path, {"title": "Deux"}, **{"If-Match": f"W/{current}"}).status_code == 200
    for strange, status in (('"autre"', 412), ("v3-draft-0", 400), ("", 400)):
        assert program.patch(path, {"title": "X"}, **{"If-Match": strange}).status_code == status
    stale = program.post(f"{path}/withdraw", **{"If-Match": first})
    assert stale.status_code == 412


def test_a_patch_changes_what_it_names_alone(program: Program) -> None:
    path = begun(program)
    program.patch(path, {"title": "Titre", "problem_fr": "Un problème"})
    content = program.patch(path, {"problem_fr": None}).json()["content"]
    assert content == {"title": "Titre", "problem_fr": None}
    assert program.patch(path, {}).json()["content"] == content


@pytest.mark.parametrize(
    ("body", "pointer", "detail"),
    [
        ({"author": 1}, "/author", "Ce champ est inconnu."),
        ({"state": "accepted"}, "/state", "Ce champ est inconnu."),
        ({"slug": "autre"}, "/slug", "Ce champ est inconnu."),
        ({"title": " "}, "/title", "Ce texte n’a pas la forme attendue."),
        ({"title": 3}, "/title", "Un texte est attendu."),
        ({"title": "x" * 201}, "/title", "200 caractères au plus."),
        ({"stage": "reve"}, "/stage", None),
        ({"start_year": "2018"}, "/start_year", "Un nombre entier est attendu."),
        ({"start_year": 1799}, "/start_year", "1800 au moins."),
        ({"sdgs": [18]}, "/sdgs/0", "17 au plus."),
        ({"domains": ["Inconnu"]}, "/domains", "Rien de connu n’a ce nom."),
        ({"territory": "commune:99999"}, "/territory", "Rien de connu n’a ce nom."),
        ({"source_url": "javascript:alert(1)"}, "/source_url", None),
        ({"partners": [{"name": "A", "kind": "association", "pk": 1}]}, "/partners/0/pk", None),
    ],
)
def test_what_is_not_a_field_of_the_layout_is_refused(
    program: Program, body: dict[str, Any], pointer: str, detail: str | None
) -> None:
    path = begun(program)
    answer = program.patch(path, body)
    assert answer.status_code == 422
    (error,) = answer.json()["errors"]
    assert error["pointer"] == pointer
    assert detail is None or error["detail"] == detail
    assert Draft.objects.get().content == {}


@pytest.mark.parametrize(
    "text",
    ["", "{", "[" * 100_000, '{"title": NaN}', '{"title": "a\\u0000"}', '"x"', "null", "[]"],
)
def test_what_is_not_an_object_is_refused(program: Program, text: str) -> None:
    path = begun(program)
    assert program.patch(path, text).status_code in (400, 422)


def test_a_body_has_a_limit(program: Program) -> None:
    answer = program.post("drafts", {"amends": "x" * 3_000_000})
    assert answer.status_code == 413
    assert answer.json()["type"].endswith("#corps-trop-grand")


def test_known_domains_are_written(program: Program) -> None:
    domain = DomainFactory.create()
    answer = program.patch(begun(program), {"domains": [domain.label_fr]})
    assert answer.json()["content"]["domains"] == [domain.label_fr]


def test_the_drafts_of_others_do_not_exist(program: Program, member_user: User) -> None:
    mine, other = DraftFactory.create(author=member_user), DraftFactory.create()
    listed = program.get("drafts").json()["items"]
    assert [row["id"] for row in listed] == [mine.pk]
    for call in (
        program.get(f"drafts/{other.pk}"),
        program.patch(f"drafts/{other.pk}", {"title": "Le mien"}),
        program.post(f"drafts/{other.pk}/submit"),
        program.post(f"drafts/{other.pk}/withdraw"),
        program.get("drafts/999999"),
    ):
        assert call.status_code == 404
    other.refresh_from_db()
    assert other.content == told()


def test_drafts_are_filtered_and_paged(program: Program, member_user: User) -> None:
    for state in ("draft", "withdrawn", "draft"):
        DraftFactory.create(author=member_user, state=state)
    page = program.get("drafts?etat=draft&limit=1").json()
    assert len(page["items"]) == 1
    rest = program.get(page["next"].split("/api/v1/")[1]).json()
    assert [row["state"] for row in rest["items"]] == ["draft"]
    assert rest["next"] is None


def test_what_was_sent_is_not_written_any_more(program: Program, member_user: User) -> None:
    draft = DraftFactory.create(author=member_user)
    path = f"drafts/{draft.pk}"
    assert program.post(f"{path}/submit").status_code == 200
    for refused in (program.patch(path, {"title": "Autre"}), program.post(f"{path}/submit")):
        assert refused.status_code == 409
        assert "ne peut plus être" in refused.json()["detail"]
    assert program.post(f"{path}/withdraw").json()["state"] == "withdrawn"
    assert program.post(f"{path}/withdraw").status_code == 409


def test_who_reads_a_draft_does_not_write_in_it(program: Program, member_user: User) -> None:
    draft = DraftFactory.create(author=member_user, territory=charente())
    program.post(f"drafts/{draft.pk}/submit")
    reader = Program(animates(person("Anne"), charente()))
    assert reader.get(f"drafts/{draft.pk}").status_code == 200
    for path in ("submit", "withdraw"):
        assert reader.post(f"drafts/{draft.pk}/{path}").status_code == 403
    assert reader.patch(f"drafts/{draft.pk}", {"title": "X"}).status_code == 403
    assert not Alliance.objects.exists()


def test_who_writes_with_the_author_writes_and_sends_but_does_not_abandon(
    program: Program, member_user: User
) -> None:
    draft = DraftFactory.create()
    CoAuthor.objects.create(draft=draft, user=member_user, joined_at=timezone.now())
    path = f"drafts/{draft.pk}"
    assert [row["id"] for row in program.get("drafts").json()["items"]] == [draft.pk]
    assert program.patch(path, {"title": "À deux"}).json()["title"] == "À deux"
    assert program.post(f"{path}/withdraw").status_code == 403
    assert program.post(f"{path}/submit").json()["state"] == "submitted"


def test_a_correction_is_set_upon_what_its_sheet_says_by_now(program: Program) -> None:
    sheet = whole_alliance(slug="toits", title="Des toits", problem="Le froid")
    path = begun(program, amends="toits")
    assert program.post(f"{begun(program)}/merge").status_code == 409, "it corrects nothing"
    program.patch(path, {"title": "Mon titre"})
    sheet.title, sheet.problem = "Leur titre", "Le chaud"
    sheet.save()
    asked = program.post(f"{path}/merge")
    assert asked.status_code == 409
    (place,) = asked.json()["conflicts"]
    assert (place["mine"], place["theirs"]) == ("Mon titre", "Leur titre")
    for keep, title in (("theirs", "Leur titre"), ("mine", "Mon titre")):
        draft = Draft.objects.get(alliance=sheet)
        draft.content = {**draft.content, "title": "Mon titre"}
        draft.base = {**draft.base, "title": "Des toits"}
        draft.save()
        content = program.post(f"{path}/merge", {"keep": keep}).json()["content"]
        assert (content["title"], content["problem_fr"]) == (title, "Le chaud")


def test_what_was_abandoned_may_serve_again(program: Program, member_user: User) -> None:
    draft = DraftFactory.create(author=member_user)
    path = f"drafts/{draft.pk}"
    assert program.post(f"{path}/again").status_code == 409
    program.post(f"{path}/withdraw")
    again = program.post(f"{path}/again")
    assert again.status_code == 201
    assert again.headers["Location"].endswith(f"/drafts/{again.json()['id']}")
    assert again.json()["content"] == draft.content


def test_what_is_read_is_not_sent_twice(program: Program) -> None:
    path = begun(program)
    tag = program.get(path).headers["ETag"]
    assert program.get(path, **{"If-None-Match": tag}).status_code == 304
    program.post(f"{path}/withdraw")
    assert program.get(path, **{"If-None-Match": tag}).status_code == 200


def test_what_a_token_opened_is_not_kept_by_caches(program: Program) -> None:
    answer = program.get(begun(program))
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert "Cache-Control" not in program.get("goals").headers


def test_the_example_of_the_page_works_as_it_is_written(program: Program, client: Client) -> None:
    place = angouleme()
    page = html.unescape(client.get("/api/").text)
    body = re.search(r"If-Match: \"v1-draft-0\"' -d '(.*?)'\n?</code>", page, re.S)
    assert body is not None
    path = begun(program)
    written = program.patch(path, json.loads(body[1]), **{"If-Match": '"v1-draft-0"'})
    assert written.json()["to_mend"] == []
    assert written.json()["territory"] == place.ref
    assert program.post(f"{path}/submit").status_code == 200
