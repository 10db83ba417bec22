"""Makes methods.json, what the sandbox models of the Bot API, out of the published specification.

python -m sandbox.modelled ../shared/bot-api/api.min.json
"""

import json
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TypeAlias, cast

from sandbox.telegram.messages import Json
from sandbox.telegram.server import METHODS_BY_NAME
from sandbox.telegram.spec import MODELLED

Document: TypeAlias = Mapping[str, Mapping[str, Json]]
ARRAY = "Array of "


def modelled(document: Document, names: Iterable[str] = METHODS_BY_NAME.values()) -> Json:
    """The methods, and every type they take, give or deliver as an update."""
    methods = {name: bare(document["methods"][name]) for name in sorted(names)}
    roots = ["Update"]
    for method in methods.values():
        roots += cast(list[str], method["returns"])
        roots += [kind for field in fields(method) for kind in cast(list[str], field["types"])]
    types = {name: bare(document["types"][name]) for name in sorted(reached(document, roots))}
    return {"version": document["version"], "methods": methods, "types": types}


def bare(entry: Json) -> Json:
    """Without what is written for people."""
    kept: Json = {name: entry[name] for name in ("returns", "subtypes") if name in entry}
    listed = [{key: one[key] for key in ("name", "types", "required")} for one in fields(entry)]
    return kept | ({"fields": listed} if listed else {})


def fields(entry: Json) -> list[Json]:
    return cast(list[Json], entry.get("fields", []))


def reached(document: Document, roots: Iterable[str]) -> set[str]:
    found: set[str] = set()
    waiting = list(roots)
    while waiting:
        name = waiting.pop().replace(ARRAY, "")
        if name in found or name not in document["types"]:
            continue
        found.add(name)
        entry = document["types"][name]
        waiting += cast(list[str], entry.get("subtypes", []))
        waiting += [kind for field in fields(entry) for kind in cast(list[str], field["types"])]
    return found


def written(model: Json) -> str:
    """A line a method and a type, so that a change shows where it is."""
    parts = [f'"version": {json.dumps(model["version"])}']
    for kind in ("methods", "types"):
        entries = cast(dict[str, Json], model[kind]).items()
        lines = ",\n".join(f"{json.dumps(name)}: {json.dumps(entry)}" for name, entry in entries)
        parts.append(f'"{kind}": {{\n{lines}\n}}')
    return "{\n" + ",\n".join(parts) + "\n}\n"


def main(source: Path) -> None:
    MODELLED.write_text(written(modelled(json.loads(source.read_text("utf-8")))), "utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
