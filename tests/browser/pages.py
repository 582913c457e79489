"""The pages that the browser opens: one address at least for each template that readers meet.

A new page takes its place here; tests/test_access.py refuses an address without a decision, and
tests/browser/test_pages.py a page template without an address.
"""

import json
from typing import NamedTuple

from tests.house_rules import ROOT

DATA = ROOT / "alliage" / "capitalisation" / "data"


class Page(NamedTuple):
    """A page to open."""

    name: str
    path: str
    template: str
    status: int = 200


def longest(name: str) -> str:
    """Give the slug of the sheet that says most: where layouts break."""
    lines = (DATA / f"{name}.jsonl").read_text().splitlines()
    return str(json.loads(max(lines, key=len))["slug"])


def shortest(name: str) -> str:
    """Give the slug of the sheet that says least: where pages look empty."""
    lines = (DATA / f"{name}.jsonl").read_text().splitlines()
    return str(json.loads(min(lines, key=len))["slug"])


PAGES = [
    Page("home", "/", "config/home.html"),
    Page("home in English", "/en/", "config/home.html"),
    Page("search", "/chercher/", "search/search.html"),
    Page("search, answers", "/chercher/?q=isolement+charente", "search/search.html"),
    Page("search, nothing", "/chercher/?q=xyzzyxyzzy", "search/search.html"),
    Page("suggestions", "/chercher/suggestions/?q=mobi", "search/suggestions.html"),
    Page("alliances", "/alliances/", "capitalisation/alliances.html"),
    Page("alliances, filtered", "/alliances/?odd=3&type=mecenat", "capitalisation/alliances.html"),
    Page("alliances, nothing", "/alliances/?q=xyzzyxyzzy", "capitalisation/alliances.html"),
    Page("map", "/alliances/carte/", "capitalisation/map.html"),
    Page("alliance, long", f"/alliances/{longest('alliances')}/", "capitalisation/alliance.html"),
    Page("alliance, short", f"/alliances/{shortest('alliances')}/", "capitalisation/alliance.html"),
    Page("resources", "/ressources/", "capitalisation/resources.html"),
    Page("resource", f"/ressources/{longest('resources')}/", "capitalisation/resource.html"),
    Page("centres", "/centres/", "capitalisation/centres.html"),
    Page("centre", f"/centres/{longest('centres')}/", "capitalisation/centre.html"),
    Page("organisations", "/organisations/", "network/organisations.html"),
    Page("organisation", "/organisations/{organisation}/", "network/organisation.html"),
    Page("territories", "/territoires/", "territories/territories.html"),
    Page("places", "/territoires/recherche/?q=saint", "territories/search.html"),
    Page("region", "/territoires/region/75-nouvelle-aquitaine/", "territories/territory.html"),
    Page("commune", "/territoires/commune/16015-angouleme/", "territories/territory.html"),
    Page("goals", "/odd/", "taxonomy/goals.html"),
    Page("goal", "/odd/17/", "taxonomy/goal.html"),
    Page("glossary", "/glossaire/", "taxonomy/glossary.html"),
    Page("method", "/methode/", "config/method.html"),
    Page("about", "/a-propos/", "config/about.html"),
    Page("legal", "/mentions-legales/", "config/legal.html"),
    Page("privacy", "/donnees-personnelles/", "config/privacy.html"),
    Page("accessibility", "/accessibilite/", "config/accessibility.html"),
    Page("gallery", "/composants/", "web/gallery/gallery.html"),
    Page("not found", "/inexistante/", "web/errors/404.html", 404),
]

# Pages of people who are signed in, which the browser does not open yet: each is to leave this list
# for an address above. Their own tests read them; nothing here proves them accessible.
AWAITED = {
    "accounts/account.html",
    "accounts/erase.html",
    "accounts/erased.html",
    "accounts/journal.html",
    "accounts/my_data.html",
    "accounts/page.html",
    "api/documentation.html",
    "api/tokens.html",
    "contribution/amend.html",
    "contribution/answer.html",
    "contribution/chiffres.html",
    "contribution/draft.html",
    "contribution/histoire.html",
    "contribution/mine.html",
    "contribution/partenaires.html",
    "contribution/queue.html",
    "contribution/sujet.html",
    "contribution/tell.html",
    "contribution/territoire.html",
    "curation/bookmarks.html",
    "curation/collection.html",
    "curation/collections.html",
    "curation/delete_collection.html",
    "curation/document.html",
    "curation/edit_collection.html",
    "curation/feedback.html",
    "curation/feedback_list.html",
    "curation/gather.html",
    "curation/my_collections.html",
    "curation/new_collection.html",
    "curation/new_search.html",
    "curation/searches.html",
    "exchange/imports.html",
    "exchange/run.html",
    "network/invitation.html",
    "network/join.html",
    "network/members.html",
    "network/mine.html",
    "network/requests.html",
    "notifications/list.html",
    "notifications/outbox.html",
    "notifications/preferences.html",
    "notifications/unsubscribe.html",
    "opendata/gone.html",
    "opendata/opendata.html",
    "tasks/list.html",
}
