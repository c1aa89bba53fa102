"""A parcel: one ZIP of files with a manifest, the same bytes for the same content, and the proof of it.

Nothing is compressed and every time is the same, so that a parcel made again from what is in it is the same
to the last byte: a byte changed anywhere in it, also between the files, is found.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping
from pathlib import Path

from worker.errors import Damaged
from worker.outside.data.chain import sha256_of

MANIFEST = "MANIFEST.sha256"
_NEVER = (1980, 1, 1, 0, 0, 0)
"""The earliest time a ZIP can say: it says nothing."""
_LINE = re.compile(r"(?P<sha256>[0-9a-f]{64})  (?P<name>[^\n]+)")


def pack(folder: str, files: Mapping[str, bytes]) -> bytes:
    """Return a ZIP of ``files`` by name, all in one folder, with a manifest for ``sha256sum -c``."""
    return _zip(folder, {**files, MANIFEST: list_files(files)})


def list_files(files: Mapping[str, bytes]) -> bytes:
    """Return the manifest of some files, in order of their names."""
    return "".join(f"{sha256_of(data)}  {name}\n" for name, data in sorted(files.items())).encode()


def _zip(folder: str, files: Mapping[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_STORED) as parcel:
        for name, data in sorted(files.items()):
            entry = zipfile.ZipInfo(f"{folder}/{name}", _NEVER)
            entry.create_system = 3
            entry.external_attr = 0o100600 << 16
            parcel.writestr(entry, data)
    return made.getvalue()


def unpack(path: Path) -> tuple[str, dict[str, bytes]]:
    """Return the folder of a parcel and its files by name. Raises Damaged when it cannot be read as one."""
    try:
        with zipfile.ZipFile(path) as parcel:
            entries = parcel.infolist()
            if any(entry.compress_type != zipfile.ZIP_STORED for entry in entries):
                raise Damaged(
                    f"{path} was packed by another program: headsup case export compresses nothing."
                )
            found = {entry.filename: parcel.read(entry) for entry in entries}
    except (zipfile.BadZipFile, NotImplementedError, ValueError, RuntimeError, EOFError) as error:
        raise Damaged(f"{path} is no ZIP that can be read, or is damaged: {error}.") from error
    folders = {name.partition("/")[0] for name in found}
    if len(folders) != 1 or not all("/" in name for name in found):
        raise Damaged(f"{path} is not a file that headsup case export made.")
    (folder,) = folders
    return folder, {name.partition("/")[2]: data for name, data in found.items()}


def verify_parcel(path: Path) -> tuple[str, ...]:
    """Return, in words, every file of a parcel that is changed, missing or strange, and any other change."""
    folder, files = unpack(path)
    manifest = files.get(MANIFEST)
    if manifest is None:
        return (f"{path}: {MANIFEST} is missing",)
    listed: dict[str, str] = {}
    problems = []
    for line in manifest.decode("utf-8", "replace").splitlines():
        match = _LINE.fullmatch(line)
        if match is None:
            problems.append(f"{path}: {MANIFEST} holds a line that is none of its own: {line[:80]}")
        else:
            listed[match["name"]] = match["sha256"]
    for name, sha256 in listed.items():
        if name not in files:
            problems.append(f"{path}: {name} is missing")
        elif sha256_of(files[name]) != sha256:
            problems.append(f"{path}: {name} was changed")
    problems += [f"{path}: {name} was put there" for name in files if name not in {MANIFEST, *listed}]
    if not problems and _zip(folder, files) != path.read_bytes():
        problems.append(f"{path}: something between its files was changed")
    return tuple(problems)
