from models import Post, User
from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

RULE = "db/n-plus-one-lazy"
PREDICTED = {"bad": "1 + n", "good": "2"}


def bad(session: Session):
    return [post.author.name for post in session.scalars(select(Post)).all()]


def good(session: Session):
    """Posts that were loaded from their author know it."""
    found = session.scalars(select(User).options(selectinload(User.posts))).all()
    return [post.author.name for user in found for post in user.posts]
