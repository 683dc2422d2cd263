"""The document as a Word file: styles and headings to edit, tables with header rows, pictures that say what they show.

The same bytes for the same document: the file's own dates are those of the release.
"""

import io
import zipfile
from collections.abc import Iterator

import docx
from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Emu, Mm, Pt, RGBColor
from docx.text.paragraph import Paragraph as Line

from orchestration.brief.document import Block, Chart, Document, Table
from orchestration.brief.pdf import pictures

# On every machine, whole in Vietnamese, and with figures of one width.
FONT = "Arial"
TAGS = {"vi": "vi-VN", "en": "en-GB"}
TEXT_WIDTH = Mm(174)
# Of drawings, as wide as the text is.
PIXEL = int(TEXT_WIDTH / 740)
INK, SECOND, THIRD = RGBColor(0x16, 0x19, 0x1D), RGBColor(0x45, 0x4C, 0x54), RGBColor(0x5C, 0x64, 0x6D)
RULE, HAIRLINE = "16191D", "D9D9D4"
NOTE, CELL, HEAD, KICKER, LEAD = "Brief Note", "Brief Cell", "Brief Table Head", "Brief Kicker", "Brief Lead"
_ALIGN = {"l": WD_ALIGN_PARAGRAPH.LEFT, "r": WD_ALIGN_PARAGRAPH.RIGHT, "c": WD_ALIGN_PARAGRAPH.CENTER}
MIDDLE, BOTTOM = WD_CELL_VERTICAL_ALIGNMENT.CENTER, WD_CELL_VERTICAL_ALIGNMENT.BOTTOM
_NO_TIME = (1980, 1, 1, 0, 0, 0)


def write(document: Document) -> bytes:
    file = docx.Document()
    _set_page(file)
    _set_styles(file, TAGS[document.language])
    _set_properties(file, document)
    images = iter(pictures(document.charts))
    ids = iter(range(1, 10_000))
    file.add_paragraph(document.kicker, KICKER)
    file.add_paragraph(document.name, "Title")
    file.add_paragraph(document.subtitle, "Subtitle")
    file.add_paragraph(document.lead, LEAD)
    # No break between the pages: whoever edits it does not keep to two.
    for section in (section for page in document.pages for section in page):
        file.add_heading(section.heading, 1)
        for i, block in enumerate(section.blocks):
            _add(file, block, images, ids)
            if block.kind == "paragraph" and i + 1 < len(section.blocks):
                file.paragraphs[-1].paragraph_format.keep_with_next = True
    _set_footer(file, document)
    buffer = io.BytesIO()
    file.save(buffer)
    return _without_time(buffer.getvalue())


def _set_page(file) -> None:
    section = file.sections[0]
    section.orientation = WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(18)
    section.top_margin, section.bottom_margin = Mm(15), Mm(16)
    section.header_distance, section.footer_distance = Mm(8), Mm(8)


def _set_styles(file, tag: str) -> None:
    styles = file.styles
    normal = styles["Normal"]
    _set_font(normal, 9, INK)
    normal.paragraph_format.space_after, normal.paragraph_format.line_spacing = Pt(3), 1.0
    language = OxmlElement("w:lang")
    for name in ("val", "eastAsia", "bidi"):
        language.set(qn(f"w:{name}"), tag)
    defaults = styles.element.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}")
    for old in defaults.findall(qn("w:lang")):
        defaults.remove(old)
    defaults.append(language)
    for name, size, colour, is_bold, before, after in (
        ("Title", 24, INK, True, 0, 0),
        ("Subtitle", 9.5, SECOND, False, 0, 4),
        ("Heading 1", 11, INK, True, 8, 3),
    ):
        style = styles[name]
        _set_font(style, size, colour, is_bold)
        style.font.italic = False
        style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)
        for borders in style.element.pPr.findall(qn("w:pBdr")):
            style.element.pPr.remove(borders)
        for spacing in style.element.rPr.findall(qn("w:spacing")):
            style.element.rPr.remove(spacing)
    _set_rule_above(styles["Heading 1"].element.get_or_add_pPr())
    for name, size, colour, is_bold, after in (
        (KICKER, 8.5, SECOND, True, 0),
        (LEAD, 12, INK, False, 4),
        (NOTE, 7.5, THIRD, False, 2),
        (CELL, 8, INK, False, 0),
        (HEAD, 7, SECOND, True, 0),
    ):
        style = styles.add_style(name, 1)
        style.base_style = normal
        _set_font(style, size, colour, is_bold)
        style.paragraph_format.space_before = Pt(3 if name == NOTE else 0)
        style.paragraph_format.space_after = Pt(after)
    bullets = styles["List Bullet"].paragraph_format
    bullets.space_after, bullets.left_indent, bullets.first_line_indent = Pt(2), Mm(4), Mm(-4)


def _set_font(style, size: float, colour: RGBColor, is_bold: bool = False) -> None:
    style.font.name, style.font.size, style.font.bold = FONT, Pt(size), is_bold
    style.font.color.rgb = colour
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    # A font of the theme would come before it.
    for name in list(fonts.attrib):
        del fonts.attrib[name]
    for name in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.set(qn(f"w:{name}"), FONT)


def _set_rule_above(properties) -> None:
    borders = OxmlElement("w:pBdr")
    borders.append(_border("top", 8, RULE, space=4))
    # Word reads the parts of a paragraph's properties in one order.
    properties.insert_element_before(
        borders, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:contextualSpacing", "w:jc", "w:outlineLvl"
    )


