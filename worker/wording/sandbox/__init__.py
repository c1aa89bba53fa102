"""Where templates are filled in: a sandbox that knows beforehand what is the same in every mail.

The folder is the owner of Jinja2.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from jinja2 import ChoiceLoader, FileSystemLoader, StrictUndefined, Template, TemplateError, nodes
from jinja2.environment import TemplateModule
from jinja2.runtime import Context, Macro
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup, escape

from worker.wording.sandbox.writingout import MacroSource, WritingOut, coloured, stored_in

__all__ = ["TemplateError", "in_lines", "sandbox"]

_PALETTE = "mail/_palette.html"
_PLAIN = (str, int, bool)


def sandbox(folders: Sequence[Path]) -> _Sandbox:
    """The templates of these folders, the first before the others; strict, HTML escaped by itself."""
    return _Sandbox(
        loader=ChoiceLoader([FileSystemLoader(folder) for folder in folders]),
        undefined=StrictUndefined,
        autoescape=lambda name: name is not None and name.endswith(".html"),
        trim_blocks=False,
        keep_trailing_newline=False,
        auto_reload=False,
    )


def in_lines(text: str) -> Markup:
    """Show somebody's words in HTML, line by line as they stand."""
    return escape(text).replace("\n", Markup("<br>\n"))


class _Sandbox(ImmutableSandboxedEnvironment):
    """Jinja's own, which asks once what it would ask at every use, and knows the colours beforehand."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        self._judged: dict[tuple[type, str], bool] = {}
        self._loaded: dict[str, Template] = {}
        self._parsed: dict[str, dict[str, MacroSource]] = {}

    def get_template(self, name: Any, *asked_by: Any, **given: Any) -> Template:
        """A template by its name, which is looked for once."""
        if name not in self._loaded:
            self._loaded[name] = super().get_template(name, *asked_by, **given)
        return self._loaded[name]

    def make_globals(self, d: Any) -> dict[str, Any]:
        """What every template has, in one dictionary: it is copied at each use, and never changes."""
        return {**self.globals, **(d or {})}

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Whether a template may have it: a matter of the kind of value and the name alone."""
        about = type(obj), attr
        if about not in self._judged:
            self._judged[about] = super().is_safe_attribute(obj, attr, value)
        return self._judged[about]

    def getattr(self, obj: Any, attribute: str) -> Any:
        """What stands under a name: a dictionary's entry, or a plain value of a kind that may be had."""
        if type(obj) is dict and attribute in obj and not hasattr(dict, attribute):
            return obj[attribute]
        if self._judged.get((type(obj), attribute)):
            value = getattr(obj, attribute, None)
            if type(value) in _PLAIN:
                return value
        return super().getattr(obj, attribute)

    def call(self, context: Context, called: Any, /, *given: Any, **named: Any) -> Any:
        """Call what a template calls: a macro at once, since it can do no more than templates can."""
        if type(called) is not Macro:
            return super().call(context, called, *given, **named)
        named.pop("_loop_vars", None)
        named.pop("_block_vars", None)
        return called(context.eval_ctx, *given, **named)

    def _generate(self, source: nodes.Template, name: str | None, *where: Any, **how: Any) -> str:
        if name is not None and name != _PALETTE:
            colours = self.colours(source)
            WritingOut(self, name, self.macros_in).write_out(source, self.macros(source, name, colours))
            source = coloured(source, colours)
        code = super()._generate(source, name, *where, **how)
        return f"{code}\nescape = environment.show\n"

    @staticmethod
    def show(value: Any) -> str:
        """A value as HTML shows it, a piece among others: it need not know any more that it is HTML."""
        if type(value) is not str:
            markup: str = value if type(value) is Markup else escape(value)
            return markup
        text: str = value.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
        return text.replace("'", "&#39;").replace('"', "&#34;")

    def colours(self, template: nodes.Template) -> dict[str, Any]:
        """The lists of colours that a template imports, by names that it gives to nothing else."""
        imports = [one for one in template.body if isinstance(one, nodes.FromImport)]
        imported = [name for one in imports if one.template == nodes.Const(_PALETTE) for name in one.names]
        if not imported:
            return {}
        taken = {one.name for one in template.find_all(nodes.Name) if one.ctx != "load"}
        try:
            palette = self.get_template(_PALETTE).module
        except Exception:  # noqa: BLE001  a school's own, in error: who fills in the template says so
            return {}
        names = [name for name in imported if isinstance(name, str) and name not in taken]
        return {name: getattr(palette, name, None) for name in names}

    def macros(self, template: nodes.Template, name: str, colours: dict[str, Any]) -> dict[str, MacroSource]:
        """The macros that a template has or imports, by names that it gives to nothing else."""
        taken = stored_in(template)
        found = {
            one.name: MacroSource(one, name, colours) for one in template.body if isinstance(one, nodes.Macro)
        }
        for imports in template.body:
            if isinstance(imports, nodes.FromImport) and isinstance(imports.template, nodes.Const):
                theirs = self.macros_in(imports.template.value) if not imports.with_context else {}
                found |= {one: theirs[one] for one in imports.names if isinstance(one, str) and one in theirs}
        return {called: macro for called, macro in found.items() if called not in taken}

    def macros_in(self, name: str) -> dict[str, MacroSource]:
        """The same of a template by its name."""
        if name not in self._parsed:
            try:
                assert self.loader is not None
                template = self.parse(self.loader.get_source(self, name)[0], name)
                self._parsed[name] = self.macros(template, name, self.colours(template))
            except Exception:  # noqa: BLE001  a school's own, in error: who fills in the template says so
                return {}
        return self._parsed[name]


class _Template(Template):
    """One whose macros are made once: no template here has names that another one has not."""

    def _get_default_module(self, ctx: Context | None = None) -> TemplateModule:  # noqa: ARG002  not asked
        return super()._get_default_module()


_Sandbox.template_class = _Template
