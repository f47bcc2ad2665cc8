from models import Post
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import joinedload

RULE = "db/async-lazy-load"
PREDICTED = {"bad": "MissingGreenlet", "good": "1"}


async def bad(session: AsyncSession):
    post = await session.get(Post, 1)
    return post.author.name


async def good(session: AsyncSession):
    post = await session.get(Post, 1, options=[joinedload(Post.author)])
    return post.author.name
