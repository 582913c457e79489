"""Readings of the documentation, the templates and the settings, for the consistency tests."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import click

HEADING = re.compile(r"^#{2,4}\s+`([^`]+)`", re.M)
LINK = re.compile(r"!?\[[^\]]*\]\(\s*<?([^)\s>]+)>?[^)]*\)")
FENCE = re.compile(r"^```.*?^```", re.M | re.S)
QUOTED = re.compile(r"""["']([\w./-]+\.(?:html|txt|xml|svg))(?:#[\w-]+|\{\w+\})?["']""")
HEADER = re.compile(r"(?:{%\s*load\s[^%]*%}\s*)?(?:{#|{%\s*comment)")


def headings(path: Path) -> set[str]:
    """Give what a page describes: the code words of its headings."""
    return set(HEADING.findall(path.read_text()))


def settings_variables(path: Path) -> set[str]:
    """List the environment variables that a settings file reads."""
    return {
        str(node.args[0].value)
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and ast.unparse(node.func.value) == "env"
        and node.args
        and isinstance(node.args[0], ast.Constant)
    }


def commands(group: click.Group, prefix: str = "alliage") -> Iterator[tuple[str, click.Command]]:
    """Give every command of a group, at any depth, by its full name."""
    for name, command in sorted(group.commands.items()):
        yield f"{prefix} {name}", command
        if isinstance(command, click.Group):
            yield from commands(command, f"{prefix} {name}")


def anchors(path: Path) -> set[str]:
    """Give the anchors of a page, as the forges make them from its headings."""
    titles = re.findall(r"^#+\s+(.*)$", FENCE.sub("", path.read_text()), re.M)
    cleaned = (re.sub(r"[^\w\s-]", "", title.lower()).strip() for title in titles)
    return {re.sub(r"\s", "-", title) for title in cleaned}


def dead_links(pages: list[Path]) -> list[str]:
    """List the relative links that lead nowhere."""
    dead = []
    for page in pages:
        for target in LINK.findall(FENCE.sub("", page.read_text())):
            if re.match(r"[a-z]+:", target):
                continue
            name, _, anchor = target.partition("#")
            path = (page.parent / name) if name else page
            is_known = path.exists() and (
                not anchor or path.suffix != ".md" or anchor in anchors(path)
            )
            if not is_known:
                dead.append(f"{page.name}: {target}")
    return dead


def template_names(package: Path) -> dict[str, Path]:
    """Map the name of each template of a package to its file."""
    return {
        str(path.relative_to(folder)): path
        for folder in sorted(package.glob("*/templates"))
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def quoted_templates(package: Path) -> set[str]:
    """Give the names of templates that the code and the templates of a package quote."""
    files = [*package.rglob("*.py"), *template_names(package).values()]
    return {name for path in files for name in QUOTED.findall(path.read_text())}


def unused_templates(package: Path, found_by_name: set[str]) -> list[str]:
    """List the templates that nothing quotes, those that Django finds by name left out."""
    quoted = quoted_templates(package)
    return sorted(set(template_names(package)) - quoted - found_by_name)


def headless_components(package: Path) -> list[str]:
    """List the components that do not open with a comment: purpose, variables, example."""
    return sorted(
        name
        for name, path in template_names(package).items()
        if "/components/" in name and not HEADER.match(path.read_text())
    )


# A token would set a cookie for every visitor, and forging this form only changes a colour.
EXEMPT_FORM = 'action="{% url "web:theme" %}"'


def forms_without_token(package: Path) -> list[str]:
    """List the templates whose POST forms are not protected against forgery."""
    found = []
    for name, path in template_names(package).items():
        forms = re.findall(r"<form\b[^>]*>.*?</form>", path.read_text(), re.S | re.I)
        posts = [form for form in forms if re.match(r"<form\b[^>]*method=.post", form, re.I)]
        unsafe = [form for form in posts if EXEMPT_FORM not in form]
        found += [name for form in unsafe if "{% csrf_token %}" not in form]
    return found
