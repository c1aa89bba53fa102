"""What is the same in every mail is put together once: macros where they are called, colours as text."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from jinja2 import Environment, nodes
from jinja2.visitor import NodeTransformer

_MOST = 300
"""Macros written out in one template; a school's own may call each other without an end."""


@dataclass(frozen=True)
class MacroSource:
    """A macro as it is written, and the name of the template it is written in, and the colours there."""

    node: nodes.Macro
    name: str
    colours: dict[str, Any]


class WritingOut:
    """Writes macros out where they are called: what is the same in every mail is then put together once.

    A call stays one where more is known only when a mail is written: whose words are given by the caller,
    or which names of the macro's own template it needs.
    """

    def __init__(
        self, environment: Environment, name: str, macros_in: Callable[[str], dict[str, MacroSource]]
    ) -> None:
        self._name, self._macros_in = name, macros_in
        self._context = nodes.EvalContext(environment, name)
        self._open: list[str] = []
        self._count = 0
        self._own: set[str] = set()

    def write_out(self, node: nodes.Node, macros: dict[str, MacroSource]) -> None:
        """Do so in all that a part of a template holds."""
        for part in ("body", "else_"):
            if isinstance(getattr(node, part, None), list):
                setattr(node, part, self._all(getattr(node, part), macros))

    def _all(self, body: list[nodes.Node], macros: dict[str, MacroSource]) -> list[nodes.Node]:
        """Statements one after the other, what is put out side by side as one."""
        out: list[nodes.Node] = []
        for node in body:
            for one in self._one(node, macros):
                if out and isinstance(one, nodes.Output) and isinstance(out[-1], nodes.Output):
                    out[-1] = nodes.Output([*out[-1].nodes, *one.nodes], lineno=out[-1].lineno)
                else:
                    out.append(one)
        return out

    def _one(self, node: nodes.Node, macros: dict[str, MacroSource]) -> Iterator[nodes.Node]:
        if isinstance(node, nodes.Output):
            for one in node.nodes:
                written = self._find_written(one, macros)
                yield from [nodes.Output([one], lineno=node.lineno)] if written is None else written
        elif isinstance(node, nodes.If):
            yield from self._branches(node, macros)
        elif isinstance(node, nodes.For) and self._is_known(node.iter) and _is_plain(node):
            for value in self._value(node.iter):
                yield from self._all(
                    [_copied(one, _puts(node.target, value), node.lineno) for one in node.body], macros
                )
        else:
            given = {one.name for one in node.args} if isinstance(node, nodes.Macro | nodes.CallBlock) else ()
            self.write_out(node, {name: one for name, one in macros.items() if name not in given})
            yield node

    def _is_known(self, value: nodes.Node) -> bool:
        try:
            self._value(value)
        except nodes.Impossible:
            return False
        return True

    def _value(self, value: nodes.Node) -> Any:
        """What is the same in every mail. Raises Impossible for anything else."""
        assert isinstance(value, nodes.Expr)
        return value.as_const(self._context)

    def _branches(self, node: nodes.If, macros: dict[str, MacroSource]) -> Iterator[nodes.Node]:
        """Those branches that may be taken; the words alone of one that is taken always."""
        left, last = list[nodes.If](), node.else_
        for one in (node, *node.elif_):
            if not self._is_known(one.test):
                left.append(nodes.If(one.test, self._all(one.body, macros), [], [], lineno=one.lineno))
                continue
            if self._value(one.test):
                last = one.body
                break
        if left:
            left[0].elif_, left[0].else_ = left[1:], self._all(last, macros)
            yield left[0]
        else:
            yield from self._all(last, macros)

    def _find_written(self, call: nodes.Expr, macros: dict[str, MacroSource]) -> list[nodes.Node] | None:
        """What a call puts out, as statements; None for one that stays, or that is none."""
        if not (isinstance(call, nodes.Call) and isinstance(call.node, nodes.Name)):
            return None
        macro = macros.get(call.node.name)
        if macro is None or macro.node.name in self._open or self._count >= _MOST:
            return None
        if self._name.endswith(".html") != macro.name.endswith(".html"):
            return None
        stored = stored_in(macro.node)
        given = _given(call, macro.node, stored)
        if given is None:
            return None
        self._open.append(macro.node.name)
        try:
            return self._filled_in(macro, given, stored, call.lineno)
        finally:
            self._open.pop()

    def _filled_in(
        self, macro: MacroSource, given: dict[str, nodes.Expr], stored: set[str], line: int
    ) -> list[nodes.Node] | None:
        self._count += 1
        before, outer = list[nodes.Node](), set[int]()
        own = {name: f"_{self._count}_{name}" for name in stored | given.keys()}
        self._own |= {*own.values()}
        puts: dict[str, nodes.Expr | str] = {**own}
        for name, value in given.items():
            named = isinstance(value, nodes.Name) and value.name not in ("loop", *macro.colours)
            if named or self._is_known(value):
                puts[name] = value
                outer.add(id(value))
            else:
                before.append(nodes.Assign(nodes.Name(own[name], "store"), value, lineno=line))
        body = nodes.Scope([_copied(one, puts, line) for one in macro.node.body], lineno=line)
        body = coloured(body, macro.colours)
        self.write_out(body, self._macros_in(macro.name))
        asked = {one.name for one in body.find_all(nodes.Name) if id(one) not in outer}
        return [*before, *body.body] if asked <= self._own | {"loop", "namespace"} else None


