"""Pictures as an analyst pastes them into a notebook."""

from base64 import b64encode
from io import BytesIO

from PIL import Image


def picture(kind: str = "PNG", size: tuple[int, int] = (60, 40)) -> bytes:
    """Return a one-coloured picture as the bytes of its file."""
    written = BytesIO()
    Image.new("RGB", size, "#0b4f8a").save(written, kind)
    return written.getvalue()


PNG = b64encode(picture()).decode("ascii")
"""A picture as a notebook keeps what is pasted into a cell."""

PASTED = {"kuva.png": {"image/png": PNG}}
"""The attachments of a cell into which it was pasted."""
