"""Who may open the addresses of harvesting."""

from tests.audiences import Audience

ACCESS = {
    "oai:provider": Audience.EVERYBODY,
    "harvesting:sources": Audience.ADMINISTRATOR,
    "harvesting:new": Audience.ADMINISTRATOR,
    "harvesting:source": Audience.ADMINISTRATOR,
    "harvesting:edit": Audience.ADMINISTRATOR,
    "harvesting:harvest": Audience.ADMINISTRATOR,
    "harvesting:stop": Audience.ADMINISTRATOR,
    "harvesting:run": Audience.ADMINISTRATOR,
}
