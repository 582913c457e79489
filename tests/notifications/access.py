"""Who may open the addresses of notifications."""

from tests.audiences import Audience

ACCESS = {
    "notifications:list": Audience.SIGNED_IN,
    "notifications:read": Audience.SIGNED_IN,
    "notifications:read_all": Audience.SIGNED_IN,
    "notifications:preferences": Audience.SIGNED_IN,
    "notifications:unsubscribe": Audience.SIGNED_LINK,
    "notifications:outbox": Audience.ADMINISTRATOR,
    "notifications:send_again": Audience.ADMINISTRATOR,
}
