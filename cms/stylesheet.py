"""One stylesheet for the reader, one file per component for the writer.

``static/cms/css/estuary.css`` is a list of ``@import`` lines. This module joins what it lists into a single
file, served as ``cms/estuary.css``, and offers it to Django as a static files finder: the development server
and ``collectstatic`` both get it without a build step that somebody could forget.
"""

import os
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.storage import FileSystemStorage, Storage

CSS_DIR = Path(__file__).parent / "static" / "cms" / "css"
IMPORT_LIST = CSS_DIR / "estuary.css"
SERVED_AS = "cms/estuary.css"

_IMPORT = re.compile(r'@import url\("([^"]+)"\);')
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)


def imported_files(import_list: Path = IMPORT_LIST) -> list[Path]:
    """The files that the import list names, in its order. Raises ``FileNotFoundError`` for a name without a
    file.
    """
    files = [import_list.parent / name for name in _IMPORT.findall(import_list.read_text(encoding="utf-8"))]
    for path in files:
        if not path.is_file():
            raise FileNotFoundError(f"{import_list.name} imports {path.name}, which does not exist")
    return files


def joined_css(import_list: Path = IMPORT_LIST) -> str:
    """Text of all imported files, without comments and blank lines. Rules keep their lines, so that a rule
    can be found.
    """
    sheets = (path.read_text(encoding="utf-8") for path in imported_files(import_list))
    lines = (line.strip() for sheet in sheets for line in _COMMENT.sub("", sheet).splitlines())
    return "\n".join(line for line in lines if line) + "\n"


def build(directory: Path, import_list: Path = IMPORT_LIST) -> Path:
    """Write the joined stylesheet below ``directory`` if it is missing or differs; return its path.

    The text is compared, not the time: a checkout of an older state must rebuild too. The file is replaced in
    one step, so that two processes can build at once and no reader sees half of it.
    """
    target = directory / SERVED_AS
    css = joined_css(import_list)
    if not target.is_file() or target.read_text(encoding="utf-8") != css:
        target.parent.mkdir(parents=True, exist_ok=True)
        fresh = target.with_suffix(f".{os.getpid()}.new")
        fresh.write_text(css, encoding="utf-8")
        fresh.replace(target)
    return target


class StylesheetFinder(BaseFinder):
    """Finds ``cms/estuary.css``, joined afresh; knows no other file.

    The joined file lies in ``settings.VAR_DIR`` with everything else the site writes; it may be deleted at
    any time.
    """

    def __init__(self, app_names: Iterable[str] | None = None, *args: object, **kwargs: object) -> None:
        self.directory = Path(settings.VAR_DIR) / "stylesheet"
        super().__init__(*args, **kwargs)

    def check(self, **kwargs: object) -> list:
        """Nothing can be misconfigured here that ``build`` would not name better."""
        return []

    def find(self, path: str, find_all: bool = False, **kwargs: object) -> str | list[str]:
        """Path of the joined file if ``path`` asks for it, else an empty list, as Django's finders answer."""
        if path != SERVED_AS:
            return []
        built = str(build(self.directory))
        return [built] if find_all else built

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterator[tuple[str, Storage]]:
        """Yield the joined file for ``collectstatic``."""
        build(self.directory)
        yield SERVED_AS, FileSystemStorage(location=self.directory)
