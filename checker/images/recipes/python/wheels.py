"""Repack unpacked Debian packages as wheels: wheels.py DEBS WHEELS.

Debian ships each distribution's files and METADATA, but no RECORD. A wheel is a zip of the files, METADATA, WHEEL and
RECORD (PyPA's "Binary distribution format"), so that is all that is added.
"""

import base64
import hashlib
import re
import shutil
import sys
import zipfile
from email.parser import Parser
from pathlib import Path

from packaging.requirements import InvalidRequirement, Requirement
from packaging.utils import canonicalize_name

TAG = f"cp{sys.version_info.major}{sys.version_info.minor}"
# Debian's name for a part of setuptools.
NO_DISTRIBUTION = {"pkg-resources"}
SITE = "usr/lib/python3/dist-packages"
ARCH = f"linux_{__import__('platform').machine()}"


def record_line(name: str, data: bytes) -> str:
    digest = base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b"=").decode()
    return f"{name},sha256={digest},{len(data)}"


def requirements_of(info: Path) -> list[str]:
    """What setuptools' older folder asks for; what stands there unconditionally, Debian may have moved to its own list."""
    file = info / "requires.txt"
    plain = file.read_text().split("[")[0].split() if file.is_file() else []
    debian = info.parents[len(Path(SITE).parts)] / "DEPENDS"
    names = re.findall(r"(?:^|, )python3-([a-z0-9.-]+)(?: \([^)]*\))?(?=,|$)", debian.read_text().strip())
    return plain or [name for name in names if name not in NO_DISTRIBUTION]


def metadata_of(info: Path) -> tuple[str, str, str]:
    """Name, version and METADATA text of a .dist-info folder, or of setuptools' older .egg-info folder or file."""
    file = info
    if info.is_dir():
        file = info / ("METADATA" if info.suffix == ".dist-info" else "PKG-INFO")
    text = file.read_text(encoding="utf-8")
    headers = Parser().parsestr(text, headersonly=True)
    if info.suffix == ".egg-info" and "Requires-Dist" not in headers:
        text = "".join(f"Requires-Dist: {line}\n" for line in requirements_of(info)) + text
    return headers["Name"], headers["Version"], text


def relaxed(metadata: str, versions: dict[str, list[str]]) -> str:
    """Debian ships what it has tested together, also where that is older than a package asks for: drop such bounds."""
    lines = metadata.split("\n")
    for i, line in enumerate(lines):
        if not line.startswith("Requires-Dist: "):
            continue
        try:
            wanted = Requirement(line.removeprefix("Requires-Dist: "))
        except InvalidRequirement:
            continue
        have = versions.get(canonicalize_name(wanted.name), [])
        if have and not any(wanted.specifier.contains(version, prereleases=True) for version in have):
            wanted.specifier = type(wanted.specifier)()
            lines[i] = f"Requires-Dist: {wanted}"
    return "\n".join(lines)


def members_of(site: Path, info: Path, alone: bool) -> list[Path]:
    """The files of one distribution; where several share a package, those under its top-level names."""
    files = [f for f in site.rglob("*") if f.is_file() and "__pycache__" not in f.parts]
    files = [f for f in files if not any(p.endswith((".dist-info", ".egg-info")) for p in f.relative_to(site).parts)]
    top = info / "top_level.txt"
    if alone or not info.is_dir() or not top.is_file():
        return files
    names = top.read_text().split()
    return [f for f in files if f.relative_to(site).parts[0].removesuffix(".py") in names]


def write_wheel(site: Path, info: Path, alone: bool, versions: dict[str, list[str]], out: Path) -> Path:
    name, version, metadata = metadata_of(info)
    metadata = relaxed(metadata, versions)
    members = members_of(site, info, alone)
    compiled = any(f.suffix == ".so" for f in members)
    tag = f"{TAG}-{TAG}-{ARCH}" if compiled else "py3-none-any"
    stem = f"{name.replace('-', '_')}-{version}"
    entries = {str(f.relative_to(site)): f.read_bytes() for f in members}
    for extra in ("entry_points.txt", "top_level.txt"):
        if info.is_dir() and (info / extra).is_file():
            entries[f"{stem}.dist-info/{extra}"] = (info / extra).read_bytes()
    entries[f"{stem}.dist-info/METADATA"] = metadata.encode()
    entries[f"{stem}.dist-info/WHEEL"] = (
        f"Wheel-Version: 1.0\nGenerator: workshop\nRoot-Is-Purelib: {str(not compiled).lower()}\nTag: {tag}\n".encode()
    )
    record = f"{stem}.dist-info/RECORD"
    lines = [record_line(path, data) for path, data in entries.items()]
    entries[record] = ("\n".join([*lines, f"{record},,"]) + "\n").encode()
    wheel = out / f"{stem}-{tag}.whl"
    with zipfile.ZipFile(wheel, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, data in entries.items():
            archive.writestr(path, data)
    return wheel


def main(debs: Path, out: Path) -> None:
    out.mkdir(parents=True)
    found = []
    for deb in sorted(debs.iterdir()):
        for ready in deb.glob("usr/share/python-wheels/*.whl"):
            shutil.copy(ready, out)
        infos = [*(deb / SITE).glob("*.dist-info"), *(deb / SITE).glob("*.egg-info")]
        found += [(deb / SITE, info, len(infos) == 1) for info in infos]
    versions: dict[str, list[str]] = {}
    for _, info, _ in found:
        name, version, _ = metadata_of(info)
        versions.setdefault(canonicalize_name(name), []).append(version)
    for site, info, alone in found:
        print(write_wheel(site, info, alone, versions, out).name)


main(Path(sys.argv[1]), Path(sys.argv[2]))
