"""The typefaces of the pages: the packages' own files, packed once for the browser."""

from pathlib import Path

import fontpkg
from fontTools.ttLib import TTFont

# The name in the address, and the family and place of its file in the package.
FONTS = {
    "public-sans": ("public-sans", 0),
    "source-serif": ("source-serif-4", 0),
    "source-serif-italic": ("source-serif-4", 1),
    "noto-sans-khmer": ("noto-sans-khmer", 0),
    "amiri": ("amiri", 0),
}


def font_file(name: str) -> Path:
    """Return the font as its package ships it, as TrueType."""
    family, place = FONTS[name]
    return Path(fontpkg.family(family).files[place].path)


def web_font(name: str, cache: Path) -> Path:
    """Return the font as WOFF2, packing it on first use (a second or two of work)."""
    packed = cache / "fonts" / f"{name}.woff2"
    if not packed.exists():
        packed.parent.mkdir(parents=True, exist_ok=True)
        with TTFont(font_file(name)) as font:
            font.flavor = "woff2"
            unfinished = packed.with_suffix(".part")
            font.save(unfinished)
        unfinished.replace(packed)
    return packed
