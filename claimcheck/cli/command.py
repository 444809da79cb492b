"""How a command is declared: its shared options, its example and its errors, in one decorator.

A command asks for what it needs by parameter name, `settings: Settings` or `out: Output`; `command` replaces that
parameter by the options it is made from, so that the same option is spelled and explained the same everywhere.
"""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable
from typing import Any

import typer

from claimcheck.errors import ClaimcheckError

Provider = Callable[..., Any]
Command = Callable[..., None]

EXAMPLES: dict[str, str] = {}
"""Command name -> its example, for the docs."""


def command(
    app: typer.Typer, name: str, *, example: str, **providers: Provider
) -> Callable[[Command], Command]:
    """Register a function as the command `name` of `app`.

    `providers` maps names of the function's parameters to functions of shared options that make their values.
    A `ClaimcheckError` is printed on stderr and becomes its exit code.
    """
    EXAMPLES[name] = example

    def register(function: Command) -> Command:
        signature, groups = _merge(function, providers)

        @functools.wraps(function)
        def run(**values: Any) -> None:
            try:
                made = {
                    target: providers[target](**{option: values.pop(option) for option in options})
                    for target, options in groups.items()
                }
                function(**values, **made)
            except ClaimcheckError as error:
                _fail(str(error), error.exit_code)

        run.__signature__ = signature  # type: ignore[attr-defined]
        del run.__wrapped__
        run.__annotations__ = {item.name: item.annotation for item in signature.parameters.values()}
        # "\b" keeps the example's line breaks.
        app.command(name, epilog=f"\b\nExample:\n  {example}")(run)
        return function

    return register


def _merge(
    function: Command, providers: dict[str, Provider]
) -> tuple[inspect.Signature, dict[str, list[str]]]:
    """The signature with each provider's options in its parameter's place, and which options each takes."""
    parameters: list[inspect.Parameter] = []
    groups: dict[str, list[str]] = {}
    for item in inspect.signature(function, eval_str=True).parameters.values():
        if item.name in providers:
            options = list(inspect.signature(providers[item.name], eval_str=True).parameters.values())
            groups[item.name] = [option.name for option in options]
            parameters += options
        else:
            parameters.append(item)
    parameters = [item.replace(kind=inspect.Parameter.KEYWORD_ONLY) for item in parameters]
    return inspect.Signature(parameters), groups


def _fail(message: str, code: int) -> None:
    typer.echo(f"Error: {message}", err=True)
    raise typer.Exit(code)
