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
    is_private: bool = False


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
    Page("open data", "/donnees-ouvertes/", "opendata/opendata.html"),
    Page("collections", "/collections/", "curation/collections.html"),
    Page("telling", "/raconter/", "contribution/tell.html"),
    Page("programs", "/api/", "api/documentation.html"),
    Page("history", "/alliances/{other}/historique/", "contribution/history.html"),
    Page("history, nothing", "/alliances/{alliance}/historique/", "contribution/history.html"),
    Page("version", "/alliances/{other}/historique/2/", "contribution/version.html"),
    Page("asked to confirm", "/participation/{asked}/", "contribution/confirm.html"),
    Page("link without effect", "/participation/x/", "contribution/confirm.html", 410),
    Page("asked to write", "/brouillons/rejoindre/{shared}/", "contribution/join_draft.html"),
    Page("asked to join", "/invitations/{joining}/", "network/invitation.html"),
    Page("erased", "/compte-efface/", "accounts/erased.html"),
    Page("still exact?", "/verifier/cle/{verifying}/", "contribution/verify.html"),
    Page("alliance, to check", "/alliances/{stale}/", "capitalisation/alliance.html"),
    Page("gone", "/id/ressource/retiree", "opendata/gone.html", 410),
    Page("unsubscribe", "/desabonnement/{unsubscribe}/", "notifications/unsubscribe.html"),
    Page("opinion", "/avis/alliance/{alliance}/", "curation/feedback.html"),
    Page("sign in", "/compte/connexion/", "accounts/page.html"),
    Page("not found", "/inexistante/", "web/errors/404.html", 404),
]

# Pages of somebody who is signed in: the administrator of the demonstration (see insider.py).
PRIVATE = [
    Page(name, path, template, is_private=True)
    for name, path, template in (
        ("account", "/compte/", "accounts/account.html"),
        ("my data", "/mes-donnees/", "accounts/my_data.html"),
        ("erase", "/mes-donnees/effacer/", "accounts/erase.html"),
        ("journal", "/journal/", "accounts/journal.html"),
        ("tasks", "/taches/", "tasks/list.html"),
        ("notifications", "/notifications/", "notifications/list.html"),
        ("preferences", "/notifications/preferences/", "notifications/preferences.html"),
        ("outbox", "/e-mails/", "notifications/outbox.html"),
        ("tokens", "/mes-jetons/", "api/tokens.html"),
        ("imports", "/import/", "exchange/imports.html"),
        ("my organisations", "/mes-organisations/", "network/mine.html"),
        ("requests", "/demandes-d-appartenance/", "network/requests.html"),
        ("join", "/organisations/{organisation}/rejoindre/", "network/join.html"),
        ("members", "/organisations/{organisation}/membres/", "network/members.html"),
        ("my contributions", "/mes-contributions/", "contribution/mine.html"),
        ("draft", "/brouillons/{draft}/", "contribution/draft.html"),
        ("story", "/brouillons/{draft}/histoire/", "contribution/histoire.html"),
        ("partners", "/brouillons/{draft}/partenaires/", "contribution/partenaires.html"),
        ("figures", "/brouillons/{draft}/chiffres/", "contribution/chiffres.html"),
        ("subject", "/brouillons/{draft}/sujet/", "contribution/sujet.html"),
        ("place", "/brouillons/{draft}/territoire/?q=vichy", "contribution/territoire.html"),
        ("amendment", "/brouillons/{amendment}/", "contribution/draft.html"),
        ("catch up", "/brouillons/{amendment}/reprendre/", "contribution/catch_up.html"),
        ("not kept", "/brouillons/{refused}/", "contribution/draft.html"),
        ("to read again", "/brouillons/{waiting}/", "contribution/draft.html"),
        ("write together", "/brouillons/{draft}/coauteurs/", "contribution/coauthors.html"),
        ("ask partners", "/alliances/{alliance}/inviter/", "contribution/invite.html"),
        ("answer", "/alliances/{alliance}/partenaires/{partner}/", "contribution/answer.html"),
        ("import", "/import/{run}/", "exchange/run.html"),
        ("harvests", "/moissonnages/", "harvesting/sources.html"),
        ("new source", "/moissonnages/nouvelle-source/", "harvesting/edit.html"),
        ("source", "/moissonnages/{source}/", "harvesting/source.html"),
        ("harvest", "/moissonnages/passages/{harvest}/", "harvesting/run.html"),
        ("amend", "/alliances/{alliance}/corriger/", "contribution/amend.html"),
        ("queue", "/animation/file/", "contribution/queue.html"),
        ("to check", "/animation/verifications/", "contribution/to_verify.html"),
        ("archive", "/alliances/{said}/archiver/", "contribution/archive.html"),
        ("sheet to check", "/alliances/{stale}/", "capitalisation/alliance.html"),
        ("my collections", "/mes-collections/", "curation/my_collections.html"),
        ("new collection", "/mes-collections/nouvelle/", "curation/new_collection.html"),
        ("compose", "/mes-collections/{collection}/", "curation/edit_collection.html"),
        (
            "throw away",
            "/mes-collections/{collection}/supprimer/",
            "curation/delete_collection.html",
        ),
        ("collection", "/collections/{collection}/", "curation/collection.html"),
        ("document", "/collections/{collection}/document/", "curation/document.html"),
        ("gather", "/ranger/alliance/{alliance}/", "curation/gather.html"),
        ("bookmarks", "/mes-signets/", "curation/bookmarks.html"),
        ("searches", "/mes-recherches/", "curation/searches.html"),
        ("new search", "/mes-recherches/enregistrer/?kind=alliance", "curation/new_search.html"),
        ("opinions", "/animation/avis/", "curation/feedback_list.html"),
    )
]

# Pages that the browser does not open yet, for want of something to show: each is to leave this
# list for an address above. Their own tests read them; nothing here proves them accessible.
AWAITED: set[str] = set()
