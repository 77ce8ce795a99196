"""The board shows where a preview stands to those who wait for news."""

from __future__ import annotations

import time
from threading import Timer

from analyysi.run.preview.board import Board


def test_news_come_to_who_waits() -> None:
    board = Board()
    first, standing = board.after(-1, 10)
    assert standing.working
    assert standing.number == 0
    Timer(0.05, board.put, kwargs={"page": b"a", "number": 1, "working": False}).start()
    second, standing = board.after(first, 10)
    assert second > first
    assert (standing.page, standing.number, standing.working) == (b"a", 1, False)
    assert board.standing == standing


def test_without_news_the_wait_ends() -> None:
    board = Board()
    news, standing = board.after(-1, 10)
    started = time.monotonic()
    assert board.after(news, 0.01) == (news, standing)
    assert time.monotonic() - started < 5
