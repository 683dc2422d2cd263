"""A province in two pages, for the meeting: as PDF (typst) and as a Word file, of the same document."""
