"""Messages of a cell: in their order, and as a kernel's wire would bring them."""

import sys

from analyysi.run.engine.cell_messages import SentMessages


def test_text_is_one_message_until_something_else_is_shown() -> None:
    sent = SentMessages()
    sent.send("execute_input", {"code": ""})
    with sent.streams():
        sys.stdout.write("a\n")
        sys.stdout.write("b\n")
        sys.stderr.write("c\n")
    _, out, err = sent.as_sent()
    assert out["content"] == {"name": "stdout", "text": "a\nb\n"}
    assert err["content"] == {"name": "stderr", "text": "c\n"}
    sent.clear()
    assert sent.as_sent() == []


def test_what_json_has_not_is_written_as_kernels_write_it() -> None:
    sent = SentMessages()
    sent.send("display_data", {"data": {"image/png": b"PNG", "a/b": (1, 2j)}})
    (message,) = sent.as_sent()
    assert message["content"]["data"] == {"image/png": "UE5H", "a/b": [1, "2j"]}