def _given(call: nodes.Call, macro: nodes.Macro, stored: set[str]) -> dict[str, nodes.Expr] | None:
    """What each argument of a macro is in a call; None where that is not certain: one may be ``stored``."""
    names = [one.name for one in macro.args]
    defaults = dict(zip(names[len(names) - len(macro.defaults) :], macro.defaults, strict=True))
    given = dict(zip(names, call.args, strict=False)) | {one.key: one.value for one in call.kwargs}
    extra = call.dyn_args or call.dyn_kwargs or len(call.args) > len(names) or not given.keys() <= {*names}
    if extra or not {*names} <= given.keys() | defaults.keys() or stored & {*names}:
        return None
    return {name: given[name] if name in given else defaults[name] for name in names}


def stored_in(node: nodes.Node) -> set[str]:
    """The names that a part of a template gives to something."""
    return {one.name for one in node.find_all(nodes.Name) if one.ctx == "store"}


def _is_plain(loop: nodes.For) -> bool:
    """Whether the words of a loop can stand one after the other without it."""
    asks = any(one.name == "loop" for one in loop.find_all(nodes.Name))
    sets = any(loop.find_all((nodes.Assign, nodes.AssignBlock, nodes.Block)))
    return not (asks or sets or loop.test or loop.else_ or loop.recursive)


def _puts(target: nodes.Node, value: Any) -> dict[str, nodes.Expr | str]:
    """What the names of a loop are, once round."""
    if isinstance(target, nodes.Name):
        return {target.name: nodes.Const(value)}
    assert isinstance(target, nodes.Tuple)
    pairs = zip(target.items, value, strict=True)
    return {name: put for one, part in pairs for name, put in _puts(one, part).items()}


def _copied(node: Any, puts: dict[str, nodes.Expr | str], line: int) -> Any:
    """A part of a template with other names, or values, in the place of some."""
    if isinstance(node, list):
        return [_copied(one, puts, line) for one in node]
    if not isinstance(node, nodes.Node):
        return node
    if isinstance(node, nodes.Name) and node.name in puts:
        put = puts[node.name]
        return put if isinstance(put, nodes.Expr) else nodes.Name(put, node.ctx, lineno=line)
    fields = [_copied(getattr(node, name), puts, line) for name in node.fields]
    if isinstance(node, nodes.NSRef) and isinstance(renamed := puts.get(node.name), str):
        fields[0] = renamed
    return type(node)(*fields, lineno=line, environment=node.environment)


class _Coloured(NodeTransformer):
    """Puts each colour in the place of its name, so that it is text like all around it."""

    def __init__(self, colours: dict[str, Any]) -> None:
        self._colours = colours

    def visit_Getattr(self, node: nodes.Getattr) -> nodes.Node:  # noqa: N802  Jinja finds it by this name
        """``light.ink``, ``tones.routine.accent``."""
        colour = self._find(node)
        known = isinstance(colour, str)
        return nodes.Const(colour, lineno=node.lineno) if known else self.generic_visit(node)

    def _find(self, node: nodes.Node) -> Any:
        if isinstance(node, nodes.Name):
            return self._colours.get(node.name)
        if isinstance(node, nodes.Getitem) and isinstance(node.arg, nodes.Const):
            among = self._find(node.node)
            return among.get(node.arg.value) if isinstance(among, dict) else None
        if not isinstance(node, nodes.Getattr) or hasattr(dict, node.attr):
            return None
        among = self._find(node.node)
        return among.get(node.attr) if isinstance(among, dict) else None


def coloured(node: nodes.Node, colours: dict[str, Any]) -> Any:
    """The same with each of these colours in the place of its name."""
    return _Coloured(colours).visit(node) if colours else node
