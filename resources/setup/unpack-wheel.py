"""Unpacks the needed files of a wheel where pip would place them, and checks every file against the wheel's own RECORD.

usage: unpack-wheel.py WHEEL FOLDER PATTERN
PATTERN is a regular expression that the whole path inside the wheel must match. Prints `bytes DONE WHOLE` as it goes,
and at the end one JSON line: {"wheel", "requires": [...], "files": {path: {"size", "sha256"}}}.
"""

import base64
import csv
import hashlib
import io
import json
import os
import re
import sys
import zipfile

BLOCK = 1 << 22


def recorded_checksums(wheel):
    name = next(n for n in wheel.namelist() if re.fullmatch(r"[^/]+\.dist-info/RECORD", n))
    rows = csv.reader(io.TextIOWrapper(wheel.open(name), encoding="utf-8"))
    return {row[0]: row[1].partition("=")[2] for row in rows if row and row[1].startswith("sha256=")}


def requirements(wheel):
    name = next(n for n in wheel.namelist() if re.fullmatch(r"[^/]+\.dist-info/METADATA", n))
    lines = wheel.read(name).decode("utf-8").split("\n\n")[0].splitlines()
    return [line.partition(":")[2].strip() for line in lines if line.startswith("Requires-Dist:")]


def unpack(wheel, entry, folder, report):
    target = os.path.join(folder, entry.filename)
    os.makedirs(os.path.dirname(target), exist_ok=True)
    digest = hashlib.sha256()
    with wheel.open(entry) as source, open(target, "wb") as out:
        while block := source.read(BLOCK):
            digest.update(block)
            out.write(block)
            report(len(block))
        out.flush()
        os.fsync(out.fileno())
    mode = entry.external_attr >> 16
    os.chmod(target, 0o755 if mode & 0o100 else 0o644)
    return digest


def main(path, folder, pattern):
    with zipfile.ZipFile(path) as wheel:
        recorded = recorded_checksums(wheel)
        wanted = [e for e in wheel.infolist() if not e.is_dir() and re.fullmatch(pattern, e.filename)]
        whole = sum(e.file_size for e in wanted)
        done = 0

        def report(count):
            nonlocal done
            done += count
            print("bytes", done, whole, flush=True)

        files = {}
        for entry in wanted:
            if entry.filename.startswith("/") or ".." in entry.filename.split("/"):
                sys.exit(f"{path}: refuses to unpack {entry.filename}")
            digest = unpack(wheel, entry, folder, report)
            checksum = base64.urlsafe_b64encode(digest.digest()).rstrip(b"=").decode()
            if recorded.get(entry.filename) != checksum:
                sys.exit(f"{path}: {entry.filename} does not have the checksum of RECORD")
            files[entry.filename] = {"size": entry.file_size, "sha256": digest.hexdigest()}
        print(json.dumps({"wheel": os.path.basename(path), "requires": requirements(wheel), "files": files}))


if __name__ == "__main__":
    try:
        main(*sys.argv[1:4])
    except (zipfile.BadZipFile, StopIteration) as error:
        sys.exit(f"{sys.argv[1]}: is not an intact wheel ({error})")
