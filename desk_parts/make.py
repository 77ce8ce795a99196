"""Makes the companion package of data, from which `analyysi desk-file` puts a desk together.

`make desk` runs it. The runtime is the npm package `pyodide`, and what unpacks the rest in the
browser is `xz-decompress`, both by `package-lock.json`; the one library with compiled code comes
from the Python index, by its entry in `requirements.lock`; the other libraries are those of the
environment. The shipped interpreter compiles all modules in Node (`inside.py`). The same checkout
and the same environment give the same bytes.
"""

from __future__ import annotations

import gzip
import io
import json
import re
import subprocess
import sys
import zipfile
from collections.abc import Iterable, Mapping
from hashlib import sha256
from importlib.metadata import Distribution, distribution
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

from analyysi.desk_file.build.packing import as_text, packed
from analyysi.desk_file.build.shipped import program_sha256, shipped_files

HERE = Path(__file__).parent
ROOT = HERE.parent
RUNTIME = HERE / "node_modules" / "pyodide"
UNXZ = HERE / "node_modules" / "xz-decompress" / "dist" / "package" / "xz-decompress.min.js"
PACKAGE = HERE / "analyysi_desk_parts"
PROGRAM = "analyysi"

COMPILED_LIBRARY = "pydantic-core"
"""The one library with compiled code; pydantic takes one version of it and no other."""
PLATFORM = (
    *("--python-version", "3.14", "--implementation", "cp", "--abi", "cp314"),
    *("--platform", "pyemscripten_2026_0_wasm32"),
)

LIBRARIES = (
    *("pydantic", "annotated-types", "typing-extensions", "typing-inspection"),
    *("jinja2", "markupsafe", "tomlkit"),
    *("openpyxl", "et-xmlfile", "defusedxml", "xlrd", "xlsxwriter"),
)
"""Libraries in pure Python: models, templates, terms files, spreadsheets read and written."""

NOT_WHOLE = (
    *("archive", "comparison/own", "comparison/trial", "desk", "drafting", "report/own_content"),
    *("report/papers", "report/pictures", "sources/answers", "sources/fetch"),
)
"""Rooms of the program of which some modules need a library that the desk has not; these modules
are left out. A module of another room that cannot be imported stops the making.
"""

NOT_NEEDED = frozenset(
    (
        *("_pyrepl", "antigravity", "bdb", "cProfile", "cmd", "code", "compileall"),
        *("ctypes", "doctest", "filecmp", "fileinput", "ftplib", "getpass", "imaplib", "mailbox"),
        *("modulefinder", "multiprocessing", "netrc", "nturl2path", "optparse", "pdb"),
        *("pickletools", "plistlib", "poplib", "profile", "pstats", "pty", "pyclbr", "pydoc"),
        *("rlcompleter", "sched", "shelve", "site-packages", "smtplib", "socketserver"),
        *("symtable", "tabnanny", "this", "timeit", "trace", "tty", "unittest", "venv", "wave"),
        *("webbrowser", "wsgiref", "xmlrpc", "zipapp", "__hello__", "__phello__"),
        # What Python has in C as well; what Windows needs; servers.
        *("_pyio", "_pydatetime", "_pydecimal"),
        *("asyncio/windows_events", "asyncio/windows_utils", "asyncio/proactor_events"),
        *("http/server", "logging/config", "logging/handlers"),
        # Of the libraries: an old library within pydantic, and its support of a type checker.
        *("pydantic/v1", "pydantic/mypy", "pydantic/color", "pydantic/experimental"),
        *("jinja2/ext", "jinja2/nativetypes", "annotated_types/test_cases", "pyodide/console"),
        *("defusedxml/lxml", "defusedxml/minidom", "defusedxml/pulldom", "defusedxml/xmlrpc"),
        *("defusedxml/expatbuilder", "xml/dom", "argparse", "configparser", "tracemalloc"),
        *("runpy", "getopt", "_py_abc", "py_compile", "concurrent/interpreters"),
        *("concurrent/futures/process", "asyncio/__main__", "asyncio/tools", "sysconfig/__main__"),
        *("email/_header_value_parser", "email/headerregistry", "email/contentmanager"),
    )
)
"""Modules for other work: debuggers, servers, mail, profiles, tests."""
ENCODINGS = re.compile(
    r"(encodings|__init__|aliases|ascii|cp1252|cp437|cp850|idna|latin_1|iso8859_1|iso8859_15"
    r"|mac_roman|punycode|raw_unicode_escape|unicode_escape|utf_.*|charmap)"
)
"""Encodings of texts and of names in archives that people send; there are sixty others."""

