"""Runs in WeasyPrint's own environment: reads a page once, draws it whenever a line comes in.

Standard input: the number of characters of the page, a line feed, the page, then one line for
each drawing. Standard output: the CPU seconds of each.
"""

import sys
import time

from weasyprint import HTML  # type: ignore[import-not-found]
from weasyprint.text.fonts import FontConfiguration  # type: ignore[import-not-found]

if __name__ == "__main__":
    page = sys.stdin.read(int(sys.stdin.readline()))
    fonts = FontConfiguration()
    for _ in sys.stdin:
        started = time.process_time()
        HTML(string=page).write_pdf(font_config=fonts)
        print(time.process_time() - started, flush=True)
