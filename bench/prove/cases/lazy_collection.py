from models import User
from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

RULE = "db/n-plus-one-lazy"
PREDICTED = {"bad": "1 + n", "good": "2"}


def bad(session: Session):
    found = session.scalars(select(User)).all()
    return [len(user.posts) for user in found]


def good(session: Session):
    found = session.scalars(select(User).options(selectinload(User.posts))).all()
    return [len(user.posts) for user in found]
