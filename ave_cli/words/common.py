"""Words that several screens share: dates."""

_MONTHS = (
    *("januari", "februari", "maart", "april", "mei", "juni", "juli"),
    *("augustus", "september", "oktober", "november", "december"),
)


def day(iso: str) -> str:
    year, month, number = iso[:10].split("-")
    return f"{int(number)} {_MONTHS[int(month) - 1]} {year}"


def day_or_text(date: str) -> str:
    """A date in words; what is no ISO date stands for itself."""
    parts = date.split("-")
    return day(date) if len(parts) == 3 and all(one.isdigit() for one in parts) and 0 < int(parts[1]) < 13 else date
