"""format=flowed, undone: soft line breaks rejoined within each depth of quoting (RFC 3676 §4)."""

from __future__ import annotations


def unflow(text: str, delete_space: bool = False) -> str:
    """Return the text with its soft breaks joined; quotes get their ``> `` back, ``-- `` stays alone."""
    out: list[str] = []
    paragraph: list[str] = []
    depth_before = -1

    def flush() -> None:
        if paragraph:
            out.append("> " * depth_before + "".join(paragraph))
            paragraph.clear()

    for line in text.replace("\r\n", "\n").split("\n"):
        content = line.lstrip(">")
        depth = len(line) - len(content)
        content = content.removeprefix(" ")
        soft = content.endswith(" ") and content != "-- "
        if depth != depth_before or content == "-- ":
            flush()
        depth_before = depth
        paragraph.append(content[:-1] if soft and delete_space else content)
        if not soft:
            flush()
    flush()
    return "\n".join(out)
