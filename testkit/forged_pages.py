"""A page that anybody can write with an editor, and that readers show."""

from __future__ import annotations

_OBJECTS = """1 0 obj
<</Type/Catalog/Pages 2 0 R>>
endobj
2 0 obj
<</Type/Pages/Kids[3 0 R]/Count 1>>
endobj
3 0 obj
<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 100]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>
endobj
4 0 obj
<</Length {length}>>
stream
{drawn}
endstream
endobj
5 0 obj
<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>
endobj
trailer
<</Root 1 0 R>>
"""


def page_of_objects(words: str) -> str:
    """The objects of a PDF that shows these words, with neither its first line nor its table.

    MuPDF and poppler look for the objects themselves where the table is missing.
    """
    drawn = f"BT /F 12 Tf 20 50 Td ({words}) Tj ET"
    return _OBJECTS.format(length=len(drawn), drawn=drawn)
