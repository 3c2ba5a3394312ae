"""How the documentation is built: ``make docs``."""

from __future__ import annotations

import sys
from importlib.metadata import version as version_of
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))

from docutils import nodes

from bidi import isolate_arabic, turn_right_to_left

project = "namelink"
author = "the authors of namelink"
project_copyright = "the authors of namelink; GPL-3.0-or-later"
release = version = version_of("namelink")

extensions = [
    "myst_parser",
    "sphinx.ext.autodoc",
    "sphinx.ext.napoleon",
    "sphinx_click",
    "sphinx_copybutton",
    "registries",
]
exclude_patterns = ["_build"]
# In docstrings a name in single backquotes is a link where it names something documented, else code.
default_role = "py:obj"
nitpicky = False

myst_enable_extensions = ["deflist", "colon_fence"]
myst_heading_anchors = 3

autodoc_typehints = "signature"
autodoc_member_order = "bysource"
autodoc_inherit_docstrings = False
napoleon_google_docstring = True
napoleon_numpy_docstring = False
napoleon_use_ivar = True
python_maximum_signature_line_length = 88
add_module_names = False
python_use_unqualified_type_names = True

# What is copied from an example is what one types.
copybutton_prompt_text = r">>> |\.\.\. |\$ "
copybutton_prompt_is_regexp = True

html_theme = "furo"
html_title = "namelink"
html_static_path = ["_static"]
html_css_files = ["arabic.css"]
html_show_sphinx = False
html_copy_source = False
html_show_sourcelink = False
html_theme_options = {
    "light_css_variables": {"color-brand-primary": "#1f5fc4", "color-brand-content": "#1f5fc4"},
    "dark_css_variables": {"color-brand-primary": "#8db8ff", "color-brand-content": "#8db8ff"},
}


def _isolate(_app: Any, page: str, _template: str, context: dict[str, Any], _tree: Any) -> None:
    for part in ("body", "toc", "title"):
        if context.get(part):
            in_arabic = part == "body" and page.endswith(".ar")
            context[part] = (turn_right_to_left if in_arabic else isolate_arabic)(context[part])


def _close_examples(_app: Any, tree: Any) -> None:
    """Take away the empty line that a doctest in Markdown must end with."""
    for block in tree.findall(nodes.literal_block):
        block.rawsource = block.astext().rstrip("\n")
        block.children = [nodes.Text(block.rawsource)]


def setup(app: Any) -> None:
    """Have examples end where they end, and each page's Arabic isolated."""
    app.connect("doctree-read", _close_examples)
    # After the theme, which works on the body too.
    app.connect("html-page-context", _isolate, priority=900)
