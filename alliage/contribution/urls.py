"""Addresses of the contribution context."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from . import views

app_name = "contribution"
urlpatterns = [
    path(_("raconter/"), views.tell, name="tell"),
    path(_("raconter/organisations/"), views.organisations, name="organisations"),
    path(_("mes-contributions/"), views.mine, name="mine"),
    path(_("brouillons/<int:pk>/"), views.draft, name="draft"),
    path(_("brouillons/<int:pk>/envoyer/"), views.submit, name="submit"),
    path(_("brouillons/<int:pk>/abandonner/"), views.withdraw, name="withdraw"),
    path(_("animation/file/"), views.queue, name="queue"),
    path(_("brouillons/<int:pk>/publier/"), views.publish, name="publish"),
    path(_("brouillons/<int:pk>/retoucher/"), views.ask, name="ask"),
    path(_("brouillons/<int:pk>/annuler/"), views.undo, name="undo"),
    path(_("brouillons/<int:pk>/refuser/"), views.refuse, name="refuse"),
    path(_("brouillons/<int:pk>/repartir/"), views.take_up, name="take_up"),
    path(_("brouillons/<int:pk>/territoire/"), views.place, name="place"),
    path(_("brouillons/<int:pk>/reprendre/"), views.catch_up, name="catch_up"),
    path(_("brouillons/<int:pk>/coauteurs/"), views.coauthors, name="coauthors"),
    path(
        _("brouillons/<int:pk>/coauteurs/<int:row>/retirer/"),
        views.remove_coauthor,
        name="remove_coauthor",
    ),
    path(_("brouillons/rejoindre/<str:token>/"), views.join_draft, name="join_draft"),
    path(_("brouillons/<int:pk>/inviter/"), views.invite_draft_partner, name="invite_of_draft"),
    path(_("alliances/<slug:slug>/inviter/"), views.invite_partner, name="invite_partner"),
    path(_("partenaires-invites/<int:pk>/"), views.handle_invitation, name="handle_invitation"),
    path(_("partenaires-invites/<int:pk>/verifier/"), views.check_answer, name="check_answer"),
    path(_("participation/<str:token>/"), views.confirm, name="confirm"),
    # What follows « cle » is masked in logs (config.logs).
    path(_("verifier/cle/<str:token>/"), views.verify, name="verify"),
    path(_("alliances/<slug:slug>/verifier/"), views.verify_sheet, name="verify_sheet"),
    path(_("alliances/<slug:slug>/archiver/"), views.archive, name="archive"),
    path(_("alliances/<slug:slug>/redemander/"), views.ask_again, name="ask_again"),
    path(_("animation/verifications/"), views.to_verify, name="to_verify"),
    path(_("animation/verifications/<int:pk>/traiter/"), views.settle, name="settle"),
    path(_("alliances/<slug:slug>/historique/"), views.history, name="history"),
    path(_("alliances/<slug:slug>/historique/<int:number>/"), views.version, name="version"),
    path(
        _("alliances/<slug:slug>/historique/<int:number>/retablir/"), views.restore, name="restore"
    ),
    path(_("alliances/<slug:slug>/corriger/"), views.amend, name="amend"),
    path(_("alliances/<slug:slug>/partenaires/<slug:partner>/"), views.answer, name="answer"),
    path(_("brouillons/<int:pk>/<slug:key>/"), views.step, name="step"),
]
