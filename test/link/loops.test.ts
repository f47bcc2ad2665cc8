import { describe, expect, it } from 'vitest'
import { linked } from './linked.ts'

describe('loops over what they hand themselves', () => {
  it('end, and are taken for no handful', async () => {
    const project = await linked({
      'main.py': `from fastapi import Depends, FastAPI
from sqlalchemy import select
from sqlalchemy.orm import Session
from models import Node, session
app = FastAPI()
def walk(nodes, db: Session):
    for node in nodes:
        db.execute(select(Node).where(Node.id == node.id)).scalar_one()
        walk(node.children, db)
@app.get("/tree")
def tree(db: Session = Depends(session)):
    walk([db.get(Node, 1)], db)
`,
      'models.py': `from sqlalchemy import create_engine
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column
class Base(DeclarativeBase):
    pass
class Node(Base):
    __tablename__ = "nodes"
    id: Mapped[int] = mapped_column(primary_key=True)
def session():
    with Session(create_engine("postgresql+psycopg://h/d")) as db:
        yield db
`,
    })
    const found = project.facts('looped-query').map(({ within, spared }) => `${project.evaluation.function(within).name} ${spared}`)
    expect(found).toEqual(['walk null'])
  })
})