def _border(side: str, size: int, colour: str, space: int = 0):
    border = OxmlElement(f"w:{side}")
    for name, value in (("val", "single"), ("sz", size), ("space", space), ("color", colour)):
        border.set(qn(f"w:{name}"), str(value))
    return border


def _set_properties(file, document: Document) -> None:
    core = file.core_properties
    core.title, core.subject, core.author = document.title, document.subject, document.publisher
    core.last_modified_by, core.language = document.publisher, TAGS[document.language]
    core.comments, core.keywords, core.revision = document.release_id, "", 1
    core.created = core.modified = document.built_at.replace(tzinfo=None)


def _add(file, block: Block, images: Iterator[bytes], ids: Iterator[int]) -> None:
    if block.kind == "table":
        _add_table(file, block, images, ids)
    elif block.kind == "chart":
        _add_picture(file.add_paragraph(style=CELL), block, next(images), next(ids))
    elif block.kind == "bullets":
        for item in block.items:
            file.add_paragraph(item, "List Bullet")
    else:
        file.add_paragraph(block.text, NOTE if block.kind == "note" else None)


def _add_table(file, block: Table, images: Iterator[bytes], ids: Iterator[int]) -> None:
    table = file.add_table(0, len(block.align))
    table.alignment, table.autofit = WD_TABLE_ALIGNMENT.LEFT, False
    _set_table_properties(table, block.label)
    share = TEXT_WIDTH / sum(block.widths)
    widths = [Emu(int(width * share)) for width in block.widths]
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
    for i, row in enumerate((block.head, *block.rows)):
        added = table.add_row()
        for j, (cell, content) in enumerate(zip(added.cells, row, strict=True)):
            cell.width, cell.vertical_alignment = widths[j], MIDDLE if i else BOTTOM
            line = cell.paragraphs[0]
            # By its id: python-docx looks a name up among all styles, for every cell anew.
            line._p.style = (HEAD if i == 0 else CELL).replace(" ", "")
            line.alignment = _ALIGN[block.align[j]]
            # All rows on one page, and what they prove above them.
            line.paragraph_format.keep_with_next = i < len(block.rows)
            if isinstance(content, Chart):
                # No wider than its column.
                _add_picture(line, content, next(images), next(ids), most=int(widths[j]) - Mm(1))
            else:
                line.add_run(content).bold = True if j == 0 or i == 0 else None
        properties = added._tr.get_or_add_trPr()
        properties.append(OxmlElement("w:cantSplit"))
        if i == 0:
            properties.append(OxmlElement("w:tblHeader"))


def _set_table_properties(table, label: str) -> None:
    """Rules across alone; the first row and the first column head the others; a title for those who cannot see it."""
    properties = table._tbl.tblPr
    borders = OxmlElement("w:tblBorders")
    for side in ("top", "bottom", "insideH"):
        borders.append(_border(side, 4, HAIRLINE))
    margins = OxmlElement("w:tblCellMar")
    for side, size in (("top", 15), ("left", 40), ("bottom", 15), ("right", 40)):
        margin = OxmlElement(f"w:{side}")
        margin.set(qn("w:w"), str(size))
        margin.set(qn("w:type"), "dxa")
        margins.append(margin)
    caption = OxmlElement("w:tblCaption")
    caption.set(qn("w:val"), label)
    look = properties.find(qn("w:tblLook"))
    if look is not None:
        properties.remove(look)
    look = OxmlElement("w:tblLook")
    for name, value in (
        ("val", "00A0"),
        ("firstRow", "1"),
        ("lastRow", "0"),
        ("firstColumn", "1"),
        ("lastColumn", "0"),
        ("noHBand", "1"),
        ("noVBand", "1"),
    ):
        look.set(qn(f"w:{name}"), value)
    layout = properties.find(qn("w:tblLayout"))
    if layout is None:
        properties.append(borders)
    else:
        layout.addprevious(borders)
    for element in (margins, look, caption):
        properties.append(element)


def _add_picture(line: Line, chart: Chart, image: bytes, number: int, most: int | None = None) -> None:
    width = min(chart.width * PIXEL, most or TEXT_WIDTH)
    picture = line.add_run().add_picture(io.BytesIO(image), width=Emu(int(width)))
    # Left out, they are a gap of some millimetres to LibreOffice.
    for side in ("distT", "distB", "distL", "distR"):
        picture._inline.set(side, "0")
    properties = picture._inline.docPr
    properties.set("id", str(number))
    properties.set("name", f"Chart {number}")
    properties.set("descr", chart.alt)


def _set_footer(file, document: Document) -> None:
    line = file.sections[0].footer.paragraphs[0]
    line.style = NOTE
    line.paragraph_format.tab_stops.add_tab_stop(TEXT_WIDTH, 2)
    line.add_run(f"{document.footer}\t")
    for code, between in (("PAGE", "/"), ("NUMPAGES", "")):
        field = OxmlElement("w:fldSimple")
        field.set(qn("w:instr"), code)
        run = OxmlElement("w:r")
        shown = OxmlElement("w:t")
        shown.text = "1" if code == "PAGE" else str(len(document.pages))
        run.append(shown)
        field.append(run)
        line._p.append(field)
        if between:
            line.add_run(between)


def _without_time(content: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            member = zipfile.ZipInfo(name, _NO_TIME)
            member.compress_type, member.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
            target.writestr(member, source.read(name))
    return buffer.getvalue()
