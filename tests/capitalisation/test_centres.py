"""Resource centres from a file: refused by field, written whole, unchanged the second time."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from alliage.capitalisation.models import KitAxis, KitItem, ResourceCentre
from alliage.capitalisation.queries.sheets import kit_parts
from alliage.capitalisation.services import ImportReport, import_centres

from .factories import AllianceFactory, CentreFactory, KitItemFactory, ResourceFactory

pytestmark = pytest.mark.django_db
Bring = Callable[..., ImportReport]


def centre(**changes: Any) -> dict[str, Any]:
    return {
        "slug": "evaluer",
        "title": "Évaluer",
        "summary_fr": "Un centre.",
        "is_confirmed": True,
        "milestones": [{"year": 2010, "text_fr": "Un début."}],
        "kit": [
            {"axis": "methodes", "resource": "guide", "comment_fr": "Pour commencer."},
            {"axis": "exemples", "alliance": "une-alliance"},
        ],
        **changes,
    }


@pytest.fixture
def bring(db: None, tmp_path: Path) -> Bring:
    """Import these records, over a resource and an alliance that exist."""
    ResourceFactory(slug="guide", title="Le guide")
    AllianceFactory(slug="une-alliance", title="Une alliance")
    path = tmp_path / "centres.jsonl"

    def write(*records: Any, **options: Any) -> ImportReport:
        lines = [r if isinstance(r, str) else json.dumps(r, ensure_ascii=False) for r in records]
        path.write_text("\n".join(lines))
        return import_centres(path, **options)

    return write


def test_a_centre_is_written_with_its_path_and_its_kit(bring: Bring) -> None:
    report = bring(centre(), centre(slug="autre", kit=[], milestones=[]))
    assert (report.problems, report.tally.created) == ([], ["evaluer", "autre"])
    made, other = ResourceCentre.objects.order_by("position")
    assert (made.title, made.is_confirmed, other.position) == ("Évaluer", True, 2)
    assert [str(step) for step in made.milestones.all()] == ["2010 : Un début."]
    kit = made.kit_items.order_by("position")
    assert [(str(item), item.axis) for item in kit] == [
        ("Le guide", KitAxis.METHODS),
        ("Une alliance", KitAxis.EXAMPLES),
    ]


def test_the_second_time_nothing_changes_and_nothing_doubles(bring: Bring) -> None:
    bring(centre())
    again = bring(centre())
    assert (again.tally.created, again.tally.updated, again.tally.unchanged) == ([], [], 1)
    assert KitItem.objects.count() == 2


def test_what_a_file_takes_away_is_taken_away(bring: Bring) -> None:
    bring(centre())
    report = bring(centre(kit=centre()["kit"][:1], milestones=[]))
    assert report.tally.updated == ["evaluer"]
    made = ResourceCentre.objects.get()
    assert (made.kit_items.count(), made.milestones.count()) == (1, 0)


def test_a_change_of_title_is_written(bring: Bring) -> None:
    bring(centre())
    bring(centre(title="Mesurer"))
    assert ResourceCentre.objects.get().title == "Mesurer"


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"slug": "Pas Un Slug"}, "slug"),
        ({"title": ""}, "title"),
        ({"title": "t" * 201}, "title"),
        ({"summary_fr": 12}, "summary_fr"),
        ({"url": "javascript:alert(1)"}, "url"),
        ({"source": "s" * 256}, "source"),
        ({"milestones": {"year": 2010}}, "milestones"),
        ({"milestones": ["2010"]}, "milestones.1"),
        ({"milestones": [{"year": 1799, "text_fr": "a"}]}, "milestones.1.year"),
        ({"milestones": [{"year": 2010}]}, "milestones.1.text_fr"),
        (
            {"milestones": [{"year": 2010, "text_fr": "a", "source_url": "x"}]},
            "milestones.1.source_url",
        ),
        ({"kit": ["guide"]}, "kit.1"),
        ({"kit": [{"axis": "methodes"}]}, "kit.1.resource"),
        ({"kit": [{"axis": "methodes", "resource": "inconnu"}]}, "kit.1.resource"),
        ({"kit": [{"axis": "methodes", "alliance": "inconnue"}]}, "kit.1.alliance"),
        ({"kit": [{"axis": "autre", "resource": "guide"}]}, "kit.1.axis"),
        ({"kit": [{"resource": "guide"}]}, "kit.1.axis"),
        (
            {"kit": [{"axis": "methodes", "resource": "guide", "comment_fr": "c" * 301}]},
            "kit.1.comment_fr",
        ),
    ],
)
def test_each_faulty_field_is_refused_by_name_and_nothing_is_written(
    bring: Bring, changes: dict[str, Any], field: str
) -> None:
    report = bring(centre(slug="bon"), centre(**changes))
    assert [(problem.line, problem.field) for problem in report.problems] == [(2, field)]
    assert not report.is_written
    assert not ResourceCentre.objects.exists()


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"slug": ""}, "slug"),
        ({"milestones": [{"text_fr": "Sans année."}]}, "milestones.1.year"),
        ({"kit": [{"axis": "methodes", "resource": "guide"}] * 2}, "kit.2.resource"),
    ],
)
def test_what_the_database_would_refuse_is_told_before(
    bring: Bring, changes: dict[str, Any], field: str
) -> None:
    report = bring(centre(**changes))
    assert [problem.field for problem in report.problems] == [field]
    assert not ResourceCentre.objects.exists()


def test_two_centres_of_one_slug_are_refused(bring: Bring) -> None:
    report = bring(centre(), centre(title="Un autre"))
    assert [(problem.line, problem.field) for problem in report.problems] == [(2, "slug")]
    assert not ResourceCentre.objects.exists()


@pytest.mark.parametrize("line", ["{", "[]", '"a"', '{"title": NaN}'])
def test_a_broken_line_is_told_with_its_number(bring: Bring, line: str) -> None:
    report = bring(centre(), "", line)
    assert [problem.line for problem in report.problems] == [3]
    assert not ResourceCentre.objects.exists()


def test_an_empty_file_is_told(bring: Bring) -> None:
    assert len(bring().problems) == 1


def test_a_dry_run_writes_nothing(bring: Bring) -> None:
    report = bring(centre(), is_dry_run=True)
    assert (report.problems, report.is_written, report.read) == ([], False, 1)
    assert not ResourceCentre.objects.exists()


def test_a_kit_always_has_its_four_axes_in_their_order() -> None:
    made = CentreFactory()
    last = KitItemFactory(centre=made, axis=KitAxis.TOOLBOX, position=2)
    first = KitItemFactory(centre=made, axis=KitAxis.TOOLBOX, position=1)
    KitItemFactory()
    parts = kit_parts(made)
    assert [part.axis for part in parts] == list(KitAxis)
    assert [len(part.items) for part in parts] == [0, 0, 0, 2]
    assert parts[-1].items == [first, last]


def test_centres_come_in_their_order_with_their_pieces_counted(client: Client) -> None:
    second, first = CentreFactory(position=2), CentreFactory(position=1)
    KitItemFactory.create_batch(2, centre=second)
    counted = list(ResourceCentre.objects.with_counts())
    assert [(c.pk, c.piece_count) for c in counted] == [(first.pk, 0), (second.pk, 2)]
    page = client.get("/centres/").content.decode()
    assert page.index(first.title) < page.index(second.title)


@pytest.mark.parametrize("pieces", [1, 15])
def test_the_page_of_a_centre_costs_a_constant_number_of_queries(
    client: Client, pieces: int, django_assert_max_num_queries: Any
) -> None:
    made = CentreFactory()
    KitItemFactory.create_batch(pieces, centre=made)
    with django_assert_max_num_queries(4):
        assert client.get(made.get_absolute_url()).status_code == 200


def test_an_unknown_centre_is_not_found(client: Client) -> None:
    assert client.get("/centres/inconnu/").status_code == 404
