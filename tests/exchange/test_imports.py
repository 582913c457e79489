"""Bringing a file in by the site: who may, what is shown, what is written, and what is not."""

import io
import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from alliage.accounts.models import JournalEntry, User
from alliage.calc.tabular import xlsx_chunks
from alliage.capitalisation.models import Alliance
from alliage.exchange import services
from alliage.exchange.models import ColumnMapping, ImportNote, ImportRun
from alliage.exchange.services import running
from alliage.exchange.services.files import path_of
from alliage.network.models import Animation
from alliage.territories.models import Territory
from tests.capitalisation.conftest import DATA
from tests.conftest import signed_in

pytestmark = pytest.mark.usefixtures("base")
FIRST = json.loads((DATA / "alliances.jsonl").read_text().splitlines()[0])
State = ImportRun.State
Capture = Any


@pytest.fixture(autouse=True)
def _own_folder(settings: Any, tmp_path: Path) -> None:
    settings.IMPORT_DIR = tmp_path / "imports"


@pytest.fixture
def leader(animator_user: User) -> Client:
    """Somebody who animates the whole instance."""
    Animation.objects.create(user=animator_user)
    return signed_in(animator_user)


@pytest.fixture
def capture(django_capture_on_commit_callbacks: Any) -> Capture:
    """Run what waits for the end of the transaction."""
    return django_capture_on_commit_callbacks


def row(**changes: Any) -> dict[str, Any]:
    territory = {"level": "commune", "name": "Angoulême", "department_code": "16"}
    own = {"slug": "une-alliance", "title": "Zigzag au crépuscule", "territory": territory}
    return {**FIRST, **own, "partners": [], **changes}


def jsonl(*rows: dict[str, Any]) -> SimpleUploadedFile:
    text = "\n".join(json.dumps(one, ensure_ascii=False) for one in rows)
    return SimpleUploadedFile("../../etc/fiches.csv", text.encode())


def posted(client: Client, path: str, **data: Any) -> Any:
    client.get("/import/")
    token = client.cookies["csrftoken"].value if "csrftoken" in client.cookies else ""
    return client.post(path, {"csrfmiddlewaretoken": token, **data})


def brought(client: Client, *rows: dict[str, Any], kind: str = "alliances") -> ImportRun:
    answer = posted(client, "/import/", kind=kind, file=jsonl(*rows))
    assert answer.status_code == 302, answer.context["form"].errors
    return ImportRun.objects.latest("pk")


def examined(client: Client, run: ImportRun, capture: Capture, **data: Any) -> ImportRun:
    names = {f"column_{rank}": column for rank, column in enumerate(run.columns)}
    with capture(execute=True):
        answer = posted(client, f"/import/{run.pk}/colonnes/", **{**names, **data})
    assert answer.status_code == 302, answer.context["form"].errors
    run.refresh_from_db()
    return run


def applied(client: Client, run: ImportRun, capture: Capture, **data: Any) -> ImportRun:
    with capture(execute=True):
        answer = posted(client, f"/import/{run.pk}/appliquer/", **data)
    assert answer.status_code == 302
    run.refresh_from_db()
    return run


def test_a_file_is_examined_then_imported(
    leader: Client, animator_user: User, capture: Capture
) -> None:
    run = brought(leader, row(), row(slug="deux", title=""))
    assert (run.state, run.shown_name, run.by) == (State.RECEIVED, "fiches.csv", animator_user)
    assert path_of(run.stored_name).stat().st_mode & 0o077 == 0
    run = examined(leader, run, capture)
    assert (run.state, run.counted["read"], run.counted["refused"]) == (State.CHECKED, 2, 1)
    assert not Alliance.objects.filter(slug="une-alliance").exists()
    page = leader.get(run.get_absolute_url()).content.decode()
    assert "Manque." in page
    table = leader.get(f"/import/{run.pk}/rapport.csv")
    assert table["Content-Type"].startswith("text/csv")
    assert "2,refus,title,manque." in table.content.decode()
    run = applied(leader, run, capture)
    assert (run.state, run.counted["created"]) == (State.APPLIED, 1)
    assert Alliance.objects.filter(slug="une-alliance").exists()
    assert not Alliance.objects.filter(slug="deux").exists()
    assert JournalEntry.objects.filter(verb="exchange.applied", about_key=str(run.pk)).exists()
    assert leader.get(run.get_absolute_url()).status_code == 200
    running.apply_run.call(run.pk)
    assert JournalEntry.objects.filter(verb="exchange.applied").count() == 1, "done once"


