"""The command line: how a command begins and ends. What there is to say is in `worker.arguments`."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Sequence

from worker.arguments import make_parser
from worker.errors import Damaged, Misconfigured, Unreachable
from worker.opening import DONE, NEEDS_A_PERSON, TRY_AGAIN
from worker.terminal import RED, has_colour, paint

BAD_USAGE, INTERRUPTED = 2, 130


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    options = make_parser().parse_args(arguments)
    _write_anything(json_only=getattr(options, "json", False))
    try:
        code = int(options.command(options))
        sys.stdout.flush()
    except Misconfigured as error:
        return _complain(BAD_USAGE, "This must be put right first:", *error.problems)
    except Damaged as error:
        return _complain(NEEDS_A_PERSON, "Headsup has stopped, so that nothing is lost:", str(error))
    except Unreachable as error:
        return _complain(TRY_AGAIN, "Not now, try again later:", str(error))
    except BrokenPipeError:  # the reader of our output has gone, and wants no more of it
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except OSError as error:
        where = f"{error.filename}: " if error.filename else ""
        problem = f"{where}{error.strerror or error}. Nothing was lost."
        return _complain(TRY_AGAIN, "This machine said no, try again later:", problem)
    except KeyboardInterrupt:
        return INTERRUPTED
    return code


def _complain(code: int, heading: str, *problems: str) -> int:
    from worker.reading.message.unseen import clean

    sys.stdout.flush()
    heading = paint(heading, RED, colour=has_colour(sys.stderr))
    print(heading, *(f"  - {clean(problem)}" for problem in problems), sep="\n", file=sys.stderr)
    return code


def _write_anything(*, json_only: bool) -> None:
    """No name or word in a mail may stop the printing of it; JSON is UTF-8 everywhere (RFC 8259 §8.1)."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8" if json_only else None, errors="backslashreplace")


if __name__ == "__main__":
    sys.exit(main())
