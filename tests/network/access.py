"""Who may open the addresses of people in organisations."""

from tests.audiences import Audience

ACCESS = {
    "network:mine": Audience.SIGNED_IN,
    "network:join": Audience.SIGNED_IN,
    "network:requests": Audience.ANIMATOR,
    "network:members": Audience.OBJECT,
    "network:accept": Audience.OBJECT,
    "network:refuse": Audience.OBJECT,
    "network:role": Audience.OBJECT,
    "network:leave": Audience.OBJECT,
    "network:withdraw": Audience.OBJECT,
    "network:invitation": Audience.SIGNED_LINK,
}
