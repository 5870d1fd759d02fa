"""One stylesheet from many files, and its colours."""

import math
import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders

from cms import stylesheet


class TestStylesheet:
    def test_it_joins_every_file_of_the_import_list(self):
        css = stylesheet.joined_css()
        assert "@import" not in css
        assert ".range-bar__limit" in css
        assert "--surface:" in css

    def test_every_component_file_is_imported(self):
        files = set((stylesheet.CSS_DIR / "components").glob("*.css"))
        assert files <= set(stylesheet.imported_files())

    def test_it_is_found_under_its_address_and_rebuilt_when_stale(self, settings, tmp_path):
        settings.VAR_DIR = tmp_path
        finder = stylesheet.StylesheetFinder()
        built = Path(finder.find("cms/estuary.css"))
        built.write_text("old")
        assert Path(finder.find("cms/estuary.css")).read_text() == stylesheet.joined_css()
        assert [name for name, _storage in finder.list([])] == ["cms/estuary.css"]
        assert finder.find("cms/other.css") == []

    def test_django_finds_it(self):
        assert finders.find("cms/estuary.css")

    def test_a_name_without_a_file_is_an_error(self, tmp_path):
        listing = tmp_path / "list.css"
        listing.write_text('@import url("gone.css");')
        with pytest.raises(FileNotFoundError, match=r"gone\.css"):
            stylesheet.joined_css(listing)

    def test_dark_by_system_and_dark_by_choice_are_the_same(self):
        css = (stylesheet.CSS_DIR / "tokens.css").read_text()
        blocks = re.findall(r"color-scheme: dark;(.*?)\}", css, re.DOTALL)
        assert len(blocks) == 2
        assert blocks[0].split() == blocks[1].split()

    def test_components_know_semantic_names_only(self):
        palette = re.compile(r"var\(--(?:water|ink|paper|clay|moss|ochre|brick)-?\w*\)|#[0-9a-f]{6}\b")
        for path in (stylesheet.CSS_DIR / "components").glob("*.css"):
            assert not palette.search(path.read_text()), path.name

    @pytest.mark.parametrize("theme", ["light", "dark"])
    def test_text_stands_out_from_its_ground(self, theme):
        """WCAG 2.2 AA: 4.5 to 1 for text, also on tints; computed from the tokens."""
        colours = theme_colours(theme)
        for text, ground in [
            ("text", "surface"),
            ("text-quiet", "surface"),
            ("text-quiet", "surface-sunk"),
            ("link", "surface"),
            ("on-action", "action"),
            ("met", "met-tint"),
            ("part", "part-tint"),
            ("not-met", "not-met-tint"),
            ("not-stated", "not-stated-tint"),
        ]:
            assert contrast(colours[text], colours[ground]) >= 4.5, (text, ground)


def theme_colours(theme):
    css = (stylesheet.CSS_DIR / "tokens.css").read_text()
    light = dict(re.findall(r"--([\w-]+): ([^;]+);", css.split("@media (prefers-color-scheme: dark)")[0]))
    dark = dict(
        re.findall(r"--([\w-]+): ([^;]+);", re.search(r"color-scheme: dark;(.*?)\}", css, re.DOTALL)[1])
    )
    colours = light if theme == "light" else {**light, **dark}
    while any(value.startswith("var(") for value in colours.values()):
        colours = {k: colours.get(v[6:-1], "") if v.startswith("var(") else v for k, v in colours.items()}
    return colours


def contrast(one, other):
    def luminance(colour):
        colour = colour.lstrip("#")
        colour = "".join(c * 2 for c in colour) if len(colour) == 3 else colour
        channels = [int(colour[i : i + 2], 16) / 255 for i in (0, 2, 4)]
        linear = [c / 12.92 if c <= 0.03928 else math.pow((c + 0.055) / 1.055, 2.4) for c in channels]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)
