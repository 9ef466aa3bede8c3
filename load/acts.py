"""What the chair does at the console, by its forms."""

from __future__ import annotations

import re

from load.site import Hall
from load.web import Answer, Forms, Lost


async def act(hall: Hall, name: str, **fields: str) -> Answer:
    """Do something at the chair's console, by its form there. Raises Lost where it is refused."""
    console, path = f"{hall.hall}run/", f"{hall.hall}{name}/"
    form = Forms((await hall.chair.get(console)).text).to(path)
    answer = await hall.chair.send(form, console, **fields)
    if answer.status != 302:
        said = re.search(r'role="alert">\s*<p>(.*?)</p>', answer.text, re.DOTALL)
        raise Lost(f"“{name}” was refused: {said[1] if said else answer.status}")
    return answer
