from models import Team, User
from sqlalchemy import select
from sqlalchemy.orm import Session

RULE = "db/n-plus-one-query-in-loop"
PREDICTED = {"bad": "1 + n", "good": "2"}


def team_of(session: Session, user: User) -> Team | None:
    return session.get(Team, user.team_id)


def bad(session: Session):
    found = session.scalars(select(User)).all()
    return [team_of(session, user) for user in found]


def good(session: Session):
    found = session.scalars(select(User)).all()
    keys = {user.team_id for user in found}
    return session.scalars(select(Team).where(Team.id.in_(keys))).all()
