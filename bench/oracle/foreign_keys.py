"""Foreign keys that no index serves, as SQLAlchemy itself sees them: imports a backend's models and asks their metadata.

    python foreign_keys.py ROOT METADATA MODULE... [--bare PACKAGE...]

ROOT      the folder to import from
METADATA  module:expression of the MetaData or of a class that has one, such as app.db:Base
MODULE    modules to import; `app.models.*` stands for all modules below app.models
--bare    packages whose own `__init__` is not run

Needs an environment with SQLAlchemy and what the models cannot do without. Modules that are missing there are replaced by
stand-ins, and listed. Annotations are not evaluated, as in Python 3.14. The verdict on an index is this file's own, so that it
can disagree with the analyser.
"""

import __future__
import argparse
import importlib
import importlib.abc
import importlib.machinery
import json
import pathlib
import pkgutil
import re
import sys
import types


class Meta(type):
    """Classes that have every attribute, so that they can stand anywhere in a declaration."""

    def __getattr__(cls, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return cls

    def __getitem__(cls, item):
        return cls

    def __iter__(cls):
        return iter(())

    def __or__(cls, other):
        return cls

    __ror__ = __or__


class StandIn(metaclass=Meta):
    def __init__(self, *args, **kwargs):
        pass

    def __init_subclass__(cls, **kwargs):
        pass

    def __call__(self, *args, **kwargs):
        """As a decorator it hands back what it decorates."""
        return args[0] if len(args) == 1 and not kwargs and callable(args[0]) else StandIn()

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return StandIn()

    def __iter__(self):
        return iter(())


class Missing(types.ModuleType):
    __path__ = []

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        made = type(name, (StandIn,), {})
        setattr(self, name, made)
        return made


class StandIns(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """The last finder: what a file of the backend imports and no other finder found. Libraries know how to do without."""

    def __init__(self, root):
        self.root = root
        self.names = set()

    def find_spec(self, name, path, target=None):
        frame = sys._getframe(1)
        while "importlib" in frame.f_code.co_filename:
            frame = frame.f_back
        if name.rpartition(".")[0] not in self.names and not frame.f_code.co_filename.startswith(str(self.root)):
            return None
        self.names.add(name)
        return importlib.machinery.ModuleSpec(name, self, is_package=True)

    def create_module(self, spec):
        return Missing(spec.name)

    def exec_module(self, module):
        pass


def read_as_newer_python(root):
    """Annotations stay unevaluated in the backend's own files, and `except A, B:` is read as Python 3.14 does."""
    plain = importlib.machinery.SourceFileLoader.source_to_code

    def source_to_code(self, data, path, *, _optimize=-1):
        if not str(path).startswith(str(root)):
            return plain(self, data, path, _optimize=_optimize)
        text = bytes(data).decode()
        text = re.sub(r"^(\s*)except (\w[\w.]*(?:, \w[\w.]*)+):", r"\1except (\2):", text, flags=re.M)
        return compile(text, path, "exec", flags=__future__.annotations.compiler_flag, dont_inherit=True, optimize=_optimize)

    importlib.machinery.SourceFileLoader.source_to_code = source_to_code


def import_all(root, modules, bare):
    sys.dont_write_bytecode = True
    sys.path.insert(0, str(root))
    read_as_newer_python(root)
    finder = StandIns(root)
    sys.meta_path.append(finder)
    for package in bare:
        module = types.ModuleType(package)
        module.__path__ = [str(root.joinpath(*package.split(".")))]
        sys.modules[package] = module
    for name in modules:
        found = importlib.import_module(name.removesuffix(".*"))
        if name.endswith(".*"):
            for info in pkgutil.walk_packages(found.__path__, found.__name__ + "."):
                importlib.import_module(info.name)
    return finder.names


def column_of(expression):
    """The name of the column an index expression orders by, null for a computed one."""
    while not hasattr(expression, "table") and hasattr(expression, "element"):
        expression = expression.element
    return expression.name if hasattr(expression, "table") else None


def leading_columns(table):
    """The columns of everything that answers a look-up by its first ones."""
    keys = [[column.name for column in table.primary_key.columns]]
    for constraint in table.constraints:
        if type(constraint).__name__ == "UniqueConstraint":
            keys.append([column.name for column in constraint.columns])
    for index in table.indexes:
        options = {key: value for each in index.dialect_options.values() for key, value in each.items()}
        columns = [column_of(expression) for expression in index.expressions]
        where = options.get("where")
        is_own = where is not None and re.fullmatch(rf'(\S+\.)?"?{columns[0]}"? IS NOT NULL', str(where))
        if (where is None or is_own) and (options.get("using") or "btree") in ("btree", "hash"):
            keys.append(columns)
    return [key for key in keys if key]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("root", type=lambda text: pathlib.Path(text).resolve())
    parser.add_argument("metadata")
    parser.add_argument("modules", nargs="+")
    parser.add_argument("--bare", nargs="*", default=[])
    options = parser.parse_args()
    missing = import_all(options.root, options.modules, options.bare)
    module, _, expression = options.metadata.partition(":")
    found = eval(expression, vars(importlib.import_module(module)))
    metadata = getattr(found, "metadata", found)
    uncovered = []
    count = 0
    for table in metadata.tables.values():
        keys = leading_columns(table)
        for constraint in table.foreign_key_constraints:
            columns = [column.name for column in constraint.columns]
            count += 1
            # One indexed column of several narrows the rows enough.
            if not any(set(key[: len(columns)]) == set(columns) or (len(columns) > 1 and key[0] in columns) for key in keys):
                uncovered.append(f"{table.name}({','.join(columns)})")
    print(
        json.dumps(
            {
                "tables": sorted(table.name for table in metadata.tables.values()),
                "foreignKeys": count,
                "uncovered": sorted(uncovered),
                "missing": sorted(missing),
            },
            indent=1,
        )
    )


main()
