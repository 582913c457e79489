"""Addresses of the curation context."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from . import views

app_name = "curation"
urlpatterns = [
    path(_("collections/"), views.collections, name="collections"),
    path(_("collections/<slug:slug>/"), views.collection, name="collection"),
    path(_("collections/<slug:slug>/document/"), views.document, name="document"),
    path(_("mes-collections/"), views.my_collections, name="my_collections"),
    path(_("mes-collections/nouvelle/"), views.new_collection, name="new_collection"),
    path(_("mes-collections/<slug:slug>/"), views.edit_collection, name="edit_collection"),
    path(_("mes-collections/<slug:slug>/publier/"), views.publish, name="publish"),
    path(_("mes-collections/<slug:slug>/retirer/"), views.withdraw, name="withdraw"),
    path(_("mes-collections/<slug:slug>/supprimer/"), views.delete, name="delete"),
    path(_("mes-collections/<slug:slug>/pieces/<int:pk>/"), views.item, name="item"),
    path(_("ranger/<str:kind>/<slug:slug>/"), views.gather, name="gather"),
    path(_("mes-signets/"), views.bookmarks, name="bookmarks"),
    path(_("signets/<str:kind>/<slug:slug>/"), views.bookmark, name="bookmark"),
    path(_("avis/<str:kind>/<slug:slug>/"), views.feedback, name="feedback"),
    path(_("animation/avis/"), views.feedback_list, name="feedback_list"),
    path(_("mes-recherches/"), views.searches, name="searches"),
    path(_("mes-recherches/enregistrer/"), views.new_search, name="new_search"),
    path(_("mes-recherches/<int:pk>/"), views.search, name="search"),
]
