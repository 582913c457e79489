"""Somebody signed in on the shared instance, with something of each kind to look at."""

import json
import subprocess
import sys
from pathlib import Path

from tests.house_rules import ROOT
from tests.instance import environment

# Run inside the instance, whose database is not that of the tests.
SCRIPT = """
import json
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from alliage.accounts.models import User
from alliage.capitalisation.models import Alliance, Resource
from alliage.contribution import services as contribution
from alliage.contribution.services import Step
from alliage.curation import services as curation

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
store = SessionStore()
store[SESSION_KEY] = str(person.pk)
store[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
store[HASH_SESSION_KEY] = person.get_session_auth_hash()
store.create()
print(json.dumps({
    "session": store.session_key, "draft": draft.pk, "collection": collection.slug,
    "alliance": alliance.slug,
}))
"""


def arrive(home: Path) -> dict[str, str]:
    """Sign the administrator of the demonstration in; give the session and what was made."""
    done = subprocess.run(
        [sys.executable, "manage.py", "shell", "-v0", "-c", SCRIPT],
        env=environment(home),
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    return {name: str(value) for name, value in json.loads(done.stdout.splitlines()[-1]).items()}
