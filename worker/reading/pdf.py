"""PDFs: the pictures in them, taken out within strict bounds."""

from __future__ import annotations

from worker.reading.documents import MOST_PICTURES, Document


def read_pdf(data: bytes, most: int) -> Document:
    """Take out a PDF's JPEG pictures as they lie in it (ISO 32000-1 §7.4.8); its text is not read."""
    found, at = Document(), data.find(b"/DCTDecode")
    while at >= 0 and len(found.pictures) < MOST_PICTURES:
        begins = data.find(b"\xff\xd8\xff", at, at + 1_000)
        if begins >= 0 and b"stream" in data[at:begins]:
            ends = data.find(b"endstream", begins)
            at = len(data) if ends < 0 else ends
            most -= at - begins
            if most < 0:
                found.problem = "unpacks to more than can be read"
                break
            found.pictures.append((f"picture {len(found.pictures) + 1}.jpg", data[begins:at].rstrip(b"\r\n")))
        at = data.find(b"/DCTDecode", at + 1)
    return found
