"""Addresses of sign-in: the names are allauth's, which its views call by them."""

from allauth.account import views as account
from allauth.mfa.base import views as second_factor
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as passkeys
from allauth.socialaccount import views as identity
from django.urls import path, re_path
from django.utils.translation import gettext_lazy as _

urlpatterns = [
    path(_("compte/connexion/"), account.login, name="account_login"),
    path(_("compte/deconnexion/"), account.logout, name="account_logout"),
    path(_("compte/inscription/"), account.signup, name="account_signup"),
    path(_("compte/inactif/"), account.account_inactive, name="account_inactive"),
    path(_("compte/confirmation/"), account.reauthenticate, name="account_reauthenticate"),
    # E-mail
    path(_("compte/adresse/"), account.email, name="account_email"),
    path(
        _("compte/adresse/envoyee/"),
        account.email_verification_sent,
        name="account_email_verification_sent",
    ),
    # What follows « cle » is a secret: the log leaves it out (config.logs).
    path(_("compte/adresse/cle/<str:key>/"), account.confirm_email, name="account_confirm_email"),
    # Password
    path(_("compte/mot-de-passe/"), account.password_change, name="account_change_password"),
    path(_("compte/mot-de-passe/choisir/"), account.password_set, name="account_set_password"),
    path(_("compte/mot-de-passe/oublie/"), account.password_reset, name="account_reset_password"),
    path(
        _("compte/mot-de-passe/oublie/envoye/"),
        account.password_reset_done,
        name="account_reset_password_done",
    ),
    re_path(
        _(r"^compte/mot-de-passe/cle/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>[^/]+)/$"),
        account.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path(
        _("compte/mot-de-passe/change/"),
        account.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    # Second factor
    path(_("compte/securite/"), second_factor.index, name="mfa_index"),
    path(_("compte/connexion/code/"), second_factor.authenticate, name="mfa_authenticate"),
    path(_("compte/confirmation/code/"), second_factor.reauthenticate, name="mfa_reauthenticate"),
    path(_("compte/securite/application/"), totp.activate_totp, name="mfa_activate_totp"),
    path(
        _("compte/securite/application/retirer/"), totp.deactivate_totp, name="mfa_deactivate_totp"
    ),
    path(_("compte/securite/codes/"), recovery.view_recovery_codes, name="mfa_view_recovery_codes"),
    path(
        _("compte/securite/codes/nouveaux/"),
        recovery.generate_recovery_codes,
        name="mfa_generate_recovery_codes",
    ),
    path(
        _("compte/securite/codes.txt"),
        recovery.download_recovery_codes,
        name="mfa_download_recovery_codes",
    ),
    # Passkeys
    path(_("compte/connexion/passe/"), passkeys.login_webauthn, name="mfa_login_webauthn"),
    path(_("compte/securite/passes/"), passkeys.list_webauthn, name="mfa_list_webauthn"),
    path(_("compte/securite/passes/ajouter/"), passkeys.add_webauthn, name="mfa_add_webauthn"),
    path(
        _("compte/confirmation/passe/"),
        passkeys.reauthenticate_webauthn,
        name="mfa_reauthenticate_webauthn",
    ),
    path(_("compte/securite/passes/<int:pk>/"), passkeys.edit_webauthn, name="mfa_edit_webauthn"),
    path(
        _("compte/securite/passes/<int:pk>/retirer/"),
        passkeys.remove_webauthn,
        name="mfa_remove_webauthn",
    ),
    # Identity provider
    path(_("compte/identite/"), identity.connections, name="socialaccount_connections"),
    path(_("compte/identite/inscription/"), identity.signup, name="socialaccount_signup"),
    path(
        _("compte/identite/abandon/"),
        identity.login_cancelled,
        name="socialaccount_login_cancelled",
    ),
]