def test_columns_are_named_by_hand_once(leader: Client, capture: Capture) -> None:
    rows = [{"Nom": "Ici", "Genre": "ess", "Divers": "rien"}]
    content = b"".join(xlsx_chunks("liste", list(rows[0]), rows))
    posted(leader, "/import/", kind="organisations", file=SimpleUploadedFile("l.xlsx", content))
    first = ImportRun.objects.get()
    assert "Genre" in leader.get(first.get_absolute_url()).content.decode()
    url = f"/import/{first.pk}/colonnes/"
    assert posted(leader, url, column_0="nom", column_1="kind").status_code == 422
    assert posted(leader, url, column_0="name", column_1="name").status_code == 422
    names = {"column_0": "name", "column_1": "kind", "column_2": ""}
    run = examined(leader, first, capture, **names)
    assert run.counted["refused"] == 0
    assert ColumnMapping.objects.get().names == {"Nom": "name", "Genre": "kind", "Divers": ""}
    again = brought(leader, rows[0], kind="organisations")
    assert again.names == {"Nom": "name", "Genre": "kind", "Divers": ""}


def test_a_possible_double_is_shown_with_its_reasons_and_decided(
    leader: Client, capture: Capture
) -> None:
    run = brought(leader, {**FIRST, "slug": "double"}, {**FIRST, "slug": "double-2"}, row())
    run = examined(leader, run, capture)
    twins = run.notes.filter(level=ImportNote.Level.TWIN)
    assert {(t.line, t.other_slug) for t in twins} >= {(1, FIRST["slug"]), (2, FIRST["slug"])}
    assert "partenaires communs" in twins[0].reason
    assert "même lieu" in twins[0].reason
    page = leader.get(run.get_absolute_url()).content.decode()
    assert 'name="line_1"' in page
    chosen = {"line_1": FIRST["slug"], "line_2": "jamais-offert", "line_3": "skip"}
    run = applied(leader, run, capture, **chosen)
    assert run.choices == {"1": FIRST["slug"], "2": "skip"}
    assert not Alliance.objects.filter(slug__startswith="double").exists()
    assert (run.counted["unchanged"], run.counted["created"]) == (1, 1)


def test_the_sheet_is_chosen_when_there_are_several(leader: Client, capture: Capture) -> None:
    book, content = openpyxl.Workbook(), io.BytesIO()
    for title, name in (("un", "Ici"), ("deux", "Là")):
        sheet = book.create_sheet(title)
        sheet.append(["name", "kind"])
        sheet.append([name, "ess"])
    book.save(content)
    file = SimpleUploadedFile("x", content.getvalue())
    posted(leader, "/import/", kind="organisations", file=file)
    run = ImportRun.objects.get()
    assert '<option value="deux">' in leader.get(run.get_absolute_url()).content.decode()
    posted(leader, f"/import/{run.pk}/colonnes/", sheet="deux")
    run.refresh_from_db()
    assert (run.sheet, run.state) == ("deux", State.RECEIVED)
    run = examined(leader, run, capture, sheet="deux")
    assert (run.state, run.counted["read"]) == (State.CHECKED, 1)


# --- Malice and limits ---------------------------------------------------------------------------
@pytest.mark.parametrize("content", [b"\n", b"PK\x03\x04 rien", b"\xd0\xcf\x11\xe0\xa1\xb1"])
def test_what_is_no_table_is_refused_and_not_kept(
    leader: Client, content: bytes, settings: Any
) -> None:
    answer = posted(leader, "/import/", kind="alliances", file=SimpleUploadedFile("a.csv", content))
    assert answer.status_code == 200
    assert answer.context["form"].errors["file"]
    assert list(settings.IMPORT_DIR.glob("*")) == []
    assert not ImportRun.objects.exists()


