"""Who may open each address of the accounts context."""

from tests.audiences import Audience

EVERYBODY, SIGNED_IN = Audience.EVERYBODY, Audience.SIGNED_IN
SIGNED_LINK = Audience.SIGNED_LINK

ACCESS = {
    "accounts:account": SIGNED_IN,
    "account_login": EVERYBODY,
    "account_logout": EVERYBODY,
    "account_signup": EVERYBODY,
    "account_inactive": EVERYBODY,
    "account_reauthenticate": SIGNED_IN,
    "account_email": SIGNED_IN,
    "account_email_verification_sent": EVERYBODY,
    "account_confirm_email": SIGNED_LINK,
    "account_change_password": SIGNED_IN,
    "account_set_password": SIGNED_IN,
    "account_reset_password": EVERYBODY,
    "account_reset_password_done": EVERYBODY,
    "account_reset_password_from_key": SIGNED_LINK,
    "account_reset_password_from_key_done": EVERYBODY,
    "mfa_index": SIGNED_IN,
    "mfa_authenticate": EVERYBODY,
    "mfa_reauthenticate": SIGNED_IN,
    "mfa_activate_totp": SIGNED_IN,
    "mfa_deactivate_totp": SIGNED_IN,
    "mfa_view_recovery_codes": SIGNED_IN,
    "mfa_generate_recovery_codes": SIGNED_IN,
    "mfa_download_recovery_codes": SIGNED_IN,
    "mfa_login_webauthn": EVERYBODY,
    "mfa_list_webauthn": SIGNED_IN,
    "mfa_add_webauthn": SIGNED_IN,
    "mfa_reauthenticate_webauthn": SIGNED_IN,
    "mfa_edit_webauthn": SIGNED_IN,
    "mfa_remove_webauthn": SIGNED_IN,
    "socialaccount_connections": SIGNED_IN,
    "socialaccount_signup": EVERYBODY,
    "socialaccount_login_cancelled": EVERYBODY,
    "openid_connect_login": EVERYBODY,
    "openid_connect_callback": EVERYBODY,
    "accounts:my_data": Audience.SIGNED_IN,
    "accounts:export": Audience.SIGNED_IN,
    "accounts:erased": EVERYBODY,
    "accounts:erase": Audience.SIGNED_IN,
    "accounts:consent": Audience.OBJECT,
    "accounts:journal": Audience.ADMINISTRATOR,
}
