"""Reading, publishing and archiving by program; partners who answer by program."""

import pytest

from alliage.accounts.models import User
from alliage.capitalisation.models import Alliance, EditorialState
from alliage.contribution import services
from alliage.contribution.models import Answer, Draft, DraftState, ParticipationConfirmation
from tests.api.programs import Program
from tests.capitalisation.factories import PlaceFactory, whole_alliance
from tests.contribution.factories import DraftFactory, told
from tests.network.people import Role, animates, belongs, person
from tests.territories.factories import TerritoryFactory, angouleme, charente

pytestmark = pytest.mark.django_db


@pytest.fixture
def reader() -> Program:
    return Program(animates(person("Anne"), charente()))


@pytest.fixture
def stranger() -> Program:
    return Program(animates(person("Voisine"), TerritoryFactory.create()))


@pytest.fixture
def draft() -> Draft:
    made = DraftFactory.create(territory=charente(), content=told(sdgs=[]))
    return services.submit_draft(made, by=made.author)


def test_the_queue_is_that_of_ones_territory(
    reader: Program, stranger: Program, draft: Draft
) -> None:
    assert [row["id"] for row in reader.get("queue").json()["items"]] == [draft.pk]
    assert stranger.get("queue").json()["items"] == []


def test_a_draft_is_given_back_with_remarks(reader: Program, draft: Draft) -> None:
    path = f"drafts/{draft.pk}"
    said = {"remarks": [{"field": "title", "text": "Un titre plus court ?"}]}
    answer = reader.post(f"{path}/remarks", said)
    assert answer.json()["state"] == "changes_asked"
    author = Program(draft.author)
    remark = author.get(path).json()["remarks"][0]
    assert (remark["field"], remark["is_settled"]) == ("title", False)
    for refused in ({"remarks": []}, {"remarks": [{"text": " "}]}, {}):
        assert reader.post(f"{path}/remarks", refused).status_code == 422
    assert reader.post(f"{path}/remarks", said).status_code == 409


def test_a_draft_is_not_kept_and_its_author_knows_why(reader: Program, draft: Draft) -> None:
    path = f"drafts/{draft.pk}"
    assert reader.post(f"{path}/refuse", {"reason": " "}).status_code == 422
    assert reader.post(f"{path}/refuse", {"reason": "Hors sujet."}).json()["state"] == "refused"
    assert Program(draft.author).get(path).json()["refusal"] == "Hors sujet."
    assert reader.post(f"{path}/refuse", {"reason": "Encore."}).status_code == 409


@pytest.mark.usefixtures("own_index", "geography")
def test_a_draft_is_published(reader: Program, draft: Draft) -> None:
    path = f"drafts/{draft.pk}/publish"
    assert reader.post(path, {}, **{"If-Match": '"v1-draft-0"'}).status_code == 412
    answer = reader.post(path)
    assert answer.status_code == 200
    slug = answer.json()["slug"]
    assert answer.headers["Location"].endswith(f"/alliances/{slug}")
    assert Alliance.objects.published().get().slug == slug
    assert reader.post(path).status_code == 409


def test_nobody_publishes_elsewhere(stranger: Program, draft: Draft) -> None:
    author = Program(draft.author)
    assert author.post(f"drafts/{draft.pk}/publish").status_code == 403
    assert stranger.post(f"drafts/{draft.pk}/publish").status_code == 404
    also = Program(animates(draft.author, TerritoryFactory.create()))
    assert also.post(f"drafts/{draft.pk}/publish").status_code == 403
    draft.refresh_from_db()
    assert draft.state == DraftState.SUBMITTED


def test_a_sheet_is_archived_where_one_animates(reader: Program, stranger: Program) -> None:
    sheet = whole_alliance(slug="toits")
    PlaceFactory.create(alliance=sheet, territory=angouleme(), stated_name="Angoulême")
    assert stranger.post("alliances/toits/archive").status_code == 403
    assert reader.post("alliances/rien/archive").status_code == 404
    answer = reader.post("alliances/toits/archive")
    assert (answer.status_code, answer.content) == (204, b"")
    assert Alliance.objects.get().editorial_state == EditorialState.ARCHIVED
    assert reader.post("alliances/toits/archive").status_code == 404


def test_a_representative_answers_for_their_organisation(member_user: User) -> None:
    sheet = whole_alliance(slug="toits")
    partner = sheet.participations.all()[0].organisation
    path = f"alliances/toits/participations/{partner.slug}/answer"
    program = Program(member_user)
    assert (
        program.get(path).status_code == program.put(path, {"answer": "exact"}).status_code == 404
    )
    belongs(member_user, partner, Role.REPRESENTATIVE)
    word = program.get(path)
    assert (word.json()["answer"], word.json()["holds"]) == (None, False)
    assert word.json()["parts"][0]["name"] == sheet.participations.all()[0].stated_name
    read = {"If-Match": word.headers["ETag"]}
    assert program.put(path, {"answer": "exact"}).status_code == 428
    assert program.put(path, {"answer": "exact"}, **{"If-Match": '"autre"'}).status_code == 412
    assert program.put(path, {"answer": "change"}, **read).status_code == 422
    answer = program.put(path, {"answer": "exact"}, **read)
    assert (answer.json()["answer"], answer.json()["holds"]) == ("exact", True)
    program.put(path, {"answer": "change", "request": "Notre nom"}, **read)
    assert ParticipationConfirmation.objects.get().answer == Answer.CHANGE
    sheet.participations.filter(organisation=partner).update(role="autre")
    assert program.put(path, {"answer": "exact"}, **read).status_code == 412
    assert not program.get(path).json()["holds"]
