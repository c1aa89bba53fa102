"""The process that reads pictures: a child without files to write, without network, with little of all else.

It is given one picture at a time on its standard input (a line with the size and the seconds it has, then
the bytes) and answers each with one line of JSON on its standard output; an end of input ends it. What it
opens are attachments from anywhere, so it is built to be lost: the parent kills it when it is late and
believes nothing it says.
"""

from __future__ import annotations

from typing import Any

from worker.outside.apart.confined import Answer, lock_in, say, serve, take_channel

MEMORY = 3 << 30
"""Address space. The engine maps 1.3 GB, of which about 0.7 GB are in use."""
CPU_SECONDS = 1_200
_PLAIN = 0.95
"""Letters that are read upside down are less sure than this."""


def main() -> None:
    """Serve until the input ends."""
    reader, writer = take_channel()
    lock_in(MEMORY, CPU_SECONDS)
    try:
        from worker.outside.eyes.ocr import Engine

        engine = Engine()
    except Exception as error:  # noqa: BLE001  whatever it is, the parent is told in words
        say(writer, {"problem": str(error) or type(error).__name__})
        return

    def look(data: bytes, until: float) -> Answer:
        return _look(engine, data, until), ()

    serve(reader, writer, look)


def _look(engine: Any, data: bytes, until: float) -> dict[str, Any]:
    from worker.outside.eyes.looks import look_of
    from worker.outside.eyes.ocr import is_turned
    from worker.outside.eyes.picture import Refused, open_picture

    try:
        picture = open_picture(data)
        lines, cut = engine.lines(picture, until)
        if is_turned(lines):
            lines, cut, picture = _turned(engine, picture, until)
        return {
            "cut": cut,
            "looks": look_of(picture),
            "width": picture.width,
            "height": picture.height,
            "lines": lines,
        }
    except Refused as refused:
        return {"problem": str(refused)}
    except MemoryError:
        return {"problem": "it needs more memory than reading may take"}
    except Exception as error:  # noqa: BLE001  one sick picture is one answer in words
        return {"problem": f"it could not be read ({type(error).__name__})"}


def _turned(engine: Any, picture: Any, until: float) -> tuple[list[dict[str, Any]], bool, Any]:
    """A picture lying on its side, read the right way up: the second way only if the first is senseless."""
    ways = []
    for angle in (90, 270):
        upright = picture.rotate(angle, expand=True)
        lines, cut = engine.lines(upright, until)
        if lines and _certainty(lines) >= _PLAIN * sum(len(line["text"]) for line in lines):
            return lines, cut, upright
        ways.append((lines, cut, upright))
    return max(ways, key=lambda way: _certainty(way[0]))


def _certainty(lines: list[dict[str, Any]]) -> float:
    """How much was read, and how surely."""
    return float(sum(line["confidence"] * len(line["text"]) for line in lines))


if __name__ == "__main__":
    main()
