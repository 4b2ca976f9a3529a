"""The metadata of a PDF/A file. fpdf2's own hold the moment of writing; these never change."""

from __future__ import annotations

from datetime import datetime
from xml.sax.saxutils import escape

XMP = """\
<x:xmpmeta xmlns:x="adobe:ns:meta/">
 <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
  <rdf:Description rdf:about=""
    xmlns:dc="http://purl.org/dc/elements/1.1/"
    xmlns:xmp="http://ns.adobe.com/xap/1.0/"
    xmlns:pdf="http://ns.adobe.com/pdf/1.3/"
    xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">
   <pdfaid:part>3</pdfaid:part>
   <pdfaid:conformance>U</pdfaid:conformance>
   <dc:format>application/pdf</dc:format>
   <dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
   <dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>
   <dc:language><rdf:Bag>{languages}</rdf:Bag></dc:language>
   <xmp:CreatorTool>cnss-counter</xmp:CreatorTool>
   <xmp:CreateDate>{moment}</xmp:CreateDate>
   <xmp:ModifyDate>{moment}</xmp:ModifyDate>
   <xmp:MetadataDate>{moment}</xmp:MetadataDate>
  </rdf:Description>
 </rdf:RDF>
</x:xmpmeta>"""


def xmp(*, title: str, author: str, moment: datetime, languages: tuple[str, ...]) -> str:
    """An XMP packet for PDF/A-3u, dated by the deposit."""
    return XMP.format(
        title=escape(title),
        author=escape(author),
        moment=moment.isoformat(timespec="seconds"),
        languages="".join(f"<rdf:li>{language}</rdf:li>" for language in languages),
    )
