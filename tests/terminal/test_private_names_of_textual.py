"""Every private name of Textual that the counter uses, so that an upgrade breaks here first."""

from __future__ import annotations

MADE_BY_A_METACLASS = {
    "_computes", "_css_type_name", "_css_type_names", "_decorated_handlers", "_default_value",
    "_default_virtual_size", "_inherit_bindings", "_inherit_component_classes", "_inherit_css",
    "_merged_bindings", "_reactives", "_abc_impl",
}  # fmt: skip
"""What Textual writes into every class that is made of one of its own."""
