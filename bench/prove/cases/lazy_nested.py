from models import Post, User
from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

RULE = "db/n-plus-one-lazy"
PREDICTED = {"bad": "2 + n", "good": "3"}


def bad(session: Session):
    found = session.scalars(select(User).options(selectinload(User.posts))).all()
    return [comment.text for user in found for post in user.posts for comment in post.comments]


def good(session: Session):
    found = session.scalars(select(User).options(selectinload(User.posts).selectinload(Post.comments))).all()
    return [comment.text for user in found for post in user.posts for comment in post.comments]
