"""Keeps todos."""
from __future__ import annotations

import json


class Store:
    def __init__(self, items: list[str] | None = None) -> None:
        self.items = items or []

    def add(self, title: str) -> None:
        match title.split():
            case [word]:
                self.items.append(f"{word!r:>{10}}")
            case _:
                raise ValueError(title)


print(json.dumps([x for x in (1, 2) if x]))
