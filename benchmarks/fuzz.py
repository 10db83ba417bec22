"""Updates from the published specification, another ten thousand each time."""

import secrets
import tempfile
import time
from pathlib import Path

from hypothesis import Phase, settings

from storage.migrate import migrate
from tests.engine.fuzzing import fuzz, fuzzing

UPDATES = 10_000
ROUNDS = 20
HARMLESS = settings(max_examples=UPDATES // ROUNDS, phases=[Phase.generate, Phase.shrink])


def fuzz_all(seed: int | None = None) -> None:
    """Prints how it went; an update that does harm is printed as JSON, the smallest found."""
    first = secrets.randbelow(1_000_000) if seed is None else seed
    began, met, harm = time.perf_counter(), 0, ""
    with tempfile.TemporaryDirectory() as folder:
        template = Path(folder) / "template.db"
        migrate(f"sqlite:///{template}")
        for number in range(ROUNDS):
            with fuzzing(template, Path(folder)) as one:
                try:
                    fuzz(one, HARMLESS, seed=first + number)
                except AssertionError as error:
                    harm = f"seed {first + number}: {error}"
                met += one.met
    seconds = time.perf_counter() - began
    print(f"fuzz: {met} updates in {seconds:.0f} s, seed {first}")
    print(harm or f"{'none leaves a handler':28} goal none: met")
    if harm:
        print(f"{'some did harm':28} goal none: MISSED")
