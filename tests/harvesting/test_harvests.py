"""A source is harvested page after page, incrementally, and whatever it does is survived."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone

from alliage.capitalisation.models import Resource
from alliage.harvesting.models import HarvestedRecord, HarvestRun, HarvestSource
from alliage.harvesting.reading import seconds_of
from alliage.harvesting.services import AlreadyRunningError, harvest, harvest_due, harvests
from alliage.tasks.models import Progress
from tests.harvesting.sources import (
    Source,
    Words,
    identify,
    pages,
    record,
    records,
    refusal,
    send,
    served,
)

pytestmark = pytest.mark.django_db
State = HarvestRun.State


def registered(source: Source, **fields: Any) -> HarvestSource:
    return HarvestSource.objects.create(name="Centre", base_url=source.url, **fields)


def slugs() -> set[str]:
    return set(HarvestedRecord.objects.values_list("identifier", flat=True))


# --- The list --------------------------------------------------------------------------------
def test_a_list_is_read_to_its_end_then_only_what_changed() -> None:
    with served(
        pages(records(record("a"), record("b"), then="1", size=3), records(record("c")))
    ) as at:
        one = registered(at)
        run = harvest(one)
        assert (run.state, run.pages, run.created, run.size) == (State.DONE, 2, 3, 3)
        assert Resource.objects.published().count() == 3
        one.refresh_from_db()
        assert one.repository_name == "Centre & ressources"
        assert one.last_until == seconds_of("2026-11-20T10:00:00Z")
        assert (one.token, one.list_began_at) == ("", None)
        assert one.next_at == run.started_at + timedelta(hours=24)
        assert at.lists()[0] == {"verb": "ListRecords", "metadataPrefix": "oai_dc"}
        assert at.headers[0]["user-agent"].endswith("(+http://localhost:8000)")
        again = harvest(one)
        assert at.lists()[2]["from"] == "2026-11-20T09:59:00Z"
        assert (again.created, again.updated, again.unchanged) == (0, 0, 3)


def test_dates_to_the_day_are_asked_to_the_day_and_the_set_with_them() -> None:
    def respond(handler: Any, words: Words) -> None:
        is_identify = words["verb"] == "Identify"
        send(handler, identify("YYYY-MM-DD") if is_identify else refusal("noRecordsMatch"))

    with served(respond) as at:
        one = registered(at, set_spec="eau", last_until=datetime(2026, 11, 20, tzinfo=UTC))
        run = harvest(one)
        assert at.lists()[0]["from"] == "2026-11-19"
        assert at.lists()[0]["set"] == "eau"
        assert (run.state, run.read) == (State.DONE, 0)
        one.refresh_from_db()
        assert one.last_until == seconds_of("2026-11-20T10:00:00Z")


def test_a_record_that_cannot_be_a_resource_is_listed_and_stops_nothing() -> None:
    page = records(
        record("sans-titre", title=""),
        record("sans-adresse", identifier="urn:isbn:2"),
        record("piege", identifier="javascript:alert(1)", source="data:text/html,x"),
        record(""),
        record("bon"),
    )
    with served(pages(page)) as at:
        run = harvest(registered(at))
    assert (run.state, run.created, run.refused) == (State.DONE, 1, 4)
    told = [(one.identifier, one.reason) for one in run.refusals.all()]
    assert told[0] == ("sans-titre", "Cette notice n’a pas de titre.")
    assert told[2] == ("piege", "Cette notice ne donne pas d’adresse web utilisable.")
    assert slugs() == {"bon"}


# --- What goes wrong -------------------------------------------------------------------------
def test_a_page_that_fails_leaves_the_pages_before_it_and_the_next_run_goes_on() -> None:
    broken = pages(records(record("a"), then="1"), "<pas du xml")
    with served(broken) as at:
        one = registered(at)
        run = harvest(one)
        assert (run.state, run.created) == (State.FAILED, 1)
        assert "mal formé" in run.error
        one.refresh_from_db()
        assert (one.token, one.last_until) == ("1", None)
        at.respond = pages(records(record("a"), then="1"), records(record("b")))
        again = harvest(one)
        assert (again.state, again.created) == (State.DONE, 1)
        assert [words.get("resumptionToken") for words in at.lists()] == [None, "1", "1"]
        assert slugs() == {"a", "b"}


def test_a_place_that_leads_nowhere_twice_is_forgotten() -> None:
    with served(pages(records(record("a"), then="1"), "<pas du xml")) as at:
        one = registered(at)
        harvest(one)
        one.refresh_from_db()
        assert harvest(one).state == State.FAILED
        one.refresh_from_db()
        assert one.token == ""


def test_an_expired_token_starts_the_list_again_from_the_same_date() -> None:
    def respond(handler: Any, words: Words) -> None:
        if words["verb"] == "Identify":
            send(handler, identify())
        elif "resumptionToken" in words:
            send(handler, refusal("badResumptionToken"))
        else:
            send(handler, records(record("a")))

    began = timezone.now() - timedelta(days=2)
    with served(respond) as at:
        one = registered(at, list_from=began, list_began_at=began, **{"token": "vieux"})
        run = harvest(one)
        assert run.state == State.DONE
        assert at.lists()[1]["from"] == began.strftime("%Y-%m-%dT%H:%M:%SZ")
        one.refresh_from_db()
        assert one.last_until == seconds_of("2026-11-20T10:00:00Z")


def test_a_source_that_always_refuses_its_own_tokens_fails_and_does_not_loop() -> None:
    def respond(handler: Any, words: Words) -> None:
        if words["verb"] == "Identify":
            send(handler, identify())
        elif "resumptionToken" in words:
            send(handler, refusal("badResumptionToken"))
        else:
            send(handler, records(record("a"), then="1"))

    with served(respond) as at:
        assert harvest(registered(at)).state == State.FAILED
        assert len(at.lists()) == 4


@pytest.mark.parametrize("is_fresh", [False, True])
def test_a_list_without_end_is_noticed(is_fresh: bool) -> None:
    """The same token again, or ever new ones with the same records."""

    def respond(handler: Any, words: Words) -> None:
        if words["verb"] == "Identify":
            send(handler, identify())
        else:
            turn = len(at.asked) if is_fresh else 1
            send(handler, records(record("a"), then=f"t{turn}"))

    with served(respond) as at:
        one = registered(at)
        run = harvest(one)
        assert run.state == State.FAILED
        assert "sans fin" in run.error
        assert len(at.lists()) < 15
        one.refresh_from_db()
        assert one.token == ""


def test_a_source_that_asks_to_wait_a_little_is_obeyed() -> None:
    def respond(handler: Any, words: Words) -> None:
        if words["verb"] == "ListRecords" and len(at.lists()) == 1:
            send(handler, "", 503, Retry_After="1")
        else:
            pages(records(record("a")))(handler, words)

    with served(respond) as at:
        run = harvest(registered(at))
    assert (run.state, run.created) == (State.DONE, 1)
    assert run.ended_at is not None
    assert run.ended_at - run.started_at >= timedelta(seconds=1)


def test_a_source_that_asks_to_wait_long_is_left_until_then() -> None:
    def respond(handler: Any, words: Words) -> None:
        if "resumptionToken" in words:
            send(handler, "", 429, Retry_After="7200")
        else:
            pages(records(record("a"), then="1"))(handler, words)

    with served(respond) as at:
        one = registered(at)
        run = harvest(one)
        one.refresh_from_db()
        assert run.state == State.POSTPONED
        assert one.token == "1"  # noqa: S105 - a place in a list
        assert one.next_at is not None
        assert one.next_at - timezone.now() > timedelta(minutes=110)


def test_an_unexpected_fault_ends_the_run_and_is_not_hidden(monkeypatch: Any) -> None:
    def fall(*_words: Any) -> None:
        raise RuntimeError("imprévu")

    monkeypatch.setattr(harvests, "read_page", fall)
    with served(pages(records(record("a")))) as at, pytest.raises(RuntimeError):
        harvest(registered(at))
    assert HarvestRun.objects.get().state == State.FAILED


# --- One at a time ---------------------------------------------------------------------------
def running(source: HarvestSource, **fields: Any) -> HarvestRun:
    now = timezone.now()
    given = {"owner": "ailleurs:1:x", "started_at": now, "heartbeat_at": now, **fields}
    return HarvestRun.objects.create(source=source, **given)


def test_a_source_is_never_harvested_twice_at_once() -> None:
    with served(pages(records(record("a")))) as at:
        one = registered(at)
        other = running(one)
        with pytest.raises(AlreadyRunningError):
            harvest(one)
        assert at.asked == []
        HarvestRun.objects.filter(pk=other.pk).update(
            heartbeat_at=timezone.now() - timedelta(hours=1)
        )
        assert harvest(one).state == State.DONE
        other.refresh_from_db()
        assert other.state == State.FAILED


def test_a_process_taken_for_dead_writes_nothing_more() -> None:
    def respond(handler: Any, words: Words) -> None:
        if words.get("resumptionToken"):
            late.append(words)
        pages(records(record("a"), then="1"), records(record("b")))(handler, words)

    late: list[Words] = []
    with served(respond) as at:
        one = registered(at)
        real = harvests._Harvest._page

        def lose(self: Any) -> Any:
            HarvestRun.objects.filter(pk=self.run.pk).update(owner="un autre")
            return real(self)

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(harvests._Harvest, "_page", lose)
            run = harvest(one)
        assert run.state == State.RUNNING, "it is the other's"
        assert slugs() == set()


def test_a_harvest_stops_after_its_page_when_asked() -> None:
    def respond(handler: Any, words: Words) -> None:
        pages(records(record("a"), then="1"), records(record("b")))(handler, words)

    real = harvests._Harvest._write

    def ask(self: Any, *words: Any) -> None:
        real(self, *words)
        HarvestRun.objects.update(is_stop_asked=True)

    with served(respond) as at, pytest.MonkeyPatch.context() as patch:
        patch.setattr(harvests._Harvest, "_write", ask)
        one = registered(at)
        assert harvest(one).state == State.STOPPED
        assert slugs() == {"a"}
    one.refresh_from_db()
    assert one.token == "1"  # noqa: S105 - a place in a list


def test_a_task_put_back_after_its_worker_died_takes_its_own_run_over() -> None:
    with served(pages(records(record("a")))) as at:
        one = registered(at)
        running(one, task_id="12")
        with pytest.raises(AlreadyRunningError):
            harvest(one, task_id="13")
        assert harvest(one, task_id="12").state == State.DONE


def test_the_page_of_tasks_is_told_how_far_it_came() -> None:
    with served(pages(records(record("a"), then="1", size=3), records(record("b")))) as at:
        harvest(registered(at), task_id="12")
    progress = Progress.objects.get(task_id="12")
    assert (progress.done, progress.total) == (2, 2)


def test_old_runs_are_forgotten_and_their_records_stay() -> None:
    with served(pages(records(record("a")))) as at:
        one = registered(at)
        harvest(one)
        HarvestRun.objects.update(ended_at=timezone.now() - timedelta(days=100))
        harvest(one)
        assert HarvestRun.objects.count() == 1
        assert slugs() == {"a"}


@pytest.mark.django_db(transaction=True)
def test_sources_that_are_due_are_harvested_each_once() -> None:
    with served(pages(records(record("a")))) as at:
        one = registered(at)
        registered(at, set_spec="b", is_active=False)
        registered(at, set_spec="c", next_at=timezone.now() + timedelta(hours=1))
        assert harvest_due.call() == 1
        assert harvest_due.call() == 0
        run = HarvestRun.objects.get()
        assert (run.source, run.state) == (one, State.DONE)
        assert run.task_id
