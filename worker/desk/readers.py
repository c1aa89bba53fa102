"""Who reads for the desk, each in its own time: mails, the pictures in them, their signatures."""

from __future__ import annotations

from dataclasses import dataclass, field

from worker.desk.eyesight import Eyesight
from worker.desk.proof import Signatures
from worker.outside.reader.expecting import Here, MailReader


@dataclass(frozen=True, slots=True)
class Readers:
    """Mails are read here where nobody else does; without the others pictures and signatures stay unread."""

    mails: MailReader = field(default_factory=Here)
    pictures: Eyesight | None = None
    signatures: Signatures | None = None
