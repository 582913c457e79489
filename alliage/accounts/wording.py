"""What sign-in says: its mails and its messages, in the place of allauth's.

The keys are the template names that allauth would read.
"""

from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Mail(NamedTuple):
    """A mail: its subject, what happened, and the name of the link that its context holds."""

    subject: Promise
    text: Promise
    link: str = ""


# Sent on demand.
MAILS = {
    "account/email/email_confirmation_signup": Mail(
        _("Confirmez votre adresse e-mail"),
        _("Vous avez créé un compte. Ouvrez ce lien pour confirmer que cette adresse est à vous."),
        "activate_url",
    ),
    "account/email/email_confirmation": Mail(
        _("Confirmez votre adresse e-mail"),
        _("Ouvrez ce lien pour confirmer que cette adresse est à vous."),
        "activate_url",
    ),
    "account/email/password_reset_key": Mail(
        _("Choisissez un nouveau mot de passe"),
        _("Ouvrez ce lien pour choisir un nouveau mot de passe. Il ne sert qu’une fois."),
        "password_reset_url",
    ),
    "account/email/unknown_account": Mail(
        _("Aucun compte à cette adresse"),
        _(
            "Un nouveau mot de passe a été demandé pour cette adresse, qui n’a pas de compte. "
            "Vous vous êtes peut-être inscrit avec une autre. Pour créer un compte, ouvrez ce lien."
        ),
        "signup_url",
    ),
    "account/email/account_already_exists": Mail(
        _("Vous avez déjà un compte"),
        _(
            "Une inscription a été demandée pour cette adresse, qui a déjà un compte. "
            "Si vous avez oublié votre mot de passe, ouvrez ce lien."
        ),
        "password_reset_url",
    ),
}
# Told after a change that protects the account.
CHANGES = {
    "account/email/email_changed": _("Votre adresse e-mail a changé"),
    "account/email/email_confirm": _("Votre adresse e-mail est confirmée"),
    "account/email/email_deleted": _("Une adresse e-mail a été retirée de votre compte"),
    "account/email/password_changed": _("Votre mot de passe a changé"),
    "account/email/password_reset": _("Votre mot de passe a été remplacé"),
    "account/email/password_set": _("Un mot de passe a été ajouté à votre compte"),
    "mfa/email/recovery_codes_generated": _("De nouveaux codes de secours ont été créés"),
    "mfa/email/totp_activated": _("La vérification en deux étapes est activée"),
    "mfa/email/totp_deactivated": _("L’application de vérification a été retirée"),
    "mfa/email/webauthn_added": _("Une clé d’accès a été ajoutée"),
    "mfa/email/webauthn_removed": _("Une clé d’accès a été retirée"),
    "socialaccount/email/account_connected": _("Une identité a été reliée à votre compte"),
    "socialaccount/email/account_disconnected": _("Une identité n’est plus reliée à votre compte"),
}
# Shown on the next page. What the page itself makes plain is left unsaid.
MESSAGES = {
    "account/messages/logged_out.txt": _("Vous êtes déconnecté."),
    "account/messages/email_confirmation_sent.txt": _("Le lien de confirmation est parti."),
    "account/messages/email_confirmed.txt": _("Votre adresse est confirmée."),
    "account/messages/email_confirmation_failed.txt": _(
        "Cette adresse est déjà confirmée pour un autre compte."
    ),
    "account/messages/email_deleted.txt": _("L’adresse a été retirée."),
    "account/messages/cannot_delete_primary_email.txt": _(
        "C’est votre adresse principale : elle ne peut pas être retirée."
    ),
    "account/messages/unverified_primary_email.txt": _("Confirmez d’abord cette adresse."),
    "account/messages/primary_email_set.txt": _("Votre adresse principale a changé."),
    "account/messages/password_changed.txt": _("Votre mot de passe a changé."),
    "account/messages/password_set.txt": _("Votre mot de passe est enregistré."),
    "mfa/messages/totp_activated.txt": _("L’application de vérification est activée."),
    "mfa/messages/totp_deactivated.txt": _("L’application de vérification est retirée."),
    "mfa/messages/webauthn_added.txt": _("La clé d’accès est ajoutée."),
    "mfa/messages/webauthn_removed.txt": _("La clé d’accès est retirée."),
    "mfa/messages/recovery_codes_generated.txt": _("Les nouveaux codes remplacent les anciens."),
    "socialaccount/messages/account_connected.txt": _("Cette identité ouvre désormais ce compte."),
    "socialaccount/messages/account_connected_updated.txt": _(
        "Cette identité ouvre désormais ce compte."
    ),
    "socialaccount/messages/account_connected_other.txt": _(
        "Cette identité ouvre déjà un autre compte."
    ),
    "socialaccount/messages/account_disconnected.txt": _("Cette identité n’ouvre plus ce compte."),
}
ERRORS = {
    "account_inactive": _("Ce compte est fermé. Écrivez-nous pour le rouvrir."),
    "cannot_remove_primary_email": _(
        "C’est votre adresse principale : elle ne peut pas être retirée."
    ),
    "duplicate_email": _("C’est déjà l’adresse de votre compte."),
    "email_password_mismatch": _(
        "L’adresse ou le mot de passe n’est pas le bon. Vérifiez les deux."
    ),
    "email_taken": _("Cette adresse ne peut pas être prise. Donnez-en une autre."),
    "enter_current_password": _("Ce n’est pas votre mot de passe actuel."),
    "incorrect_code": _("Ce code n’est pas le bon, ou il a expiré. Recopiez le code affiché."),
    "incorrect_password": _("Ce mot de passe n’est pas le bon."),
    "invalid_or_expired_key": _("Ce lien n’est plus valable. Demandez-en un autre."),
    "invalid_login": _("L’adresse ou le mot de passe n’est pas le bon. Vérifiez les deux."),
    "invalid_password_reset": _("Ce lien n’est plus valable. Demandez-en un autre."),
    "too_many_login_attempts": _("Trop d’essais. Attendez cinq minutes, puis recommencez."),
    "unverified_primary_email": _("Confirmez d’abord votre adresse e-mail."),
    "same_as_current": _("C’est déjà l’adresse de votre compte."),
    "rate_limited": _("Trop de demandes. Attendez un peu, puis recommencez."),
}
SECOND_FACTOR_ERRORS = {
    "add_email_blocked": _("Retirez d’abord la vérification en deux étapes."),
    "cannot_delete_authenticator": _("Cette vérification ne peut pas être retirée."),
    "cannot_generate_recovery_codes": _(
        "Activez d’abord une application de vérification ou une clé d’accès."
    ),
    "incorrect_code": ERRORS["incorrect_code"],
    "unverified_email": _(
        "Confirmez d’abord votre adresse e-mail : elle sert si vous perdez le second facteur."
    ),
}
IDENTITY_ERRORS = {
    "email_taken": _("Un compte a déjà cette adresse. Connectez-vous, puis reliez %s."),
    "invalid_token": _("La réponse du fournisseur d’identité n’est pas valable."),
    "no_password": _("Choisissez d’abord un mot de passe, pour ne pas perdre l’accès."),
    "no_verified_email": _("Confirmez d’abord votre adresse e-mail."),
    "disconnect_last": _("C’est votre seul moyen d’entrer : choisissez d’abord un mot de passe."),
    "connected_other": _("Cette identité ouvre déjà un autre compte."),
}
