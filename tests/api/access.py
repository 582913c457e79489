"""Who may open the addresses of the api context, and of the interface itself."""

from tests.audiences import Audience

ACCESS = {
    "api:documentation": Audience.EVERYBODY,
    "api:tokens": Audience.SIGNED_IN,
    "api:revoke": Audience.OBJECT,
    "rest:openapi-json": Audience.EVERYBODY,
    "rest:api-root": Audience.EVERYBODY,
    "rest:index": Audience.EVERYBODY,
    "rest:alliances": Audience.EVERYBODY,
    "rest:alliance": Audience.EVERYBODY,
    "rest:resources": Audience.EVERYBODY,
    "rest:resource": Audience.EVERYBODY,
    "rest:organisations": Audience.EVERYBODY,
    "rest:organisation": Audience.EVERYBODY,
    "rest:centres": Audience.EVERYBODY,
    "rest:centre": Audience.EVERYBODY,
    "rest:territories": Audience.EVERYBODY,
    "rest:territory": Audience.EVERYBODY,
    "rest:goals": Audience.EVERYBODY,
    "rest:goal": Audience.EVERYBODY,
    "rest:targets": Audience.EVERYBODY,
    "rest:domains": Audience.EVERYBODY,
    "rest:vocabularies": Audience.EVERYBODY,
    "rest:vocabulary": Audience.EVERYBODY,
    "rest:partnership_types": Audience.EVERYBODY,
    "rest:unknown": Audience.EVERYBODY,
}
