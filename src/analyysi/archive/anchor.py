"""What an edition's list of checksums is held against outside of its folder: git, or a signature.

Whoever changes an archive can make its list again. The list proves something only where it is known
from elsewhere: as it was first committed in the git history that the project lies in, or by a
signature of somebody whom the user names.
"""

from __future__ import annotations

import re
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from analyysi.archive import git_history
from analyysi.archive.bounds import read_plain
from analyysi.archive.edition import SIGNATURE, SUMS, Edition
from analyysi.archive.program_path import program_path
from analyysi.errors import ParameterError, ReproductionError, Sentence
from analyysi.file_system.files import write_file
from analyysi.file_system.places import temporary_folder
from analyysi.project import Project

NAMESPACE = "analyysi-edition"
"""What a signature is for, so that one made for something else does not count."""
_SECONDS = 60


@dataclass(frozen=True)
class Anchor:
    """What stands for an edition's list of checksums."""

    kind: Literal["git", "signature", "none"]
    """None: nothing outside of the folder."""
    sentence: str
    """What was found: a commit and its day, who signed, or why nothing was."""
    name: str = ""
    """The same in few words: "git 2b6ee010b7"."""
    contradicted: bool = False
    """Whether the list is another one than what was committed or signed."""


NO_ANCHOR = Anchor("none", Sentence("nothing outside of its folder was asked"))


def anchor_of(project: Project, edition: Edition, signers: Path | None = None) -> Anchor:
    """Return what stands for an edition's list: the signature where the user names who may sign,
    and else git.

    Parameters
    ----------
    signers
        A file of allowed signers, as `ssh-keygen` reads it (ALLOWED SIGNERS in ssh-keygen(1)).

    Raises
    ------
    ParameterError
        If there is no such file or a line of it cannot be read, or no `ssh-keygen` to ask.
    """
    if edition.sums is None:
        return Anchor("none", Sentence("there is no {list} to hold against anything", list=SUMS))
    return _in_git(project, edition) if signers is None else _signed(edition, signers)


def _in_git(project: Project, edition: Edition) -> Anchor:
    """Hold the list against that of the first commit that has it, in the project's own git: one
    that lies in the edition's folder was handed over with it.
    """
    listed, root = edition.folder / SUMS, project.root
    if not git_history.in_git(root) or not project.has(listed):
        return Anchor("none", Sentence("the project is not in git, or git refuses it"))
    if not git_history.is_whole(root):
        # What is the first commit of a part is not the first of all.
        advice = Sentence(
            "only a part of the history in git is here: fetch all of it, git fetch --unshallow"
        )
        return Anchor("none", advice)
    path = project.relative(listed)
    first = git_history.first_commit(root, path)
    if first is None:
        return Anchor("none", Sentence("it is not committed in git"))
    try:
        published = git_history.committed(root, first, path)
    except git_history.ForgedObjectError as forged:
        sentence = Sentence(
            "the copy of the history in git was changed: what lies in it as {name} does not have "
            "that checksum",
            name=forged.name[:10],
        )
        return Anchor("git", sentence, contradicted=True)
    if published is None:
        return Anchor("none", Sentence("git does not have what was committed"))
    name = Sentence("commit {commit} of {day}", commit=first[:10], day=published.day)
    if published.content != edition.sums:
        return Anchor(
            "git",
            Sentence("its list is not the one first committed, in {name}", name=name),
            contradicted=True,
        )
    return Anchor("git", Sentence("its list is the one of {name}", name=name), f"git {first[:10]}")


def _signed(edition: Edition, signers: Path) -> Anchor:
    """Hold the list against its signature."""
    program = _ssh_keygen()
    if not signers.is_file():
        raise ParameterError(
            "There is no file {signers}: --allowed-signers takes a file with a line "
            "for each signer, 'name key-type key' (ALLOWED SIGNERS in the manual of "
            "ssh-keygen).",
            signers=signers,
        )
    try:
        content = read_plain(edition.folder, SIGNATURE)
    except (FileNotFoundError, ReproductionError):
        return Anchor(
            "none", Sentence("it has no signature ({file})", file=SIGNATURE), contradicted=True
        )
    with temporary_folder() as folder:
        # A copy: the file in the edition could be another one at each look.
        signature = folder / SIGNATURE
        write_file(signature, content)
        named = ["-f", str(signers.absolute()), "-s", str(signature)]
        return _signed_by(program, named, edition.sums or b"", signers)


def _signed_by(program: str, named: Sequence[str], sums: bytes, signers: Path) -> Anchor:
    found = _asked([program, "-Y", "find-principals", *named])
    if found is None or found.returncode != 0:
        _refuse_unread(found, signers)
        sentence = Sentence("its signature is by nobody in {name}", name=signers.name)
        return Anchor("signature", sentence, contradicted=True)
    signer = re.split("[,\n]", found.stdout.decode("utf-8", "replace"))[0].strip()
    verify = [program, "-Y", "verify", *named, "-n", NAMESPACE, "-I", signer]
    verified = _asked(verify, given=sums)
    if verified is None or verified.returncode != 0:
        sentence = Sentence("the signature of {signer} is not of this list", signer=signer)
        return Anchor("signature", sentence, contradicted=True)
    return Anchor(
        "signature",
        Sentence("its list is signed by {signer}", signer=signer),
        Sentence("signed by {signer}", signer=signer),
    )


def _refuse_unread(asked: subprocess.CompletedProcess[bytes] | None, signers: Path) -> None:
    """Tell a file of signers that `ssh-keygen` cannot read from one that lacks the signer: a public
    key without a name before it is such a file.
    """
    complaint = "" if asked is None else asked.stderr.decode("utf-8", "replace")
    line = re.search(r":(\d+): ", complaint)
    if line is not None:
        raise ParameterError(
            "Line {line} of {file} names no signer that ssh-keygen can read: --allowed-signers "
            "takes a file with a line for each signer, 'name key-type key', such as a public key "
            "with the signer's name before it.",
            line=line.group(1),
            file=signers,
        )


def sign(sums: bytes, key: Path) -> bytes:
    """Return the signature of a list of checksums, by an SSH key: a private one, or a public one
    whose private half the agent has.

    Raises
    ------
    ParameterError
        If there is no such key, no `ssh-keygen`, or it does not sign.
    """
    program = _ssh_keygen()
    if not key.is_file():
        raise ParameterError("There is no key {key}: --sign takes the file of an SSH key.", key=key)
    with temporary_folder() as folder:
        place = folder / SUMS
        write_file(place, sums)
        # It may ask for a passphrase at the terminal, so its input is not closed.
        command = [program, "-q", "-Y", "sign", "-f", str(key.absolute()), "-n", NAMESPACE]
        done = subprocess.run([*command, str(place)], stderr=subprocess.PIPE, check=False)
        signature = place.with_name(SIGNATURE)
        if done.returncode != 0 or not signature.is_file():
            complaint = done.stderr.decode("utf-8", "replace").strip()
            raise ParameterError(
                "ssh-keygen does not sign with {key}: {complaint}. Nothing was published.",
                key=key,
                complaint=complaint,
            )
        return signature.read_bytes()


def _ssh_keygen() -> str:
    program = program_path("ssh-keygen")
    if program is None:
        raise ParameterError(
            "ssh-keygen was not found, which makes and checks signatures: install OpenSSH, or "
            "leave the option out."
        )
    return program


def _asked(command: Sequence[str], given: bytes = b"") -> subprocess.CompletedProcess[bytes] | None:
    try:
        return subprocess.run(
            command,
            input=given,
            capture_output=True,
            timeout=_SECONDS,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
