"""The process that makes a copy to look at of a picture that few programs open: a child like the eyes' own.

It is given one picture and answers with a JPEG, or says in words why there is none.
"""

from __future__ import annotations

from io import BytesIO

from worker.outside.apart.confined import Answer, lock_in, say, serve, take_channel

MEMORY = 1 << 30
CPU_SECONDS = 60
_QUALITY = 85
"""Of 95: the words of a screenshot stay sharp."""


def main() -> None:
    """Serve until the input ends."""
    reader, writer = take_channel()
    lock_in(MEMORY, CPU_SECONDS)
    try:
        from worker.outside.eyes import picture  # noqa: F401  loaded while files may still be opened
    except Exception as error:  # noqa: BLE001  whatever it is, the parent is told in words
        say(writer, {"problem": str(error) or type(error).__name__})
        return
    serve(reader, writer, _copy)


def _copy(data: bytes, _: float) -> Answer:
    from worker.outside.eyes.picture import Refused, open_picture

    try:
        copy = BytesIO()
        open_picture(data).save(copy, "JPEG", quality=_QUALITY)
    except Refused as refused:
        return {"problem": str(refused)}, ()
    except MemoryError:
        return {"problem": "it needs more memory than a copy may take"}, ()
    except Exception as error:  # noqa: BLE001  one sick picture is one answer in words
        return {"problem": f"it could not be copied ({type(error).__name__})"}, ()
    return {}, (copy.getvalue(),)


if __name__ == "__main__":
    main()