DAY = (1980, 1, 1, 0, 0, 0)
"""The day of every file in an archive: the same inputs give the same bytes."""


def main() -> None:
    """Make the package's files, all or none."""
    PACKAGE.mkdir(exist_ok=True)
    with TemporaryDirectory(prefix="desk-parts-") as folder:
        staged, compiled = Path(folder, "staged"), Path(folder, "compiled")
        compiled.mkdir()
        sources = stage(staged)
        command = ["node", str(HERE / "inside.mjs"), str(staged), str(compiled), PROGRAM]
        run(command)
        seen = json.loads((compiled / "seen.json").read_text(encoding="utf-8"))
        check(seen)
        parts = put_together(staged, compiled, seen)
    parts["licences.txt"] = licences().encode()
    record = {
        "program": program_sha256(),
        "python": seen["python"],
        "runtime": npm_version("pyodide"),
        "libraries": sources,
        "left out": sorted(seen["not importable"]),
        "sha256": {name: sha256(content).hexdigest() for name, content in sorted(parts.items())},
    }
    parts["parts.json"] = f"{json.dumps(record, indent=1, sort_keys=True)}\n".encode()
    parts["__init__.py"] = b'"""The parts of the desk in one file, as data."""\n'
    for path in PACKAGE.iterdir():
        path.unlink()
    for name, content in parts.items():
        (PACKAGE / name).write_bytes(content)
        sys.stdout.write(f"{name}: {len(content)} bytes\n")


def run(command: list[str]) -> None:
    """Run a command, and stop with what it said if it fails."""
    done = subprocess.run(command, check=False, capture_output=True, encoding="utf-8")
    if done.returncode:
        raise SystemExit(f"{command[0]} failed:\n{done.stdout}{done.stderr}")


def stage(staged: Path) -> dict[str, str]:
    """Lay out the standard library, the libraries and the program as sources.

    Returns
    -------
    The version of each library.
    """
    with zipfile.ZipFile(RUNTIME / "python_stdlib.zip") as archive:
        archive.extractall(staged / "stdlib")
    site = staged / "site"
    versions = {}
    for name in LIBRARIES:
        library = distribution(name)
        versions[name] = library.version
        for path in library.files or ():
            if _is_source(path):
                place(site / path, Path(str(library.locate_file(path))).read_bytes())
    versions[COMPILED_LIBRARY] = unpack_compiled_library(site)
    for name, content in shipped_files().items():
        place(site / PROGRAM / name, content)
    return versions


def _is_source(path: PurePosixPath) -> bool:
    in_package = ".." not in path.parts and not path.parts[0].endswith((".dist-info", ".data"))
    return in_package and path.suffix in {".py", ".json"} and "__pycache__" not in path.parts


