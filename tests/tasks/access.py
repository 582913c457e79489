"""Who may open the addresses of background work."""

from tests.audiences import Audience

ACCESS = {
    "tasks:list": Audience.ADMINISTRATOR,
    "tasks:retry": Audience.ADMINISTRATOR,
    "tasks:cancel": Audience.ADMINISTRATOR,
    "tasks:stop": Audience.ADMINISTRATOR,
}
