"""How fresh what a sheet says is: the day somebody last found it exact, and what that day was."""

from datetime import date
from typing import NamedTuple

from django.db import models
from django.utils.translation import gettext_lazy as _


class Basis(models.TextChoices):
    """What is known of the day: the sheet was checked, its source was read, or it came here."""

    CHECKED = "checked", _("dernière vérification")
    READ = "read", _("sources lues")
    ADDED = "added", _("ajoutée")


class Freshness(NamedTuple):
    """A day known to the year, the month or the day (ISO), and what happened then."""

    iso: str
    basis: Basis

    @property
    def day(self) -> date:
        """The first day that the date may mean."""
        year, month, day = [*self.iso.split("-"), "1", "1"][:3]
        return date(int(year), int(month), int(day))

    def anniversary(self, today: date) -> date | None:
        """The last whole year since, as a day; None within the first year."""
        years = today.year - self.day.year
        found = years_after(self.day, years)
        if found > today:
            years, found = years - 1, years_after(self.day, years - 1)
        return found if years > 0 else None

    def is_due(self, today: date) -> bool:
        """Tell whether a year has passed: somebody should look at the sheet again."""
        return self.anniversary(today) is not None


def years_after(day: date, years: int) -> date:
    """The same day so many years after; the 1st of March for a 29th of February that is not."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 3, 1)


def year_before(today: date) -> date:
    """The last day that is a whole year old on a given day.

    >>> year_before(date(2024, 2, 29)), year_before(date(2025, 3, 1))
    (datetime.date(2023, 2, 28), datetime.date(2024, 3, 1))
    """
    try:
        return today.replace(year=today.year - 1)
    except ValueError:
        return date(today.year - 1, 2, 28)
