"""Who may open the addresses of the open data."""

from tests.audiences import Audience

ACCESS = {
    "opendata:opendata": Audience.EVERYBODY,
    "opendata:dump_file": Audience.EVERYBODY,
    "identifiers:identifier": Audience.EVERYBODY,
    "identifiers:citation": Audience.EVERYBODY,
    "identifiers:catalogue": Audience.EVERYBODY,
}
