"""Official territories, as the exchange layout states them."""

from alliage.territories.models import Level, Territory


def stated_place(place: Territory) -> dict[str, str | None]:
    """State an official territory as files do."""
    department = place if place.level == Level.DEPARTMENT else place.department
    region = place if place.level == Level.REGION else place.region
    return {
        "level": place.level,
        "name": place.name,
        "department_code": department.code if department else None,
        "region_name": region.name if region else None,
    }
