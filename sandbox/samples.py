"""What a person sends without having a file at hand."""

import io
import math
import wave

HERTZ = 4_000
TONE_HERTZ = 220
SECONDS = 2


def voice() -> tuple[str, bytes]:
    """A soft tone that a browser plays."""
    written = io.BytesIO()
    with wave.open(written, "wb") as tone:
        tone.setnchannels(1)
        tone.setsampwidth(1)
        tone.setframerate(HERTZ)
        tone.writeframes(bytes(level(place) for place in range(HERTZ * SECONDS)))
    return "voice.wav", written.getvalue()


def level(place: int) -> int:
    fading = 1 - place / (HERTZ * SECONDS)
    return 128 + round(60 * fading * math.sin(math.tau * TONE_HERTZ * place / HERTZ))
