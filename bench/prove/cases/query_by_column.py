from models import Post, User
from sqlalchemy import select
from sqlalchemy.orm import Session

RULE = "db/n-plus-one-query-in-loop"
PREDICTED = {"bad": "1 + n", "good": "2"}


def bad(session: Session):
    out = []
    for user in session.scalars(select(User)).all():
        out.append(session.scalars(select(Post).where(Post.author_id == user.id)).all())
    return out


def good(session: Session):
    users = session.scalars(select(User)).all()
    return session.scalars(select(Post).where(Post.author_id.in_([user.id for user in users]))).all()
