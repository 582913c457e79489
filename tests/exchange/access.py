"""Who may open the addresses of imports."""

from tests.audiences import Audience

ACCESS = {
    "exchange:imports": Audience.ANIMATOR,
    "exchange:run": Audience.OBJECT,
    "exchange:columns": Audience.OBJECT,
    "exchange:apply": Audience.OBJECT,
    "exchange:stop": Audience.OBJECT,
    "exchange:report": Audience.OBJECT,
}
