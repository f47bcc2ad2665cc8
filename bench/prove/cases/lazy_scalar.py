from models import User
from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

RULE = "db/n-plus-one-lazy"
PREDICTED = {"bad": "1 + n", "good": "1"}


def bad(session: Session):
    return [user.team.name for user in session.query(User).all()]


def good(session: Session):
    found = session.scalars(select(User).options(joinedload(User.team))).all()
    return [user.team.name for user in found]
