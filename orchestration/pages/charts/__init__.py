"""Charts as inline SVG, one module a kind: pure functions of figures.

All but the maps place things across in percent and down in pixels: they stretch with the page while text, dots and
lines keep their size, so that one drawing serves 1440 px, 390 px and A4. Every axis states its range; none starts at
0 unless lengths are compared. What is drawn is Markup; words and names within are escaped.
"""
