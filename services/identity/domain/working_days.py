"""The days on which the house works, in France."""

from datetime import date, timedelta

_FIXED = {(1, 1), (5, 1), (5, 8), (7, 14), (8, 15), (11, 1), (11, 11), (12, 25)}
_AFTER_EASTER = (1, 39, 50)
"""Easter Monday, Ascension, Whit Monday."""


def is_working_day(day: date) -> bool:
    """Article L. 3133-1 of the Code du travail names the others, besides Saturday and Sunday."""
    easter = easter_sunday(day.year)
    holidays = {easter + timedelta(days=days) for days in _AFTER_EASTER}
    return day.weekday() < 5 and (day.month, day.day) not in _FIXED and day not in holidays


def easter_sunday(year: int) -> date:
    """The Sunday after the full moon of the church's calendar, which is never before 21 March."""
    century, place = year // 100, year % 19
    leap_years_left_out = century - century // 4
    moon_moved_by = (8 * century + 13) // 25
    moon = (19 * place + leap_years_left_out - moon_moved_by + 15) % 30
    moon -= moon == 29 or (moon == 28 and place > 10)
    full_moon = date(year, 3, 21) + timedelta(days=moon)
    return full_moon + timedelta(days=6 - full_moon.weekday() or 7)
