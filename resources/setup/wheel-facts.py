"""Prints what tensorflow-wheels.mjs says of wheels: path on PyPI, size, SHA-256, and size of the needed files inside.

usage: wheel-facts.py REQUIREMENT PLATFORM...
for instance: wheel-facts.py 'tensorflow[and-cuda]==2.21.0' manylinux_2_27_x86_64 manylinux_2_17_x86_64
pip decides on the versions, as for an installation; only the directory at the end of each wheel is downloaded.
"""

import io
import json
import re
import subprocess
import sys
import urllib.request
import zipfile

# As in src-main/application/tensorflow/unpack-wheel.ts.
NEEDED = re.compile(r"tensorflow/libtensorflow_(cc|framework)\.so\.2|nvidia/(?!.*/include/).*[^/]")
BLOCK = 1 << 20


class RemoteFile(io.RawIOBase):
    """A file of a web server that answers Range requests."""

    def __init__(self, url):
        self.url = url
        self.position = 0
        with urllib.request.urlopen(urllib.request.Request(url, method="HEAD")) as answer:
            self.size = int(answer.headers["content-length"])

    def readable(self):
        return True

    def seekable(self):
        return True

    def tell(self):
        return self.position

    def seek(self, offset, whence=io.SEEK_SET):
        self.position = offset + {io.SEEK_SET: 0, io.SEEK_CUR: self.position, io.SEEK_END: self.size}[whence]
        return self.position

    def readinto(self, buffer):
        end = min(self.position + len(buffer), self.size)
        if end <= self.position:
            return 0
        asked = urllib.request.Request(self.url, headers={"Range": f"bytes={self.position}-{end - 1}"})
        with urllib.request.urlopen(asked) as answer:
            data = answer.read()
        buffer[: len(data)] = data
        self.position += len(data)
        return len(data)


def chosen_wheels(requirement, platforms):
    """The wheels of TensorFlow and NVIDIA that pip would install: their names, addresses and checksums."""
    command = [sys.executable, "-m", "pip", "install", "--quiet", "--dry-run", "--ignore-installed", "--report", "-"]
    command += ["--only-binary=:all:", "--implementation", "cp", "--python-version", "3.12", "--target", "nowhere"]
    for platform in platforms:
        command += ["--platform", platform]
    report = json.loads(subprocess.run([*command, requirement], check=True, stdout=subprocess.PIPE).stdout)
    for wheel in report["install"]:
        name = wheel["metadata"]["name"].lower()
        if name.startswith(("tensorflow", "nvidia")):
            source = wheel["download_info"]
            yield name, source["url"], source["archive_info"]["hashes"]["sha256"]


def main(requirement, *platforms):
    wheels = chosen_wheels(requirement, platforms)
    for _, url, checksum in sorted(wheels, key=lambda wheel: (not wheel[0].startswith("tensorflow"), wheel[0])):
        remote = RemoteFile(url)
        with zipfile.ZipFile(io.BufferedReader(remote, BLOCK)) as archive:
            unpacked = sum(entry.file_size for entry in archive.infolist() if NEEDED.fullmatch(entry.filename))
        print(f"wheel('{url.partition('/packages/')[2]}', {remote.size:_}, '{checksum}', {unpacked:_}),")


if __name__ == "__main__":
    main(*sys.argv[1:])