def place(path: Path, content: bytes) -> None:
    """Write a file, and the folders above it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


def unpack_compiled_library(site: Path) -> str:
    """Fetch the library's wheel for the browser by its locked hash and unpack it."""
    version = distribution(COMPILED_LIBRARY).version
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    entry = re.search(rf"^{COMPILED_LIBRARY}==(?:.*\\\n)+.*", lock, re.MULTILINE)
    if entry is None or not entry.group().startswith(f"{COMPILED_LIBRARY}=={version} "):
        raise SystemExit(f"requirements.lock does not pin {COMPILED_LIBRARY} {version}: make env")
    with TemporaryDirectory(prefix="desk-wheel-") as folder:
        wanted = Path(folder, "wanted.txt")
        wanted.write_text(entry.group(), encoding="utf-8")
        command = [sys.executable, "-m", "pip", "--disable-pip-version-check", "download", "-qq"]
        command += ["--no-deps", "--require-hashes", "--only-binary", ":all:", *PLATFORM]
        run([*command, "--requirement", str(wanted), "--dest", folder])
        (wheel,) = Path(folder).glob("*.whl")
        with zipfile.ZipFile(wheel) as archive:
            for name in archive.namelist():
                if name.endswith((".py", ".so")):
                    place(site / name, archive.read(name))
    return version


def check(seen: Mapping[str, object]) -> None:
    """Stop if a module of the program that the desk needs cannot be imported in it."""
    reasons = seen["not importable"]
    rooms = tuple(f"{PROGRAM}/{room}/" for room in NOT_WHOLE)
    needed = {name: why for name, why in reasons.items() if not name.startswith(rooms)}
    if needed:
        lines = [f"{name}: {why}" for name, why in needed.items()]
        raise SystemExit("These modules cannot be imported in the desk:\n" + "\n".join(lines))
    lost = [name for name in seen["imported"] if not is_kept(f"{name.replace('.', '/')}.pyc")]
    if lost:
        raise SystemExit(f"The desk imports {', '.join(lost)}: take it off NOT_NEEDED.")


def put_together(staged: Path, compiled: Path, seen: Mapping[str, object]) -> dict[str, bytes]:
    """Pack the runtime, what Python starts with, and the site with the rest.

    What it starts with lies in a zip, all else in the site, where `site_modules` finds it.
    """
    first, site = {}, {}
    for name, content in tree(compiled / "stdlib"):
        module = name.removesuffix(".pyc").removesuffix("/__init__").replace("/", ".")
        if is_kept(name):
            (first if module in seen["first"] else site)[name] = content
    absent = {f"{name}.pyc" for name in seen["not importable"]}
    for name, content in (*tree(compiled / "site"), *data_of(staged / "site")):
        if name not in absent and is_kept(name):
            site[name] = content
    return {
        "runtime": as_text(gzipped(runtime_text().encode())),
        "wasm": as_text(gzipped((RUNTIME / "pyodide.asm.wasm").read_bytes())),
        "stdlib": as_text(gzipped(stored_zip(first))),
        "site": as_text(packed(site)),
        "unxz": as_text(gzipped(UNXZ.read_bytes())),
    }


def is_kept(name: str) -> bool:
    """Return whether a module is of use to the desk."""
    parts = PurePosixPath(name).with_suffix("").parts
    if parts[0] == "encodings":
        return ENCODINGS.fullmatch(parts[-1]) is not None
    return not any("/".join(parts[:count]) in NOT_NEEDED for count in range(1, len(parts) + 1))


def tree(folder: Path) -> Iterable[tuple[str, bytes]]:
    """Yield every file below a folder by its name, in order."""
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            yield path.relative_to(folder).as_posix(), path.read_bytes()


def data_of(site: Path) -> Iterable[tuple[str, bytes]]:
    """Yield what lies beside the modules: templates, catalogues, compiled code."""
    yield from ((name, content) for name, content in tree(site) if not name.endswith(".py"))