def test_a_file_over_the_limit_is_refused(leader: Client, settings: Any) -> None:
    settings.IMPORT_MAX_MB = 0
    answer = posted(leader, "/import/", kind="alliances", file=jsonl(row()))
    assert "dépasse" in str(answer.context["form"].errors["file"])


def test_nobody_reaches_the_import_of_another_save_administrators(
    leader: Client, visitor: Client, member: Client, administrator: Client, member_user: User
) -> None:
    run = brought(leader, row())
    Animation.objects.create(user=member_user)  # an animator too, yet not the author
    assert "fiches.csv" not in member.get("/import/").content.decode()
    for path in ("", "rapport.csv"):
        url = f"{run.get_absolute_url()}{path}"
        assert visitor.get(url).status_code == 302
        assert member.get(url).status_code == 404
        assert administrator.get(url).status_code == 200
    for act in ("colonnes", "appliquer", "arreter"):
        url = f"{run.get_absolute_url()}{act}/"
        assert posted(member, url).status_code == 404
        assert member.get(url).status_code == 405
    assert "fiches.csv" in administrator.get("/import/").content.decode()


def test_only_those_who_animate_may_bring_files(member: Client, visitor: Client) -> None:
    assert member.get("/import/").status_code == 403
    assert visitor.get("/import/").status_code == 302


def test_rows_outside_ones_territory_are_refused_by_line(
    animator_user: User, capture: Capture
) -> None:
    charente = Territory.objects.get(level="departement", code="16")
    Animation.objects.create(user=animator_user, territory=charente)
    client = signed_in(animator_user)
    far = {"level": "commune", "name": "Lille", "department_code": "59"}
    stolen = Alliance.objects.filter(places__territory__department__code="59")[0]
    run = brought(client, row(), row(slug="loin", territory=far), row(slug=stolen.slug))
    run = examined(client, run, capture)
    refused = run.notes.filter(level=ImportNote.Level.REFUSAL)
    assert [(note.line, note.field) for note in refused] == [(2, "territory"), (3, "territory")]
    applied(client, run, capture)
    assert Alliance.objects.get(slug=stolen.slug).title == stolen.title
    assert Alliance.objects.filter(slug="une-alliance").exists()
    resource = json.loads((DATA / "resources.jsonl").read_text().splitlines()[0])
    run = brought(client, resource, kind="resources")
    assert examined(client, run, capture).counted["refused"] == 1


def test_an_import_that_is_stopped_writes_nothing(
    leader: Client, animator_user: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = brought(leader, row())
    ImportRun.objects.filter(pk=run.pk).update(state=State.APPLYING)
    services.ask_to_stop(run, by=animator_user)
    monkeypatch.setattr("alliage.capitalisation.services.imports.BATCH", 1)
    running.apply_run.call(run.pk)
    run.refresh_from_db()
    assert run.state == State.STOPPED
    assert not Alliance.objects.filter(slug="une-alliance").exists()


def test_a_step_out_of_its_time_is_refused(leader: Client, animator_user: User) -> None:
    run = brought(leader, row())
    assert posted(leader, f"/import/{run.pk}/appliquer/").status_code == 409
    with pytest.raises(services.RefusedImport):
        services.apply(run, by=animator_user, choices={})


def test_old_files_are_forgotten(leader: Client) -> None:
    old, new = brought(leader, row()), brought(leader, row())
    ImportRun.objects.filter(pk=old.pk).update(created_at=timezone.now() - timedelta(days=31))
    services.forget_old_files.call()
    services.forget_old_files.call()
    assert not path_of(old.stored_name).exists()
    assert path_of(new.stored_name).exists()
    assert leader.get(old.get_absolute_url()).status_code == 200
