"""Somebody signed in on the shared instance, with something of each kind to look at."""

import fcntl
import json
import subprocess
import sys
from pathlib import Path

from tests.house_rules import ROOT
from tests.instance import copied, environment

# Run inside the instance, whose database is not that of the tests.
SCRIPT = """
import json
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.utils import timezone
from alliage.accounts.models import User
from alliage.capitalisation.models import Alliance, Resource
from alliage.contribution import services as contribution
from alliage.contribution.models import CoAuthor
from alliage.contribution.services import Step
from alliage.curation import services as curation
from alliage.exchange.models import ImportRun
from alliage.contribution.models import Verification
from alliage.contribution.tokens import sign as sign_question
from alliage.harvesting.models import HarvestRun, HarvestSource
from alliage.network.models import Membership
from alliage.network import services as network
from alliage.network.services.invitations import sign as sign_joining
from alliage.notifications import services as notifications
from alliage.notifications.models import Mail
from alliage.notifications.tokens import sign

person = User.objects.get(email="admin@demo.alliage")
draft = contribution.start_draft(person)
story = {"title": "Un bus de soins", "problem_fr": "Plus de médecin au village."}
contribution.save_step(draft, Step("histoire", story), by=person, version=1)
alliance, resource = Alliance.objects.published().first(), Resource.objects.published().first()
collection = curation.create_collection(person, title="À lire", introduction="", is_kit=True)
curation.add_item(collection, by=person, subject=alliance)
curation.add_item(collection, by=person, subject=resource)
curation.keep(alliance, by=person)
curation.give_feedback(alliance, is_useful=False, reason="Lien mort", by=person)
curation.save_search(person, kind="alliance", query_string="q=bus", name="Des bus")
other = Alliance.objects.published().order_by("pk")[1]
for number in range(2):
    amendment = contribution.start_draft(person, alliance=other)
    step = Step("histoire", {"results_fr": f"Résultat numéro {number}."})
    contribution.save_step(amendment, step, by=person, version=1)
    contribution.submit_draft(amendment, by=person)
    contribution.publish_draft(amendment, by=person)
mine = contribution.start_draft(person, alliance=other)
part = alliance.participations.first()
Membership.objects.create(
    user=person, organisation=part.organisation, role="representative", state="active"
)
gone = Resource.objects.create(
    slug="retiree", title="Retirée", medoc="outil", usage="agir", access="libre",
    url="https://exemple.fr/", editorial_state="archived",
)
source = HarvestSource.objects.create(
    name="Centre de ressources", base_url="https://exemple.fr/oai", repository_name="Le Centre"
)
harvest = HarvestRun.objects.create(
    source=source, state="failed", owner="x", started_at=timezone.now(),
    heartbeat_at=timezone.now(), ended_at=timezone.now(), created=12, refused=1, pages=1,
    error="La source est trop lente : la page n’est pas arrivée à temps.",
)
harvest.refusals.create(identifier="oai:exemple.fr:1", title="Un guide", reason="Sans adresse.")
third, fourth = Alliance.objects.published().order_by("pk")[2:4]
author = User.objects.create_user("autrice@demo.alliage", name="Une autrice")
waiting = []
for told in (third, fourth):
    sent = contribution.start_draft(author, alliance=told)
    step = Step("histoire", {"title": f"{told.title}, suite"})
    sent = contribution.save_step(sent, step, by=author, version=1)
    waiting.append(contribution.submit_draft(sent, by=author))
refused = contribution.submit_draft(
    contribution.save_step(mine, Step("a", {"title": "Hors sujet"}), by=person, version=1),
    by=person,
)
contribution.refuse_draft(refused, by=person, reason="Une action seule, sans partenaire.")
mine = contribution.take_up_draft(refused, by=person)
for told, address in ((alliance, "une@exemple.fr"), (third, "autre@exemple.fr")):
    contribution.invite_partner(
        told, told.participations.first().organisation.slug, by=person, address=address,
        message="Un mot, si c’est exact ?",
    )
answered, kept = Mail.objects.filter(url__contains="/participation/").order_by("-pk")
token = answered.url.split("/")[-2]
_invitation, said = contribution.read_invitation(token)
contribution.answer_invitation(token, read=said.print, request="Nous finançons, sans porter.")
shared = contribution.invite_coauthor(draft, by=person, address="ensemble@exemple.fr")
CoAuthor.objects.create(draft=draft, user=author, joined_at=timezone.now())
stale = Alliance.objects.published().order_by("pk")[4]
said, old = Alliance.objects.published().order_by("pk")[5:7]
Alliance.objects.filter(pk__in=[stale.pk, said.pk, old.pk]).update(last_checked_on="2024-03-12")
Membership.objects.create(
    user=author, organisation=said.participations.first().organisation,
    role="representative", state="active",
)
contribution.answer_verification(
    said, by=author, answer="change", text="La ville n’est plus partenaire depuis juin."
)
contribution.answer_verification(
    Alliance.objects.get(pk=said.pk), by=person, answer="over"
)
due_on = Alliance.objects.get(pk=stale.pk).freshness.anniversary(timezone.localdate())
question = Verification.objects.create(
    alliance=stale, person=person, due_on=due_on, asked_at=timezone.now()
)
other_question = Verification.objects.create(
    alliance=old, person=person, due_on=due_on, asked_at=timezone.now()
)
joining = network.invite_member(part.organisation, by=person, address="membre@exemple.fr")
run = ImportRun.objects.create(by=person, kind="alliances", shown_name="fiches.csv")
notifications.post("essai:1", to="une@exemple.fr", subject="Essai", body="", url="/")
store = SessionStore()
store[SESSION_KEY] = str(person.pk)
store[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
store[HASH_SESSION_KEY] = person.get_session_auth_hash()
store.create()
print(json.dumps({
    "session": store.session_key, "draft": draft.pk, "collection": collection.slug,
    "alliance": alliance.slug, "other": other.slug, "amendment": mine.pk,
    "partner": part.organisation.slug, "run": run.pk, "source": source.pk, "harvest": harvest.pk,
    "refused": refused.pk, "waiting": waiting[0].pk, "asked": kept.url.split("/")[-2],
    "shared": contribution.sign_coauthor(shared),
    "joining": sign_joining(joining), "stale": stale.slug, "said": said.slug,
    "verifying": sign_question(question), "answering": sign_question(other_question),
    "unsubscribe": sign(Mail.objects.get(event="essai:1")),
}))
"""


def own_home(shared: Path) -> Path:
    """Copy the shared instance, which nobody writes to, once for all the processes of a run."""
    home = shared.parent / "browser-instance"
    with (shared.parent / "browser-instance.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (home / "copied").exists():
            copied(shared, home)
            (home / "copied").touch()
    return home


def arrive(home: Path) -> dict[str, str]:
    """Sign the administrator of the demonstration in, once for all the processes of a run."""
    kept = home / "insider.json"
    with (home.parent / "insider.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not kept.exists():
            kept.write_text(_run(home).splitlines()[-1])
    return {name: str(value) for name, value in json.loads(kept.read_text()).items()}


def _run(home: Path) -> str:
    return subprocess.run(
        [sys.executable, "manage.py", "shell", "-v0", "-c", SCRIPT],
        env=environment(home),
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    ).stdout
