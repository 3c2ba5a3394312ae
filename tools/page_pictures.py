"""Takes the pictures of the page that the documentation shows, of a service that runs, with Chromium.

    namelink serve --port 8000 &
    python tools/page_pictures.py http://127.0.0.1:8000/

A link of the page carries what it is to show, so that nothing is typed or clicked.
"""

from __future__ import annotations

import argparse
import base64
import json
import subprocess
import tempfile
import zlib
from pathlib import Path

PICTURES = Path(__file__).resolve().parent.parent / "docs" / "_static"
ARTICLE = """وصل الرئيس الروسي فلاديمير بوتين إلى بيشكيك، وكان في استقباله نظيره القيرغيزي صادر جباروف.
وأكد جباروف أن التبادل التجاري بين روسيا وقرغيزستان يزداد."""
TEXT = {"tab": "text", "text": ARTICLE, "textShown": True}
NAME = {"tab": "name", "name": "صادر جباروف", "nameShown": True}
# A picture, the language of the page, what it shows, and the height.
SHOWN = [("page-text", "en", TEXT, 980), ("page-name", "en", NAME, 900), ("page-text-ar", "ar", TEXT, 980)]


def fragment(shown: dict[str, object]) -> str:
    """Return what a link to the page has behind its #.

    >>> fragment({"tab": "name"})[:2]
    's='
    """
    squeezing = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = squeezing.compress(json.dumps(shown, ensure_ascii=False).encode()) + squeezing.flush()
    return "s=" + base64.urlsafe_b64encode(packed).decode().rstrip("=")


def main() -> None:
    """Take the pictures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("address")
    parser.add_argument("--chromium", default="chromium")
    arguments = parser.parse_args()
    for name, language, shown, height in SHOWN:
        with tempfile.TemporaryDirectory() as profile:
            subprocess.run(
                [
                    *(arguments.chromium, "--headless=new", "--no-sandbox", "--hide-scrollbars", f"--lang={language}"),
                    *(f"--accept-lang={language}", f"--user-data-dir={profile}", f"--window-size=1000,{height}"),
                    *("--virtual-time-budget=9000", f"--screenshot={PICTURES / name}.png"),
                    f"{arguments.address}#{fragment(shown)}",
                ],
                check=True,
                capture_output=True,
            )


if __name__ == "__main__":
    main()
