"""Runs every case on SQLite and prints, as JSON, how many statements it sent for each number of rows (or what it raised)."""

import asyncio
import importlib
import inspect
import json
import pathlib
import sys

from sqlalchemy import create_engine, event
from sqlalchemy.ext.asyncio import AsyncSession, create_async_engine
from sqlalchemy.orm import Session
from sqlalchemy.pool import StaticPool

HERE = pathlib.Path(__file__).parent / "cases"
sys.path.insert(0, str(HERE))
models = importlib.import_module("models")


def counting(engine):
    sent = []
    event.listen(engine, "before_cursor_execute", lambda *given: sent.append(given[2]))
    return sent


def count_sync(function, n):
    engine = create_engine("sqlite://", poolclass=StaticPool)
    models.Base.metadata.create_all(engine)
    with Session(engine) as session:
        models.fill(session, n)
    sent = counting(engine)
    with Session(engine) as session:
        function(session)
    return len(sent)


async def count_async(function, n):
    engine = create_async_engine("sqlite+aiosqlite://", poolclass=StaticPool)
    async with engine.begin() as connection:
        await connection.run_sync(models.Base.metadata.create_all)
    async with AsyncSession(engine) as session:
        await session.run_sync(models.fill, n)
    sent = counting(engine.sync_engine)
    try:
        async with AsyncSession(engine) as session:
            await function(session)
    except Exception as error:
        # An error of the driver comes wrapped.
        return type(getattr(error, "orig", None) or error).__name__
    finally:
        await engine.dispose()
    return len(sent)


def measure(function, n):
    return asyncio.run(count_async(function, n)) if inspect.iscoroutinefunction(function) else count_sync(function, n)


def main(numbers):
    out = []
    for path in sorted(HERE.glob("*.py")):
        if path.stem == "models":
            continue
        case = importlib.import_module(path.stem)
        runs = {name: {n: measure(getattr(case, name), n) for n in numbers} for name in ("bad", "good")}
        out.append({"case": path.stem, "rule": case.RULE, "predicted": case.PREDICTED, "counted": runs})
    print(json.dumps(out))


main([int(each) for each in sys.argv[1:]])