def runtime_text() -> str:
    """Return both scripts of the runtime as one text for a worker that is no module."""
    loader = (RUNTIME / "pyodide.mjs").read_text(encoding="utf-8")
    engine = (RUNTIME / "pyodide.asm.mjs").read_text(encoding="utf-8")
    engine = changed(engine, r"export default (_createPyodideModule);?\s*$", "")
    engine = re.sub(r"import\.meta\.url", '"https://none.invalid/"', engine)
    exported = r"export\s*\{(\w+) as loadPyodide,\w+ as version\};?"
    loader = changed(loader, exported, r"globalThis.loadPyodide=\1;")
    loader = re.sub(r"^//# sourceMappingURL.*$", "", loader, flags=re.MULTILINE)
    # The loader wants to know which runtime its packages are for; it is to load none.
    lock = json.loads((RUNTIME / "pyodide-lock.json").read_text(encoding="utf-8"))
    packages = f"globalThis.lockFile = {json.dumps({'info': lock['info'], 'packages': {}})};"
    script = f"{engine}\n;(() => {{{loader}\n}})();\n{packages}\n"
    if re.search(r"\bimport\.meta\b|^export ", script, re.MULTILINE):
        raise SystemExit("The runtime's scripts have changed: see runtime_text in make.py.")
    return script


def changed(text: str, pattern: str, replacement: str) -> str:
    """Replace what must be there exactly once."""
    result, count = re.subn(pattern, replacement, text)
    if count != 1:
        raise SystemExit(f"The runtime's scripts have changed: {pattern} is there {count} times.")
    return result


def gzipped(content: bytes) -> bytes:
    """Compress without a name and a time."""
    return gzip.compress(content, 9, mtime=0)


def stored_zip(members: Mapping[str, bytes]) -> bytes:
    """Return a zip that is not compressed: gzip over it packs better, and it opens sooner."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as archive:
        for name in sorted(members):
            archive.writestr(zipfile.ZipInfo(name, DAY), members[name])
    return target.getvalue()


def npm_version(package: str) -> str:
    """Return the version of an npm package that is installed here."""
    described = (HERE / "node_modules" / package / "package.json").read_text(encoding="utf-8")
    version: str = json.loads(described)["version"]
    return version


def licences() -> str:
    """Return the licences of all that the parts hold, each under its name and version."""
    runtime = npm_version("pyodide")
    python = distribution("typing-extensions")
    texts = [
        (f"analyysi {distribution(PROGRAM).version}", (ROOT / "LICENSE").read_text("utf-8")),
        (f"pyodide {runtime} (MPL-2.0)", _own_text("MPL-2.0")),
        ("CPython, in pyodide (PSF-2.0)", _texts_of(python)),
        ("Libraries that are linked into pyodide", _own_text("linked")),
        (f"xz-decompress {npm_version('xz-decompress')} (MIT)", _own_text("xz-decompress")),
    ]
    for name in (*LIBRARIES, COMPILED_LIBRARY):
        library = distribution(name)
        texts.append((f"{name} {library.version}", _texts_of(library)))
    texts.append((f"Crates in {COMPILED_LIBRARY}", crates()))
    return "\n\n".join(f"{title}\n{'=' * len(title)}\n\n{text.strip()}" for title, text in texts)


def crates() -> str:
    """Return a line for each Rust crate of the compiled library: name, version and licence.

    The wheel lists them in a bill of materials (CycloneDX); it has no texts of theirs.
    """
    library = distribution(COMPILED_LIBRARY)
    lists = [path for path in library.files or () if path.name.endswith(".cyclonedx.json")]
    if len(lists) != 1:
        raise SystemExit(f"The wheel of {COMPILED_LIBRARY} has {len(lists)} lists of its crates.")
    bill = json.loads(Path(str(library.locate_file(lists[0]))).read_text("utf-8"))
    rows = [
        f"{crate['name']} {crate['version']}: {crate['licenses'][0]['expression']}"
        for crate in bill["components"]
    ]
    return "\n".join(sorted(rows))


def _own_text(name: str) -> str:
    return (HERE / "licences" / f"{name}.txt").read_text("utf-8")


def _texts_of(library: Distribution) -> str:
    paths = [path for path in library.files or () if re.match(r"(?i)licen[cs]e|copying", path.name)]
    texts = [Path(str(library.locate_file(path))).read_text("utf-8") for path in sorted(paths)]
    if texts:
        return "\n\n".join(texts)
    said = library.metadata
    return f"{said.get('License-Expression') or said.get('License')}, {said.get('Author')}"


if __name__ == "__main__":
    main()
