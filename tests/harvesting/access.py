"""Who may open the addresses of harvesting."""

from tests.audiences import Audience

ACCESS = {"oai:provider": Audience.EVERYBODY}
