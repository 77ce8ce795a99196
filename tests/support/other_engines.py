"""Opens a desk in one file in Firefox and in WebKit, without a network: run as a program, in a
namespace of the network that has the loopback alone, it prints what it saw as JSON.

Firefox is driven over WebDriver BiDi, which it speaks itself; WebKit by the driver of WebKitGTK.
"""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any
from urllib.request import Request, urlopen

FIREFOX = "firefox-esr"
WEBKIT_DRIVER = "WebKitWebDriver"
MINIBROWSER = Path("/usr/lib/x86_64-linux-gnu/webkit2gtk-4.1/MiniBrowser")
SECONDS = 90

STATE = """[document.documentElement.dataset.ready || "", document.getElementById("progress")
    .textContent, document.getElementById("progress").className]"""
Evaluate = Callable[[str], Any]
"""Works out an expression of the page, waits for it if it is a promise, and returns it."""


def engine_missing(engine: str) -> str | None:
    """Return a sentence on what an engine lacks here, or None."""
    needed = {"firefox": [FIREFOX], "webkit": [WEBKIT_DRIVER, str(MINIBROWSER), "Xvfb"]}[engine]
    lacking = [name for name in ("unshare", *needed) if shutil.which(name) is None]
    if not lacking and subprocess.run(["unshare", "-rn", "true"], check=False).returncode:
        lacking = ["a network namespace of their own (unshare -rn)"]
    return f"tests in {engine} need {', '.join(lacking)}" if lacking else None


def seen_in(
    engine: str, page: Path, requests: list[dict[str, Any]], without: str = "", *expressions: str
) -> dict[str, Any]:
    """Return what an engine shows of a page, and what the page is answered.

    Parameters
    ----------
    without
        A preference of Firefox that is switched off.
    expressions
        Worked out in the page afterwards, also in one that cannot calculate.
    """
    script = 'ip link set lo up && exec "$@"'
    program = [sys.executable, __file__, engine, str(page), json.dumps(requests), without]
    done = subprocess.run(
        ["unshare", "-rn", "sh", "-c", script, "sh", *program],
        check=False,
        capture_output=True,
        encoding="utf-8",
        input=json.dumps(expressions),  # longer than an argument may be
        timeout=3 * SECONDS,
    )
    assert done.returncode == 0, done.stderr[-4000:]
    content: dict[str, Any] = json.loads(done.stdout)
    return content


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port


@contextmanager
def _running(*command: str, **environment: str) -> Iterator[None]:
    process = subprocess.Popen(
        command,
        env={**os.environ, **environment},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        yield
    finally:
        process.terminate()
        process.wait(SECONDS)


def _until(attempt: Callable[[], Any]) -> Any:
    """Try until it succeeds: what was started listens after a moment."""
    end = time.monotonic() + SECONDS
    while True:
        try:
            return attempt()
        except OSError:
            if time.monotonic() > end:
                raise
            time.sleep(0.1)


@contextmanager
def webkit(page: str, _: str = "") -> Iterator[Evaluate]:
    port, display = _free_port(), f":{_free_port()}"
    # Nobody looks: composing what is painted would take a fifth of the processor's time.
    settings = {
        "DISPLAY": display,
        "WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS": "1",
        "WEBKIT_DISABLE_COMPOSITING_MODE": "1",
    }

    def call(method: str, path: str, body: Any = None) -> Any:
        data = None if body is None else json.dumps(body).encode()
        request = Request(f"http://127.0.0.1:{port}{path}", data, method=method)
        with urlopen(request, timeout=SECONDS) as reply:
            return json.loads(reply.read())["value"]

    browser = {"binary": str(MINIBROWSER), "args": ["--automation"]}
    wanted = {"capabilities": {"alwaysMatch": {"webkitgtk:browserOptions": browser}}}
    with (
        _running("Xvfb", display, "-screen", "0", "1280x900x24", "-listen", "tcp"),
        _running(WEBKIT_DRIVER, f"--port={port}", **settings),
    ):
        time.sleep(1)  # the screen says nothing when it is there
        session = "/session/" + _until(lambda: call("POST", "/session", wanted))["sessionId"]
        call("POST", f"{session}/timeouts", {"script": SECONDS * 1000})
        call("POST", f"{session}/url", {"url": page})

        def evaluate(expression: str) -> Any:
            script = f"var done = arguments[0]; Promise.resolve({expression}).then(done)"
            body = {"script": script, "args": []}
            return call("POST", f"{session}/execute/async", body)

        yield evaluate
        call("DELETE", session)


@contextmanager
def firefox(page: str, without: str = "") -> Iterator[Evaluate]:
    from websocket import create_connection

    port, numbers = _free_port(), count(1)
    with tempfile.TemporaryDirectory() as profile:
        if without:
            preference = f'user_pref("{without}", false);\n'
            Path(profile, "user.js").write_text(preference, encoding="utf-8")
        options = ("--headless", "--no-remote", "--profile", profile)
        with _running(FIREFOX, *options, f"--remote-debugging-port={port}", HOME=profile):
            address = f"ws://127.0.0.1:{port}/session"
            connection = _until(
                lambda: create_connection(address, timeout=SECONDS, suppress_origin=True)
            )

            def call(method: str, **parameters: Any) -> Any:
                number = next(numbers)
                message = {"id": number, "method": method, "params": parameters}
                connection.send(json.dumps(message))
                while True:
                    reply = json.loads(connection.recv())
                    if reply.get("id") == number:
                        return reply["result"]

            call("session.new", capabilities={})
            tab = call("browsingContext.getTree")["contexts"][0]["context"]
            call("browsingContext.navigate", context=tab, url=page, wait="complete")

            def evaluate(expression: str) -> Any:
                text = f"Promise.resolve({expression}).then((value) => JSON.stringify(value))"
                target = {"context": tab}
                result = call("script.evaluate", expression=text, target=target, awaitPromise=True)
                return json.loads(result["result"]["value"])

            yield evaluate
            call("browser.close")
            connection.close()


def when_started(evaluate: Evaluate) -> dict[str, Any]:
    """Wait until a page can calculate or says why not; return which, its sentence, and after how
    many seconds.
    """
    began = time.monotonic()
    ready, progress, kind = evaluate(STATE)
    while not ready and kind != "fault" and time.monotonic() < began + SECONDS:
        time.sleep(0.1)
        ready, progress, kind = evaluate(STATE)
    return {"ready": ready == "yes", "progress": progress, "seconds": time.monotonic() - began}


ENGINES = {"firefox": firefox, "webkit": webkit}


def main(engine: str, page: str, requests: str, without: str = "") -> None:
    expressions = json.loads(sys.stdin.read())
    began = time.monotonic()
    with ENGINES[engine](Path(page).as_uri(), without) as evaluate:
        opened = time.monotonic()
        state = when_started(evaluate)
        answers = [evaluate(f"window.desk.ask({json.dumps(one)})") for one in json.loads(requests)]
        values = [evaluate(expression) for expression in expressions]
    seconds = [opened - began, state["seconds"]]
    seen = {**state, "answers": answers, "values": values, "seconds": seconds}
    json.dump(seen, sys.stdout)


if __name__ == "__main__":
    main(*sys.argv[1:])
