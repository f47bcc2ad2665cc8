from models import User
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import selectinload

RULE = "db/n-plus-one-lazy"
PREDICTED = {"bad": "1 + n", "good": "2"}


async def bad(session: AsyncSession):
    found = (await session.scalars(select(User))).all()
    return [len(await user.awaitable_attrs.posts) for user in found]


async def good(session: AsyncSession):
    found = (await session.scalars(select(User).options(selectinload(User.posts)))).all()
    return [len(user.posts) for user in found]
